"""An edition proved in the reader's browser: a good one holds, and whatever is tampered with on the way is named."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from bench.published import PERIOD, Published, publish
from clarion.transparency.log.notes import Signer
from clarion.transparency.views.verifying_words import CHECKS

pytestmark = [pytest.mark.browser, pytest.mark.once]

ROWS = 40
BASE = f"/api/v1/editions/{PERIOD}/1/"
Change = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return publish(tmp_path_factory.mktemp("published"), ROWS)


@pytest.fixture
def prove(browser: Browser, demo_address: str, edition: Published) -> Iterator[Callable[..., Page]]:
    """Proves a published edition on the page of the demonstration; `changes` are by the end of an address."""
    complaints: list[str] = []
    sent: list[str] = []
    context = browser.new_context(base_url=demo_address)
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: sent.append(f"{asked.method} {asked.url} {asked.post_data or ''}"))

    changed: dict[str, Change | None] = {}

    def answer(route: Route) -> None:
        path = unquote(urlsplit(route.request.url).path)
        is_log = path.startswith("/log/")
        file = edition.log / path.removeprefix("/log/") if is_log else edition.folder / Path(path).name
        change = next((change for end, change in changed.items() if path.endswith(end)), _as_it_is)
        if change is None or not file.is_file():
            route.fulfill(status=404, body="")
        else:
            route.fulfill(status=200, body=change(file.read_bytes()))

    page.route(f"**{BASE}*", answer)
    page.route(lambda address: urlsplit(address).path.startswith("/log/"), answer)

    def proved(
        changes: dict[str, Change | None] | None = None, language: str = "en", **fields: str | Path
    ) -> Page:
        """One visit serves several proofs."""
        changed.clear()
        changed.update(changes or {})
        address = f"{demo_address}/{language}/transparency/log/verify/"
        if page.url != address:
            page.goto(address)
        page.locator("#verify-address").fill(str(fields.get("address", BASE)))
        page.locator("#verify-key").fill(str(fields.get("key", "")))
        for name in ("receipt", "files"):
            page.locator(f"#verify-{name}").set_input_files(fields.get(name, []))
        page.locator("#verify button").click()
        expect(page.locator("#verify button")).to_be_enabled(timeout=30_000)
        expect(page.locator("#verify-status[data-end]")).to_be_visible()
        return page

    yield proved
    context.close()
    assert complaints == []
    assert [one for one in sent if not one.startswith(f"GET {demo_address}/")] == []
    assert [one for one in sent if edition.secret in one or edition.reference in one] == []


def _as_it_is(content: bytes) -> bytes:
    return content


def failing(page: Page) -> set[str]:
    """The names of what does not hold."""
    return {str(one.get_attribute("data-check")) for one in page.locator('[data-verdict="bad"]').all()}


def said(page: Page) -> str:
    """What the page found, without the marks that keep names in their direction."""
    return page.locator("#verify-checks").inner_text().replace("\u2068", "").replace("\u2069", "")


def receipt(edition: Published, tmp_path: Path, **changed: str) -> Path:
    path = tmp_path / "receipt.json"
    path.write_text(json.dumps({"reference": edition.reference, "secret": edition.secret} | changed))
    return path


def flipped(content: bytes, at: int = -1) -> bytes:
    """One byte is another."""
    changed = bytearray(content)
    changed[at] ^= 1
    return bytes(changed)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_good_edition_holds_and_counts_the_request_of_a_receipt_once(
    prove: Callable[..., Page], edition: Published, tmp_path: Path, language: str
) -> None:
    page = prove(language=language, receipt=receipt(edition, tmp_path), key=str(edition.signer.verifier))
    expect(page.locator("#verify-status")).to_have_attribute("data-end", "holds")
    assert [one.get_attribute("data-check") for one in page.locator("#verify-checks > li").all()] == list(
        CHECKS
    )
    if language == "en":
        assert f"All {ROWS} are in the log, each with its receipt." in said(page)
        assert f"{edition.reference} is in the log, and counted once." in said(page)


FILES: dict[str, tuple[str, Change | None, set[str], str]] = {
    "a file": ("dataset.xlsx", flipped, {"Files"}, "dataset.xlsx has the SHA-256"),
    "no file": ("README.md", None, {"Files"}, "README.md is missing"),
    "a count": (
        "tables.json", lambda content: content.replace(b'"full"', b'"partial"', 1),
        {"Files", "Tables", "Data files"}, "and the rows give",
    ),
    "a row": (
        "cases.csv", lambda content: content.replace(b",refused,", b",full,", 1),
        {"Files", "Tables", "Rows"}, "its commitment does not open to what it says",
    ),
    "a CSV of counts": (
        "dataset.csv", lambda content: content.replace(b"content", b"copyright", 1),
        {"Files", "Data files"}, "dataset.csv and the tables do not say the same.",
    ),
    "the manifest": (
        "manifest.json", lambda content: content + b" ", {"Signature", "Edition in the log"},
        "manifest.json is not the one that was signed",
    ),
    "the note": (
        "manifest.note", lambda content: content.replace(b" 1\n", b" 2\n", 1), {"Signature"},
        "the signature of example.org/log does not hold",
    ),
    "no note": (
        "manifest.note", None, {"Signature", "Edition in the log"}, "its signature was taken away",
    ),
    "a leaf": (
        "tile/entries/000.p/81", lambda content: flipped(content, 5), {"Log"}, "an entry was changed",
    ),
    "the length of a leaf": (
        "tile/entries/000.p/81", lambda content: flipped(content, 1), {"Log"}, "is cut off",
    ),
    "the size in the checkpoint": (
        "checkpoint", lambda content: content.replace(b"\n81\n", b"\n80\n"), {"Checkpoint"},
        "the signature of example.org/log does not hold",
    ),
    "no checkpoint": (
        "checkpoint", lambda content: b"nothing", {"Checkpoint"}, "this is no signed note",
    ),
}  # fmt: skip


def test_what_was_changed_on_the_way_is_named(prove: Callable[..., Page]) -> None:
    for what, (name, change, wrong, words) in FILES.items():
        page = prove({name: change})
        assert failing(page) == wrong, what
        assert words in said(page), what
        assert page.locator("#verify-status").get_attribute("data-end") == "bad"


def test_a_file_of_the_readers_own_takes_the_place_of_the_published_one(
    prove: Callable[..., Page], edition: Published, tmp_path: Path
) -> None:
    own = tmp_path / f"transparency-{PERIOD}-dataset.csv"
    own.write_bytes(flipped((edition.folder / "dataset.csv").read_bytes()))
    page = prove(files=own)
    assert "Files" in failing(page)
    assert "dataset.csv has the SHA-256" in said(page)


def test_a_receipt_that_is_mistyped_is_not_found(
    prove: Callable[..., Page], edition: Published, tmp_path: Path
) -> None:
    page = prove(receipt=receipt(edition, tmp_path, secret="another"))
    assert failing(page) == {"Receipt"}
    assert f"The log has no entry for {edition.reference} with this secret" in said(page)


def test_another_key_proves_nothing(prove: Callable[..., Page], edition: Published) -> None:
    page = prove(key=str(Signer.new("example.org/log").verifier))
    assert failing(page) == {"Signature", "Checkpoint"}


UNUSABLE = (
    ({"address": "https://elsewhere.example/"}, "This page can only look at"),
    ({"address": "/api/v1/editions/1999/1/"}, "answers"),
    ({"key": "example.org/log+00000000+AAAA"}, "This is no verifier key"),
)


def test_what_cannot_be_used_is_told_in_a_line(prove: Callable[..., Page]) -> None:
    for fields, words in UNUSABLE:
        page = prove(**fields)
        assert page.locator("#verify-status").get_attribute("data-end") == "unusable"
        expect(page.locator("#verify-status")).to_contain_text(words)


def test_the_page_explains_the_command_where_there_are_no_scripts(visit: Callable[..., Page]) -> None:
    page = visit("/en/transparency/log/verify/", scripts=False)
    expect(page.locator("#verify")).to_be_hidden()
    expect(page.locator("noscript .notice")).to_be_visible()
    expect(page.get_by_text("clarion report verify http")).to_be_visible()


def test_a_browser_without_ed25519_says_so_and_checks_the_rest(prove: Callable[..., Page]) -> None:
    page = prove()
    page.evaluate(
        "() => { const own = crypto.subtle.importKey.bind(crypto.subtle);"
        "crypto.subtle.importKey = (form, key, sort, ...rest) => sort.name === 'Ed25519'"
        " ? Promise.reject(new DOMException('', 'NotSupportedError')) : own(form, key, sort, ...rest); }"
    )
    page = prove()
    unchecked = [one.get_attribute("data-check") for one in page.locator('[data-verdict="unknown"]').all()]
    assert unchecked == ["Signature", "Checkpoint"]
    assert failing(page) == set()
    for name in unchecked:
        line = page.locator(f'[data-check="{name}"]')
        expect(line).to_contain_text("This browser cannot check signatures with Ed25519.")
        expect(line).to_contain_text("so can the command below")
    expect(page.get_by_text("clarion report verify http")).to_be_visible()
    expect(page.locator("#verify-status")).to_have_attribute("data-end", "open")
