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
    for article in ArticlePage.objects.order_by("pk"):
        if name := article.author.strip():
            author, _ = Author.objects.get_or_create(
                locale_id=article.locale_id, translation_key=_key(name), defaults={"name": name}
            )
            Byline.objects.create(article=article, author=author, sort_order=0)
        for order, page in enumerate(article.featured_on.order_by("pk")):
            FeaturedPlace.objects.create(article=article, page=page, sort_order=order)


def move_back(apps, schema_editor):
    ArticlePage = apps.get_model("news", "ArticlePage")
    Byline = apps.get_model("news", "Byline")
    FeaturedPlace = apps.get_model("news", "FeaturedPlace")
    for article in ArticlePage.objects.order_by("pk"):
        bylines = Byline.objects.filter(article=article).order_by("sort_order").select_related("author")
        article.author = ", ".join(one.author.name for one in bylines)[:120]
        article.save(update_fields=["author"])
        article.featured_on.set([one.page for one in FeaturedPlace.objects.filter(article=article)])


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0004_authors_topics_places'),
    ]

    operations = [migrations.RunPython(move, move_back)]
