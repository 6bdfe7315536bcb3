"""Links that lead elsewhere: which page has them, and whether they still lead anywhere."""
