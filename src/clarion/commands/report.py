"""`clarion report`: its options, and what runs each of its commands."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def add_to(report: argparse.ArgumentParser) -> None:
    """Adds what can be done with reports, and its options."""
    what = report.add_subparsers(title="what to do", metavar="WHAT", required=True)
    build = what.add_parser("build", help="compute an edition of a period as a draft")
    correct = what.add_parser("correct", help="compute the next edition of a published period as a draft")
    publish = what.add_parser("publish", help="publish a draft that somebody else built")
    _add_verify(what.add_parser("verify", help="prove a published edition; needs no database"))
    for one in (build, correct, publish):
        one.add_argument("period", metavar="PERIOD", help="2026, 2026-h1, 2026-q3 or 2026-01-15..2026-03-31")
        one.add_argument("--format", default="report", help="report or dsa (default: report)")
        one.add_argument(
            "--by",
            default="",
            required=one is publish,
            metavar="EMAIL",
            help="the report editor who does it; a draft that nobody is named for cannot be published",
        )
    correct.add_argument("--reason", default="", help="why, as readers see it")
    for one in (build, correct):
        one.add_argument(
            "--confirm",
            action="append",
            default=[],
            choices=["open", "overlap"],
            help="count undecided demands as pending; let a period cut a published one",
        )
        one.add_argument("--cases", type=Path, help="dsa: a CSV file of cases in place of the register")
        one.add_argument("--add-cases", type=Path, help="dsa: a CSV file of cases beside the register")
        one.add_argument("--declaration", type=Path, help="dsa: a TOML file with what no case records")
    build.add_argument("--out", type=Path, help="dsa: write the files there and keep nothing, of any period")
    build.set_defaults(run=_build)
    correct.set_defaults(run=_correct)
    publish.set_defaults(run=_publish)


def _add_verify(verify: argparse.ArgumentParser) -> None:
    verify.add_argument(
        "place", metavar="PATH_OR_URL", help="a folder, an archive, or the address of a report"
    )
    verify.add_argument(
        "--key", default="", metavar="VERIFIER_KEY", help="the key of the log, or a file with it"
    )
    verify.add_argument("--receipt", type=Path, metavar="FILE", help="a receipt, to find your own request")
    verify.add_argument(
        "--log", default="", metavar="PATH_OR_URL", help="the log (default: that of the edition)"
    )
    verify.set_defaults(run=_verify)


def _build(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from clarion.transparency.dsa import command as dsa
    from clarion.transparency.editions import command

    given = dsa.given(options)
    if options.out:
        return dsa.rehearse(options.period, given, options.out, sys.stdout, sys.stderr)
    return command.build(
        options.period,
        series=options.format,
        by=options.by,
        confirmed=options.confirm,
        stdout=sys.stdout,
        stderr=sys.stderr,
        builder=dsa.builder(options.format, given),
    )


def _correct(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from clarion.transparency.dsa import command as dsa
    from clarion.transparency.editions import command

    return command.correct(
        options.period,
        series=options.format,
        by=options.by,
        reason=options.reason,
        confirmed=options.confirm,
        stdout=sys.stdout,
        stderr=sys.stderr,
        builder=dsa.builder(options.format, dsa.given(options)),
    )


def _publish(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from clarion.transparency.editions import command

    return command.publish(options.period, series=options.format, by=options.by, stdout=sys.stdout)


def _verify(options: argparse.Namespace) -> int:
    from clarion.transparency.verifying import command

    return command.run(
        options.place,
        key=options.key,
        receipt=options.receipt,
        log=options.log,
        stdout=sys.stdout,
        stderr=sys.stderr,
    )
