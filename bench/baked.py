"""Pages as files behind `clarion serve`, as readers get them: a few, without a bake of everything else."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench.children import environment
from bench.load import get, running, wait_for


@contextmanager
def edge(site: Path, settings: Mapping[str, str], port: int, pages: Iterable[str]) -> Iterator[str]:
    """The edge on the core of the servers, with these pages of the demonstration as files in `site`; its address."""
    from clarion.commands.serve import web_command

    address = f"http://127.0.0.1:{port}"
    ours = {**settings, "CLARION_SITE_DIR": str(site), "CLARION_BASE_URL": address}
    with running(web_command("127.0.0.1", port, workers=1, threads=4, files=True), environment(**ours)):
        wait_for(f"{address}/healthz")
        _lay(site, {page: get(address + page) for page in pages})
        yield address


def _lay(site: Path, bodies: Mapping[str, bytes]) -> None:
    """A tree with these pages, as the demonstration answered them."""
    import brotli

    entries = []
    for page, body in bodies.items():
        file = site / "current" / page[1:] / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
        file.with_name("index.html.gz").write_bytes(gzip.compress(body))
        file.with_name("index.html.br").write_bytes(brotli.compress(body))
        entry = {"sha256": hashlib.sha256(body).hexdigest(), "size": len(body), "type": "text/html; charset=utf-8",
                 "language": page.split("/")[1], "rendered": ""}  # fmt: skip
        entries.append(f"{json.dumps(str(file.relative_to(site / 'current')))}: {json.dumps(entry)}")
    (site / "manifest.json").write_text("{\n" + ",\n".join(sorted(entries)) + "\n}\n")
