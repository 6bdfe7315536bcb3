"""Pictures and documents in S3-compatible storage: everything that works with a directory works with a bucket."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import Settings
from wagtail.documents.models import Document
from wagtail.models import Locale, Page, Site

from clarion.cli import main
from clarion.config.environment import SettingError
from clarion.config.settings.object_storage import ObjectStorage, _checked
from clarion.config.settings.publishing import Publishing, _apart
from clarion.media.models import CreditedImage
from clarion.media.renditions import make_renditions
from clarion.media.services import add_image
from clarion.pages.models import ContentPage, HomePage
from clarion.publishing import addresses
from clarion.publishing.baking import Bakery
from clarion.publishing.checking import differences
from clarion.publishing.objects import Objects
from clarion.publishing.press import Press, at_the_press
from support.buckets import KEYS, BucketServer, bucket_server
from support.media_files import drawing, file_of, raster
from support.servers import clarion

pytestmark = pytest.mark.django_db

PUBLIC = "https://media.example.org"


@pytest.fixture(scope="module")
def server() -> Iterator[BucketServer]:
    with bucket_server() as one:
        yield one


@pytest.fixture
def keep_in(server: BucketServer, settings: Settings) -> Any:
    """Has media kept in the bucket `media`, by these settings."""

    def keep(**more: str) -> str:
        chosen = ObjectStorage(s3_endpoint=server.address, media_bucket="media", **KEYS, **more)
        settings.OBJECT_STORAGE = chosen
        options = {
            "bucket_name": chosen.media_bucket,
            "location": chosen.media_prefix,
            "public_address": chosen.media_url,
        }
        settings.STORAGES = {
            **settings.STORAGES,
            "default": {"BACKEND": "clarion.core.object_storage.MediaBucket", "OPTIONS": options},
        }
        return server.empty("media")

    return keep


@pytest.fixture
def bucket(keep_in: Any) -> str:
    return str(keep_in())


def test_what_editors_upload_lies_in_the_bucket_with_every_size_of_it(
    server: BucketServer, bucket: str, editor: Client, tmp_path: Path
) -> None:
    upload = SimpleUploadedFile("Reading room.png", raster(size=(1600, 900)))
    told = editor.post("/admin/images/multiple/add/", {"title": "Room", "files[]": upload, "collection": "1"})
    assert told.json()["success"], told.json()
    image = CreditedImage.objects.get()
    make_renditions(image)
    sizes = {one.file.name for one in image.renditions.all()}
    assert len(sizes) >= 6
    assert server.keys(bucket) == sizes | {image.file.name}
    assert not any(tmp_path.iterdir())
    told = server.client.head_object(Bucket=bucket, Key=next(one for one in sizes if one.endswith(".avif")))
    assert (told["ContentType"], told["CacheControl"]) == ("image/avif", "max-age=86400, public")
    assert editor.get("/admin/images/").status_code == 200
    assert editor.get(f"/admin/images/{image.pk}/").status_code == 200
    with image.file.open() as file:
        assert Image.open(BytesIO(file.read())).size == (1600, 900)
    image.delete()


def test_a_picture_is_answered_at_its_address_here(bucket: str, client: Client) -> None:
    image = add_image(file=file_of(raster()), title="Room")
    address = image.get_rendition("width-20|format-webp").url
    assert address.startswith("/media/images/")
    answer = client.get(address)
    assert Image.open(BytesIO(b"".join(answer))).size == (20, 15)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/webp", "max-age=86400, public")
    assert answer["Content-Security-Policy"]
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.get(address, headers={"If-Modified-Since": answer["Last-Modified"]}).status_code == 304
    assert client.head(address)["Content-Length"] == answer["Content-Length"]
    assert client.get("/media/images/none.png").status_code == 404
    assert client.get("/media/../secret").status_code == 404
    assert client.post(address).status_code == 405


def test_a_document_is_answered_where_it_is_asked_who_may_read_it(
    server: BucketServer, bucket: str, client: Client
) -> None:
    document = Document.objects.create(title="Brief", file=ContentFile(b"%PDF-1.7 brief", name="brief.pdf"))
    assert document.url == f"/documents/{document.pk}/brief.pdf"
    answer = client.get(document.url)
    assert b"".join(answer) == b"%PDF-1.7 brief"
    assert answer["Content-Type"] == "application/pdf"
    assert client.get(f"/media/{document.file.name}").status_code == 404
    assert "CacheControl" not in server.client.head_object(Bucket=bucket, Key=document.file.name)


def test_a_document_in_the_data_directory_has_no_second_address(client: Client) -> None:
    document = Document.objects.create(title="Brief", file=ContentFile(b"%PDF-1.7 brief", name="brief.pdf"))
    assert client.get(document.url).status_code == 200
    assert client.get(f"/media/{document.file.name}").status_code == 404


def test_files_of_one_name_that_come_at_one_moment_are_both_kept(bucket: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        saved = list(
            pool.map(lambda n: default_storage.save("images/logo.png", ContentFile(b"%d" % n)), range(8))
        )
    assert {default_storage.open(name).read() for name in saved} == {b"%d" % n for n in range(8)}


def test_browsers_ask_the_bucket_where_it_is_public_and_the_policy_lets_them(
    server: BucketServer, keep_in: Any, client: Client
) -> None:
    bucket = keep_in(media_prefix="/site/media/", media_url=f"{PUBLIC}/")
    image = add_image(file=file_of(drawing(), "Sign post.svg"), title="Sign")
    assert server.keys(bucket) == {f"site/media/{image.file.name}"}
    assert image.file.url == f"{PUBLIC}/site/media/{image.file.name}"
    # What is baked or copied is whole without it, and old addresses go on answering.
    with at_the_press():
        assert image.file.url == f"/media/{image.file.name}"
    assert b"<svg" in b"".join(client.get(f"/media/{image.file.name}"))


def test_a_page_is_baked_with_its_picture_and_a_lost_one_is_noticed(
    server: BucketServer, keep_in: Any, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = keep_in(media_url=PUBLIC)
    settings.STATIC_ROOT = tmp_path / "static"
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English")]
    image = add_image(file=file_of(drawing(), "sign.svg"), title="Sign")
    home = HomePage(title="Home", slug="home-en", locale=Locale.objects.get_or_create(language_code="en")[0])
    Page.get_first_root_node().add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "testserver", "root_page": home}
    )
    value = {"picture": {"image": image.pk, "alt_text": "A sign", "decorative": False}, "caption": ""}
    page = ContentPage(
        title="Signs", slug="signs", locale=home.locale, body=[{"type": "picture", "value": value}]
    )
    home.add_child(instance=page)
    monkeypatch.setattr(
        addresses, "is_file", lambda address: bool(re.match(r"/en/(signs/)?$|/media/|/en/-/-/", address))
    )
    settings.CLARION_SITE_DIR = tmp_path / "site"
    oven = Bakery(settings.CLARION_SITE_DIR, workers=1)
    with at_the_press():
        baked = oven.bake()
        assert not baked.troubles
        html = (oven.site.current / "en/signs/index.html").read_text()
        assert f'src="/media/{image.file.name}"' in html
        assert PUBLIC not in html
        assert (oven.site.current / f"media/{image.file.name}").read_bytes().count(b"<svg")
        assert list(differences(oven.site.folder, tmp_path / "scratch", 1)) == []
        assert main(["mirror", str(tmp_path / "copy")]) == 0
        assert f'src="../../media/{image.file.name}"' in (tmp_path / "copy/en/signs/index.html").read_text()
        assert (tmp_path / f"copy/media/{image.file.name}").read_bytes().count(b"<svg")
        oven.sweep()
        oven.follow()
        assert (oven.site.current / f"media/{image.file.name}").exists()
        server.client.delete_object(Bucket=bucket, Key=image.file.name)
        oven.sweep()
        oven.follow()
        assert not (oven.site.current / f"media/{image.file.name}").exists()
    oven.close()


def test_a_bucket_that_does_not_answer_costs_pictures_and_no_baked_file(
    bucket: str, settings: Settings, client: Client, tmp_path: Path
) -> None:
    image = add_image(file=file_of(raster()), title="Room")
    settings.OBJECT_STORAGE = ObjectStorage(s3_endpoint="http://127.0.0.1:9", media_bucket="media", **KEYS)
    settings.STORAGES = dict(settings.STORAGES)
    with pytest.raises(OSError, match="bucket does not answer"):
        default_storage.exists(image.file.name)
    assert client.get(f"/media/{image.file.name}").status_code == 503
    (told,) = Press(Objects(tmp_path)).render(f"/media/{image.file.name}")
    assert "bucket does not answer" in told.trouble


@pytest.mark.once
@pytest.mark.parametrize(
    ("site", "media", "said"),
    [
        ({"site_bucket": "one"}, {"media_bucket": "one"}, "would delete them"),
        ({"site_bucket": "one"}, {"media_bucket": "one", "media_prefix": "media"}, "would delete them"),
        (
            {"site_bucket": "one", "site_prefix": "site/"}, {"media_bucket": "one", "media_prefix": "site/media"},
            "would delete them",
        ),
        ({"site_bucket": "one"}, {"dossier_bucket": "one"}, "would delete them"),
        ({"site_bucket": "one"}, {"edition_bucket": "one"}, "would delete them"),
        ({}, {"media_bucket": "one", "dossier_bucket": "one"}, "media are public"),
        ({}, {"media_bucket": "one", "edition_bucket": "one"}, "for editions alone"),
        ({}, {"dossier_bucket": "one", "edition_bucket": "one"}, "for editions alone"),
        ({}, {"media_url": PUBLIC}, "CLARION_MEDIA_BUCKET is missing"),
    ],
)  # fmt: skip
def test_buckets_that_would_spoil_each_other_are_refused(
    site: dict[str, str], media: dict[str, str], said: str
) -> None:
    with pytest.raises(SettingError, match=said):
        _apart(Publishing(**site), _checked(ObjectStorage(**media)))


@pytest.mark.once
def test_one_bucket_may_hold_site_and_media_in_folders_of_their_own() -> None:
    _apart(
        Publishing(site_bucket="one", site_prefix="site/"),
        _checked(ObjectStorage(media_bucket="one", media_prefix="media")),
    )


@pytest.mark.slow
@pytest.mark.once
def test_settings_alone_put_media_dossiers_and_editions_into_buckets_and_doctor_tries_them(
    server: BucketServer, tmp_path: Path
) -> None:
    for name in ("media", "sealed", "editions"):
        server.empty(name)
    told = {
        "CLARION_SECRET_KEY": "k" * 60, "CLARION_DATA_DIR": str(tmp_path), "CLARION_S3_ENDPOINT": server.address,
        "CLARION_S3_ACCESS_KEY": "a", "CLARION_S3_SECRET_KEY": "b", "CLARION_MEDIA_BUCKET": "media",
        "CLARION_MEDIA_PREFIX": "kept", "CLARION_MEDIA_URL": PUBLIC, "CLARION_DOSSIER_BUCKET": "sealed",
        "CLARION_EDITION_BUCKET": "editions",
    }  # fmt: skip
    script = (
        "from django.core.files.storage import default_storage, storages;"
        "from django.core.files.base import ContentFile;"
        "from django.test import Client;"
        "print(default_storage.url(default_storage.save('a.png', ContentFile(b'a'))));"
        "print(storages['dossiers'].save('ab/abc', ContentFile(b'sealed')));"
        "print(storages['editions'].save('report/a', ContentFile(b'first')));"
        "print(storages['editions'].save('report/a', ContentFile(b'second')));"
        "print(Client().get('/healthz', headers={'host': 'localhost'})['Content-Security-Policy'])"
    )
    ran = clarion("manage", "shell", "--no-imports", "-c", script, cwd=tmp_path, **told)
    address, dossier, *edition, policy = ran.stdout.splitlines()
    assert server.keys("media") == {address.removeprefix(f"{PUBLIC}/")}
    assert address.startswith(f"{PUBLIC}/kept/")
    assert (dossier, server.keys("sealed")) == ("ab/abc", {"ab/abc"})
    assert edition == ["report/a"] * 2
    assert f"img-src 'self' data: {PUBLIC}" in policy
    found = clarion("doctor", cwd=tmp_path, **told).stdout
    assert f"✓ media: media/kept, public at {PUBLIC}" in found
    assert "✓ files of dossiers: the bucket sealed" in found
    assert "✓ editions: the bucket editions, and a copy in " in found
    assert len(server.keys("media") | server.keys("sealed")) == 2
    found = clarion("doctor", cwd=tmp_path, **(told | {"CLARION_MEDIA_BUCKET": "gone"})).stdout
    assert "✗ media: gone/kept" in found
    assert "CLARION_S3_ENDPOINT" in found
