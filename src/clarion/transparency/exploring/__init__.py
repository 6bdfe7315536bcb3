"""Tallies as a reader asks for them: filtered, and laid out as rows by columns."""
