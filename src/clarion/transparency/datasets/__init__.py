"""Datasets: what an edition says, in files that other programs read."""
