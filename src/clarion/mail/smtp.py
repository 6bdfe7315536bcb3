"""Django's SMTP backend, with one thing more: it knows whether a message was already being handed over."""

from __future__ import annotations

import smtplib
from typing import Any

from django.core.mail.backends import smtp


class _Attentive:
    """Remembers that the body is on the wire and that the server has not answered yet."""

    handing_over = False

    def data(self, message: Any) -> tuple[int, bytes]:
        self.handing_over = True
        answer: tuple[int, bytes] = super().data(message)  # type: ignore[misc]
        self.handing_over = False
        return answer


class AttentiveSMTP(_Attentive, smtplib.SMTP):
    """STARTTLS or plain."""


class AttentiveSMTPOverTLS(_Attentive, smtplib.SMTP_SSL):
    """TLS from the first byte."""


class EmailBackend(smtp.EmailBackend):
    """Sends over SMTP. After a lost connection, `mid_handover` says whether the message may have arrived."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return AttentiveSMTPOverTLS if self.use_ssl else AttentiveSMTP

    @property
    def mid_handover(self) -> bool:
        """Whether the server took the body and then fell silent (RFC 1047)."""
        return bool(getattr(self.connection, "handing_over", False))
