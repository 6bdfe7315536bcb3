"""The demonstration's illustrations: line drawings made by arithmetic, the same at every run."""
