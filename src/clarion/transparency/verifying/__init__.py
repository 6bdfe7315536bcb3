"""Proving an edition: the files are the signed ones, the tables follow from the rows, every row is in the log.

Pure: no database and no Django, so that whoever doubts needs nothing of ours but the published files.
"""
