"""Copies of the baked site that need no server: a tree with relative links and a signed manifest, ZIM files, EPUB."""
