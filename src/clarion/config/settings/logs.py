"""Logs go to standard error, without addresses of visitors."""

from __future__ import annotations

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "clarion": {"level": "INFO"},
        # Tells every answer but 200 with a traceback; what matters of it is said in a line of ours.
        "opensearch": {"level": "ERROR"},
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
