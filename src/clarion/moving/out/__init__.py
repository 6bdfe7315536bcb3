"""Moving out: the whole content as files that any other system, or a person, can read."""
