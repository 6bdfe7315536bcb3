"""The blocks editors compose pages of. A new block is one new file and one line in `registry.py`."""
