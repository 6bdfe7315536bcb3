"""Legislation and litigation that the organisation follows."""
