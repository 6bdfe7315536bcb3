"""The public site as files: rendered once, and again exactly when what they show changes."""
