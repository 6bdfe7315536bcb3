"""The search index: entries (what can be found), terms (what is looked up), and postings (which is in which)."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One thing that can be found in one language. Small, since ranking reads as many as there are matches."""

    source = models.CharField(max_length=20)
    key = models.CharField(max_length=80)
    language = models.CharField(max_length=20)
    type = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField(null=True)
    day = models.IntegerField(
        null=True, help_text="The date as a number of days (proleptic Gregorian ordinal)."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "key", "language"], name="search_entry_once"),
        ]
        indexes = [models.Index(fields=["language"], name="search_entry_language")]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.source} {self.key} ({self.language})"


class Wording(models.Model):
    """What an entry says, as results show it: words that every reader may see."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="wording")
    address = models.CharField(max_length=1000)
    digest = models.CharField(max_length=64, help_text="Changes with the document it was made from.")
    title = models.TextField()
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title


class Term(models.Model):
    """A term of a language, and a word as readers write it that has this term (empty for what is no word)."""

    language = models.CharField(max_length=20)
    text = models.CharField(max_length=60)
    shown = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "text"], name="search_term_once")]

    def __str__(self) -> str:
        return self.text


class Spelling(models.Model):
    """A term with at most one letter left out. Two words that differ by a slip share one of these."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="spellings")
    language = models.CharField(max_length=20)
    form = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["language", "form"], name="search_spelling")]

    def __str__(self) -> str:
        return self.form


class Posting(models.Model):
    """A term in an entry: how much it weighs there, and at which words it stands."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="postings", db_index=False)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="postings", db_index=False)
    weight = models.PositiveSmallIntegerField(help_text="In thousandths; see clarion.search.weights.")
    positions = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "term"], name="search_posting_once")]
        # Everything that ranking reads, so that it never touches the rows themselves.
        indexes = [models.Index(fields=["term", "entry", "weight"], name="search_posting_read")]

    def __str__(self) -> str:
        return f"{self.term_id} in {self.entry_id}"
