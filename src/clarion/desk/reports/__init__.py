"""Editions of reports: built, reviewed beside the last one, published by a second person, corrected."""
