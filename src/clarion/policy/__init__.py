"""Positions on the topics."""
