"""Changes of figures: a row for each day on which a figure was found to say something else than before."""
