"""Languages at work: fallbacks, what changed, exchange with translators."""
