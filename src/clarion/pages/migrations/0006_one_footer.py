"""The footers of the languages become one: what stood at the same place in each is the same link in other words."""

from django.conf import settings
from django.db import migrations


def name_of(language):
    return language.replace("-", "_")


def merge(apps, schema_editor):
    texts = apps.get_model("pages", "SiteTexts").objects.select_related("locale")
    footers = {one.locale.language_code: one.footer for one in texts if one.footer}
    if not footers:
        return
    first = settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in footers else next(iter(footers))
    organisation, _ = apps.get_model("pages", "Organisation").objects.get_or_create(defaults={"profiles": []})
    organisation.footer = [_group(place, footers, first) for place in range(len(footers[first]))]
    organisation.save()


def _group(place, footers, first):
    groups = {
        language: footer[place]["value"] for language, footer in footers.items() if place < len(footer)
    }
    links = {language: [one["value"] for one in group["links"]] for language, group in groups.items()}
    return {
        "type": "group",
        "value": {
            "heading": {name_of(language): group["heading"] for language, group in groups.items()},
            "links": [
                {"type": "item", "value": _link(at, links, first)} for at in range(len(links[first]))
            ],
        },
    }


def _link(at, links, first):
    here = {language: own[at] for language, own in links.items() if at < len(own)}
    target = here[first]
    return {
        "page": target.get("page"),
        "path": target.get("path") or "",
        "url": target.get("url") or "",
        "words": {name_of(language): own.get("text") or "" for language, own in here.items()},
        "urls": {
            name_of(language): own["url"]
            for language, own in here.items()
            if own.get("url") and own["url"] != target.get("url")
        },
    }


class Migration(migrations.Migration):
    dependencies = [("pages", "0005_settings")]
    operations = [
        migrations.RunPython(merge, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name="sitetexts", name="footer"),
    ]
