"""Editions: the tables of a period, computed once, frozen as files, signed, and never changed again."""
