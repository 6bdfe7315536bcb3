"""Gives every author that was typed a snippet, and every mark for a page a row of its own."""

from uuid import NAMESPACE_URL, uuid5

from django.db import migrations


def _key(name):
    """One person for all languages that spelled the name alike."""
    return uuid5(NAMESPACE_URL, f"clarion-author:{name}")


def move(apps, schema_editor):
    ArticlePage = apps.get_model("news", "ArticlePage")
    Author = apps.get_model("news", "Author")
    Byline = apps.get_model("news", "Byline")
    FeaturedPlace = apps.get_model("news", "FeaturedPlace")
    # The field's own manager keeps what it is given until the page is saved as a page, which it is not here.
    Mark = ArticlePage.featured_on.through
    for article in ArticlePage.objects.order_by("pk"):
        if name := article.author.strip():
            author, _ = Author.objects.get_or_create(
                locale_id=article.locale_id, translation_key=_key(name), defaults={"name": name}
            )
            Byline.objects.create(article=article, author=author, sort_order=0)
        for order, mark in enumerate(Mark.objects.filter(articlepage=article).order_by("page_id")):
            FeaturedPlace.objects.create(article=article, page_id=mark.page_id, sort_order=order)


def move_back(apps, schema_editor):
    ArticlePage = apps.get_model("news", "ArticlePage")
    Byline = apps.get_model("news", "Byline")
    FeaturedPlace = apps.get_model("news", "FeaturedPlace")
    # The field's own manager keeps what it is given until the page is saved as a page, which it is not here.
    Mark = ArticlePage.featured_on.through
    for article in ArticlePage.objects.order_by("pk"):
        bylines = Byline.objects.filter(article=article).order_by("sort_order").select_related("author")
        article.author = ", ".join(one.author.name for one in bylines)[:120]
        article.save(update_fields=["author"])
        pages = FeaturedPlace.objects.filter(article=article).values_list("page_id", flat=True).distinct()
        Mark.objects.bulk_create(Mark(articlepage=article, page_id=page) for page in pages)


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0004_authors_topics_places'),
    ]

    operations = [migrations.RunPython(move, move_back)]
