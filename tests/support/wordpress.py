"""Exports as WordPress writes them, with entries made for a test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from PIL import Image

SITE = "https://old.example.org"
UPLOADS = f"{SITE}/wp-content/uploads"
HEAD = f"""<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old house</title><link>{SITE}</link><language>en-US</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>{SITE}</wp:base_site_url>
<wp:base_blog_url>{SITE}</wp:base_blog_url>
<wp:author><wp:author_id>2</wp:author_id><wp:author_login><![CDATA[amina]]></wp:author_login>
<wp:author_display_name><![CDATA[Amina Haddad]]></wp:author_display_name></wp:author>
<wp:category><wp:term_id>4</wp:term_id><wp:category_nicename><![CDATA[copyright]]></wp:category_nicename>
<wp:cat_name><![CDATA[Copyright]]></wp:cat_name></wp:category>
"""
TAIL = "</channel></rss>\n"


@dataclass(frozen=True)
class Made:
    """An entry to be exported. `terms` are (domain, slug, name)."""

    id: int
    title: str
    content: str = ""
    kind: str = "post"
    slug: str = ""
    status: str = "publish"
    link: str = ""
    date: str = "2019-03-07 12:30:00"
    parent: int = 0
    excerpt: str = ""
    password: str = ""
    file: str = ""
    comments: int = 0
    terms: Iterable[tuple[str, str, str]] = ()
    meta: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The permanent link."""
        slug = self.slug or f"entry-{self.id}"
        return self.link or (f"{SITE}/{slug}/" if self.kind == "page" else f"{SITE}/2019/03/{slug}/")

    def xml(self) -> str:
        """The item, with its texts in CDATA as WordPress has them."""
        parts = {
            "wp:post_id": self.id, "wp:post_date": self.date, "wp:post_date_gmt": self.date,
            "wp:post_name": self.slug or f"entry-{self.id}", "wp:status": self.status, "wp:post_parent": self.parent,
            "wp:menu_order": 0, "wp:post_type": self.kind, "wp:post_password": self.password,
        }  # fmt: skip
        if self.file:
            parts["wp:attachment_url"] = f"{UPLOADS}/{self.file}"
        lines = [f"<{name}>{cdata(str(value))}</{name}>" for name, value in parts.items()]
        lines += [
            f"<category domain={quoteattr(domain)} nicename={quoteattr(slug)}>{cdata(name)}</category>"
            for domain, slug, name in self.terms
        ]
        lines += [
            f"<wp:postmeta><wp:meta_key>{cdata(key)}</wp:meta_key><wp:meta_value>{cdata(value)}</wp:meta_value></wp:postmeta>"
            for key, value in self.meta.items()
        ]
        lines += ["<wp:comment><wp:comment_id>1</wp:comment_id></wp:comment>"] * self.comments
        return (
            f"<item><title>{cdata(self.title)}</title><link>{escape(self.address)}</link>"
            f'<dc:creator>{cdata("amina")}</dc:creator><guid isPermaLink="false">{SITE}/?p={self.id}</guid>'
            f"<content:encoded>{cdata(self.content)}</content:encoded>"
            f"<excerpt:encoded>{cdata(self.excerpt)}</excerpt:encoded>{''.join(lines)}</item>\n"
        )


def cdata(text: str) -> str:
    """A text as a CDATA section."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def export(path: Path, entries: Iterable[Made]) -> Path:
    """Writes an export of these entries."""
    path.write_text(HEAD + "".join(one.xml() for one in entries) + TAIL, encoding="utf-8")
    return path


def upload(folder: Path, name: str) -> None:
    """Puts a small picture into a folder of uploads."""
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    shade = sum(name.encode()) % 256
    Image.new("RGB", (64, 48), (shade, 120, 90)).save(target)


def attachment(number: int, file: str, *, title: str = "A mast", parent: int = 0, **meta: str) -> Made:
    """A picture of the media library, credited unless said otherwise."""
    credit = {
        "_wp_attachment_image_alt": "A mast against the sky",
        "_credit_text": "Noor Saleh",
        "_credit_licence": "CC BY-SA 4.0",
    }
    return Made(
        number, title, kind="attachment", status="inherit", file=file, parent=parent, meta=credit | meta,
        link=f"{SITE}/mast-{number}/",
    )  # fmt: skip


def fifty() -> list[Made]:
    """A site of fifty posts and a few pages, written in both editors, in two languages, with pictures and a gallery."""
    entries = [
        attachment(900, "2019/03/mast.png"),
        attachment(901, "2019/03/loom.png", title="A loom"),
        Made(800, "About us", "<p>We keep an old house open.</p>", kind="page", slug="about-us"),
        Made(801, "Who we are", "<p>See the house.</p>", kind="page", slug="who", parent=800,
             link=f"{SITE}/about-us/who/"),
    ]  # fmt: skip
    for number in range(1, 51):
        twin = number % 5 == 0
        language = ("language", "fr", "Français") if twin else ("language", "en", "English")
        group = f"pll_{number - 1 if twin else number}"
        nearby = f"{SITE}/2019/03/post-{number - 1 or 50}/"
        entries.append(
            Made(
                number,
                f"Nouvelle {number}" if twin else f"Post {number}",
                _block_content(nearby) if number % 2 else _classic_content(nearby),
                slug=f"post-{number}",
                date=f"20{10 + number % 10}-03-07 12:30:00",
                terms=[
                    ("category", "copyright", "Copyright"),
                    ("post_tag", "law", "Law"),
                    language,
                    ("post_translations", group, group),
                ],
                meta={"_thumbnail_id": "900"},
            )
        )
    return entries


def _block_content(link: str) -> str:
    return f"""<!-- wp:paragraph -->
<p>A rule that touches <strong>one page</strong> touches its readers. See <a href="{link}">the piece before</a>.</p>
<!-- /wp:paragraph -->
<!-- wp:heading -->
<h2>What it asks</h2>
<!-- /wp:heading -->
<!-- wp:list -->
<ul><li>First</li><li>Second<ul><li>Within</li></ul></li></ul>
<!-- /wp:list -->
<!-- wp:image {{"id":901}} -->
<figure class="wp-block-image"><img src="{UPLOADS}/2019/03/loom-300x200.png"
 class="wp-image-901"/><figcaption>At work</figcaption></figure>
<!-- /wp:image -->
<!-- wp:quote -->
<blockquote><p>Nothing is kept by being hidden.</p><cite>A keeper</cite></blockquote>
<!-- /wp:quote -->
<!-- wp:gallery -->
<figure class="wp-block-gallery"><figure class="wp-block-image">
<img data-id="900" src="{UPLOADS}/2019/03/mast.png"/></figure></figure>
<!-- /wp:gallery -->
"""


def _classic_content(link: str) -> str:
    return f"""The first paragraph, written
over two lines.

[caption id="attachment_901" width="300"]<img class="wp-image-901" src="{UPLOADS}/2019/03/loom.png" /> At work[/caption]

The second, with a <a href="{link}">link</a> and a note [sic].

[gallery ids="900,901"]
"""
