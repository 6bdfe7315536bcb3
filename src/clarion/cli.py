"""The `clarion` command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from clarion import __version__
from clarion.commands import mirror, report
from clarion.core.complaint import Complaint, first_line

SETTINGS = "clarion.config.settings"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one subcommand. A person's mistake is one line on standard error, never a traceback.

    Returns:
        The exit status: 0, 1 when something is wrong, 2 for bad usage or bad input, 130 after ctrl-C.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if given[:1] == ["manage"]:
            return _manage(given[1:])
        options = _parser().parse_args(given)
        status: int = options.run(options)
        return status
    except Complaint as complaint:
        print(f"clarion: {complaint}", file=sys.stderr)
        return complaint.status
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        line = _database_trouble(error)
        if line is None:
            raise
        print(f"clarion: {line}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="clarion",
        description="The platform on which a free-knowledge organisation speaks and accounts for itself.",
    )
    parser.add_argument("--version", action="version", version=f"Clarion {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    demo = commands.add_parser("demo", help="build the demonstration and serve it on this machine alone")
    demo.add_argument("--no-serve", action="store_true", help="build only")
    demo.add_argument("--port", type=_port, default=8000, help="the port to serve on (default: 8000)")
    demo.add_argument("--data-dir", type=Path, default=Path("var"), help="where it is kept (default: var)")
    demo.add_argument("--database-url", default="", help="keep it in a PostgreSQL database instead of SQLite")
    demo.set_defaults(run=_demo)

    init = commands.add_parser("init", help="write a .env with a new secret key and every setting explained")
    init.add_argument("--file", type=Path, default=Path(".env"), help="the file to write (default: .env)")
    init.add_argument("--host", default="", help="the host of the site, after which its log is named")
    init.set_defaults(run=_init)

    serve = commands.add_parser("serve", help="run the web server, the task worker and the clock")
    serve.add_argument("--host", help="the address to listen on (default: CLARION_HOST, or 127.0.0.1)")
    serve.add_argument("--port", type=_port, help="the port to listen on (default: CLARION_PORT, or 8000)")
    serve.set_defaults(run=_serve)

    importing = commands.add_parser("import", help="read what is kept elsewhere")
    kinds = importing.add_subparsers(title="what to import", metavar="WHAT", required=True)
    tallies = kinds.add_parser("tallies", help="published counts of demands, by a mapping profile")
    tallies.add_argument("path", type=Path, help="a directory with a profile.toml, or a CSV file")
    tallies.add_argument(
        "--profile", type=Path, help="the mapping profile, or the name of one of ours: github, google"
    )
    tallies.add_argument("--dry-run", action="store_true", help="read and report, change nothing")
    tallies.set_defaults(run=_import_tallies)
    commons = kinds.add_parser("commons", help="pictures of Wikimedia Commons, with their credits")
    commons.add_argument(
        "names", nargs="+", metavar="NAME", help="a file's name or address: File:Example.jpg"
    )
    commons.set_defaults(run=_import_commons)

    wordpress = kinds.add_parser("wordpress", help="pages, posts and pictures of a WordPress site")
    wordpress.add_argument("path", type=Path, help="the export: Tools, Export, All content")
    wordpress.add_argument("--media", type=Path, help="a copy of wp-content/uploads")
    wordpress.add_argument("--language", default="", help="of what does not say its language")
    wordpress.add_argument("--credit", default="", help="author of pictures that credit nobody")
    wordpress.add_argument(
        "--licence", default="", help="licence of pictures that name none, such as CC-BY-SA-4.0"
    )
    wordpress.add_argument("--dry-run", action="store_true", help="read and report, change nothing")
    wordpress.set_defaults(run=_import_wordpress)

    exporting = commands.add_parser("export", help="write what is kept here into files")
    what = exporting.add_subparsers(title="what to export", metavar="WHAT", required=True)
    content = what.add_parser("content", help="pages as Markdown, images with their credits, redirects")
    content.add_argument("folder", type=Path, help="the folder to write")
    content.add_argument("--replace", action="store_true", help="replace what the folder holds")
    content.add_argument("--drafts", action="store_true", help="with pages that are not published")
    content.set_defaults(run=_export_content)

    mirror.add_to(commands.add_parser("mirror", help="copy the baked site to where no server is needed"))

    report.add_to(
        commands.add_parser("report", help="build, publish, correct and verify editions of reports")
    )

    bake = commands.add_parser(
        "bake", help="write the whole public site as files, which any server can serve"
    )
    bake.add_argument(
        "--check", action="store_true", help="say what would be rendered otherwise now, and change nothing"
    )
    bake.add_argument(
        "--anew", action="store_true", help="begin anew where a bake that was cut off would go on"
    )
    bake.add_argument("--processes", type=_count, help="how many render (default: one for each processor)")
    bake.set_defaults(run=_bake)

    doctor = commands.add_parser("doctor", help="explain every setting, and say how to mend what is wrong")
    doctor.set_defaults(run=_doctor)

    commands.add_parser("manage", help="Django's own commands, such as clarion manage migrate")
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65_536:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: give a number from 1 to 65535")
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 256:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes: give one from 1 to 256")
    return int(text)


def _demo(options: argparse.Namespace) -> int:
    from clarion.commands import demo

    return demo.run(
        data_dir=options.data_dir,
        port=options.port,
        serve=not options.no_serve,
        database_url=options.database_url,
    )


def _init(options: argparse.Namespace) -> int:
    from clarion.commands import init

    return init.run(options.file, options.host)


def _serve(options: argparse.Namespace) -> int:
    from clarion.commands import serve

    return serve.run(host=options.host, port=options.port)


def _import_tallies(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from clarion.transparency.imports import command

    return command.run(options.path, options.profile, options.dry_run, sys.stdout, sys.stderr)


def _import_commons(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from clarion.media.commons import command

    return command.run(options.names, sys.stdout, sys.stderr)


def _import_wordpress(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from clarion.moving.wordpress import command

    return command.run(
        options.path,
        media=options.media,
        language=options.language,
        author=options.credit,
        licence=options.licence,
        dry_run=options.dry_run,
        stdout=sys.stdout,
        stderr=sys.stderr,
    )


def _export_content(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from clarion.moving.out import command

    return command.run(
        options.folder,
        replace=options.replace,
        drafts=options.drafts,
        stdout=sys.stdout,
        stderr=sys.stderr,
    )


def _bake(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from clarion.publishing import command

    if options.check:
        return command.check(sys.stdout, sys.stderr, processes=options.processes)
    return command.run(sys.stdout, sys.stderr, anew=options.anew, processes=options.processes)


def _doctor(options: argparse.Namespace) -> int:
    from clarion.commands import doctor

    return doctor.run()


def _manage(arguments: list[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["clarion manage", *arguments])
    return 0


def _database_trouble(error: Exception) -> str | None:
    """One line for a database that does not answer or is not migrated; nothing for any other error."""
    if "django" not in sys.modules:
        return None
    from django.db.utils import OperationalError, ProgrammingError

    if not isinstance(error, OperationalError | ProgrammingError):
        return None
    first = first_line(error)
    if "no such table" in first or ("relation" in first and "does not exist" in first):
        return f"the database is not ready ({first}). Run `clarion manage migrate`."
    return f"the database does not answer: {first}. Check CLARION_DATABASE_URL; see `clarion doctor`."
