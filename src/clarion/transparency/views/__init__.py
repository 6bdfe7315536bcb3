"""The public transparency pages and their downloads."""
