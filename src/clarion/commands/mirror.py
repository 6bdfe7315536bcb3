"""`clarion mirror`: its options, and what runs each of its commands."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from clarion.core.complaint import Complaint


class BadUse(Complaint):
    """The options do not fit together."""

    status = 2


def add_to(mirror: argparse.ArgumentParser) -> None:
    """Adds what can be copied, and where to."""
    mirror.add_argument(
        "target", nargs="?", type=Path, help="a folder for a copy with relative links and a signed manifest"
    )
    mirror.add_argument("--verify", action="store_true", help="say what does not hold of the copy instead")
    mirror.add_argument(
        "--key",
        default="",
        metavar="VERIFIER_KEY",
        help="the key of the log, or a file with it (default: ours)",
    )
    mirror.add_argument("--zim", type=Path, metavar="DIR", help="write a ZIM file for Kiwix in each language")
    mirror.add_argument(
        "--epub", type=Path, metavar="DIR", help="write the newest report as an EPUB in each language"
    )
    mirror.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if options.verify and (options.target is None or options.zim or options.epub):
        raise BadUse("--verify takes the folder of a copy, and nothing else but --key.")
    if options.key and not options.verify:
        raise BadUse("--key is for --verify.")
    if not (options.target or options.zim or options.epub):
        raise BadUse("say what to make: a folder, --zim DIR or --epub DIR.")
    import django

    django.setup()
    from clarion.publishing.mirror import command

    if options.verify:
        return command.verify(options.target, options.key, sys.stdout, sys.stderr)
    if options.target:
        command.mirror(options.target, sys.stdout)
    if options.zim:
        command.zim(options.zim, sys.stdout)
    if options.epub:
        command.epub(options.epub, sys.stdout)
    return 0
