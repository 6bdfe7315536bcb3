"""What the `clarion` command does, one module a subcommand. None of them loads Django before it has to."""
