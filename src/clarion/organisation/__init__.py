"""People, openings, press, downloads."""
