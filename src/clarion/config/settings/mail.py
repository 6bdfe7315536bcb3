"""How e-mail leaves the house."""

from __future__ import annotations

from pydantic import Field

from clarion.config.environment import Concern
from clarion.config.settings.site import DATA_DIR


class Mail(Concern):
    """The SMTP server, and the addresses mail is sent from and to."""

    smtp_host: str = Field(
        "", description="SMTP server. Empty: messages are written to files in the data directory."
    )
    smtp_port: int = Field(587, description="SMTP port.", ge=1, le=65535)
    smtp_user: str = Field("", description="SMTP user name.")
    smtp_password: str = Field("", description="SMTP password.")
    smtp_tls: bool = Field(True, description="Use STARTTLS (port 587).")
    smtp_ssl: bool = Field(False, description="Use TLS from the first byte (port 465) instead of STARTTLS.")
    mail_from: str = Field(
        "Clarion <noreply@localhost>", description="The From address of what the site sends."
    )
    contact_to: str = Field(
        "", description="Where contact messages go, separated by spaces. Empty: the admin only."
    )
    mail_keep_days: int = Field(
        7, description="Days after which addresses and words of sent mail are blanked.", ge=1
    )


MAIL = Mail.load()
EMAIL_BACKEND = (
    "clarion.mail.smtp.EmailBackend" if MAIL.smtp_host else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_HOST = MAIL.smtp_host
EMAIL_PORT = MAIL.smtp_port
EMAIL_HOST_USER = MAIL.smtp_user
EMAIL_HOST_PASSWORD = MAIL.smtp_password
EMAIL_USE_SSL = MAIL.smtp_ssl
EMAIL_USE_TLS = MAIL.smtp_tls and not MAIL.smtp_ssl
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = MAIL.mail_from
SERVER_EMAIL = MAIL.mail_from
CONTACT_TO = MAIL.contact_to.split()
MAIL_KEEP_DAYS = MAIL.mail_keep_days
