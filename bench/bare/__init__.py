"""A bare Wagtail project, as `wagtail start` makes one, with one page: what Clarion's own page is measured against."""
