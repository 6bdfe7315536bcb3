"""Notices for Lumen (lumendatabase.org): redacted copies of demands, as published here, for researchers."""
