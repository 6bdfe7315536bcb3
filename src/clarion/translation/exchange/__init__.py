"""Texts out to translators and back: PO files, one a page and language, alone or all of a language in a ZIP."""
