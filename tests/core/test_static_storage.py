from __future__ import annotations

import re

import pytest
from django.core.files.base import ContentFile

from clarion.core.static_storage import CompressedStaticFiles


@pytest.fixture
def collected(tmp_path, settings) -> set[str]:
    settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("map",)
    storage = CompressedStaticFiles(location=str(tmp_path), base_url="/static/")
    for name in ("site.css", "script.map"):
        storage.save(name, ContentFile(b"body { color: black }\n" * 200))
    list(storage.post_process({name: (storage, name) for name in ("site.css", "script.map")}))
    return {path.name for path in tmp_path.iterdir()}


def test_what_pages_link_to_is_compressed_ahead(collected):
    digested = next(name for name in collected if re.fullmatch(r"site\.[0-9a-f]{12}\.css", name))
    assert {f"{digested}.br", f"{digested}.gz"} <= collected


def test_what_nobody_asks_for_is_not(collected):
    assert "site.css" in collected
    assert not {"site.css.br", "site.css.gz"} & collected
    assert not any(name.endswith((".map.br", ".map.gz")) for name in collected)
