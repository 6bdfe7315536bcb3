"""Moving in from other systems, and out as files."""
