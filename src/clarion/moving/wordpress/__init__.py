"""Moving in from WordPress: its export file (WXR) becomes our pages, pictures, authors, topics and redirects."""
