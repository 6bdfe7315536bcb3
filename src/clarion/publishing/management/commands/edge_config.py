from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from clarion.publishing.edge import servers
from clarion.publishing.edge.composing import server_config

KINDS = {"nginx": servers.nginx, "caddy": servers.caddy}


class Command(BaseCommand):
    """Writes the configuration of a web server that serves the baked site, and leaves the rest to `clarion serve`."""

    help = "Writes a configuration for nginx or Caddy, from the settings of this site, to standard output."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("server", choices=sorted(KINDS))
        parser.add_argument("--listen", default="", help="address and port to listen on (default: 443 or 80)")
        parser.add_argument(
            "--upstream", action="append", help="where `clarion serve` answers; may be given for each machine"
        )
        parser.add_argument("--certificate", default="", help="the certificate, with its chain (PEM)")
        parser.add_argument("--key", default="", help="its key (PEM)")
        parser.add_argument("--no-brotli", action="store_true", help="for an nginx without the Brotli module")

    def handle(self, *args: Any, server: str, **options: Any) -> None:
        config = server_config(
            listen=options["listen"], upstreams=options["upstream"], certificate=options["certificate"],
            key=options["key"], brotli=not options["no_brotli"],
        )  # fmt: skip
        self.stdout.write(KINDS[server](config), ending="")
