"""Pages of the admin that are ours."""
