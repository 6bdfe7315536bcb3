"""The site as text: every page again at `/{lang}/text/…`, without pictures, fonts and styles of the house, for poor
lines. A text page is made from the page itself, so that it cannot say anything else.
"""
