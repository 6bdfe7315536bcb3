"""The benchmarks: `python -m bench`, or `make bench`. Each is one file and one entry in `registry.py`."""
