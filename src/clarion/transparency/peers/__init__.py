"""The organisation's measures beside those that others publish about themselves. Nothing here adds the two up."""
