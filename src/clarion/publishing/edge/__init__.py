"""The edge: answers readers from the baked files, and hands everything else to Django. See `README.md`."""
