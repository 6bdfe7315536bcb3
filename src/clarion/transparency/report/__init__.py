"""The transparency report: what stands on its pages, in its charts and in its downloads."""
