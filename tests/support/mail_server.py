"""A real mail server for tests: it takes what it is given, or answers as a test tells it to."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class MailServer:
    """What the server received, and what it says next.

    `refuse_recipient` and `refuse_data` are lines such as `451 4.3.0 Later`; `hang_up` closes the connection once
    the body is in; `hold` keeps the answer back until it is set, and `holding` says that a body waits for it.
    """

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.refuse_recipient = ""
        self.refuse_data = ""
        self.hang_up = False
        self.hold: threading.Event | None = None
        self.holding = threading.Event()

    @property
    def received(self) -> list[EmailMessage]:
        """The messages taken, in order."""
        return [message_from_bytes(body, policy=policy.default) for body in self.bodies]  # type: ignore[misc]

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[Any]
    ) -> str:
        if self.refuse_recipient:
            return self.refuse_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refuse_data:
            return self.refuse_data
        assert isinstance(envelope.content, bytes)
        self.bodies.append(envelope.content)
        if self.hold:
            self.holding.set()
            while not self.hold.is_set():
                await asyncio.sleep(0.02)
        if self.hang_up:
            assert server.transport is not None
            server.transport.abort()
        return "250 OK"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture
def mail_server(settings: Any) -> Iterator[MailServer]:
    """A mail server on a free port, which the site sends through."""
    server = MailServer()
    controller = Controller(server, hostname="127.0.0.1", port=_free_port())
    controller.start()
    settings.EMAIL_BACKEND = "clarion.mail.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = controller.hostname, controller.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.DEFAULT_FROM_EMAIL = "Open Knowledge Commons <post@commons.example>"
    settings.BASE_URL = "https://commons.example"
    yield server
    if server.hold:
        server.hold.set()
    controller.stop()
