"""Clarion: the platform on which a free-knowledge organisation speaks and accounts for itself."""

__version__ = "0.1.0"
