"""What the picture library adds to the editors' rooms."""
