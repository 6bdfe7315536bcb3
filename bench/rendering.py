"""The child that renders pages: one WSGI application, asked in-process, with nothing of a network in between."""

from __future__ import annotations

import io
import json
import re
import sys
import time
from collections.abc import Iterable
from typing import Any

from bench.children import answer

_WARM = 5


class Renderer:
    """Asks an application for pages, as a server would."""

    def __init__(self) -> None:
        from django.core.wsgi import get_wsgi_application

        self.application = get_wsgi_application()

    def page(self, path: str) -> bytes:
        """The body of the answer to a GET, which must be 200."""
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "SCRIPT_NAME": "",
            "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1",
            "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr, "wsgi.version": (1, 0), "wsgi.multithread": False,
            "wsgi.multiprocess": False, "wsgi.run_once": False,
        }  # fmt: skip
        statuses: list[str] = []

        def start(status: str, headers: Any, error: Any = None) -> Any:
            statuses.append(status)

        answered: Any = self.application(environ, start)
        try:
            body = b"".join(answered)
        finally:
            answered.close()
        assert statuses[0].startswith("200"), f"{path} answers {statuses[0]}"
        return body

    def speed(self, path: str, seconds: float) -> float:
        """Pages a second, over about so many seconds."""
        began = time.perf_counter()
        rendered = 0
        while (taken := time.perf_counter() - began) < seconds:
            self.page(path)
            rendered += 1
        return rendered / taken

    def queries(self, path: str) -> int:
        """How many statements the database is asked for one page, once everything is warm."""
        from django.db import connection

        asked = 0

        def count(execute: Any, *told: Any) -> Any:
            nonlocal asked
            asked += 1
            return execute(*told)

        self.warm([path])
        with connection.execute_wrapper(count):
            self.page(path)
        return asked

    def warm(self, paths: Iterable[str]) -> int:
        """Renders each page a few times: templates are compiled, renditions made."""
        return sum(len(self.page(path)) for path in paths for _ in range(_WARM))

    def pictures(self, path: str) -> int:
        """How many pictures the page shows."""
        return len(re.findall(rb"<img\b", self.page(path)))


def blocks(address: str) -> dict[str, int]:
    """What editors placed on Clarion's page at this address.

    `blocks`: blocks, those inside of others among them; `chosen`: pages chosen in blocks; `links`: links to pages
    within texts.
    """
    from wagtail.fields import StreamField
    from wagtail.models import Page

    from clarion.pages.rendering import References

    page = Page.objects.live().get(url_path__endswith=address, locale__language_code="en").specific
    streams = [one.name for one in page._meta.get_fields() if isinstance(one, StreamField)]
    stored = json.dumps([list(getattr(page, name).raw_data) for name in streams])
    pages = len(References().collect(json.loads(stored)).pages)
    links = len(set(re.findall(r'linktype=\\"page\\" id=\\"(\d+)', stored)))
    return {
        "blocks": sum(_count(getattr(page, name)) for name in streams),
        "chosen": pages - links,
        "links": links,
    }


def _count(value: Any) -> int:
    from wagtail.blocks.list_block import ListValue
    from wagtail.blocks.stream_block import StreamValue
    from wagtail.blocks.struct_block import StructValue

    if isinstance(value, StructValue):
        return sum(_count(part) for part in value.values())
    if isinstance(value, StreamValue | ListValue):
        return sum(1 + _count(part.value if isinstance(value, StreamValue) else part) for part in value)
    return 0


if __name__ == "__main__":
    import django

    django.setup()
    renderer = Renderer()
    answer(
        speed=renderer.speed,
        queries=renderer.queries,
        warm=renderer.warm,
        pictures=renderer.pictures,
        blocks=blocks,
    )
