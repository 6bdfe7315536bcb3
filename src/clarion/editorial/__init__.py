"""Roles, workflow and the report on what needs an editor."""
