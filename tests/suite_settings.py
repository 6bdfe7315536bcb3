"""Django's settings for the suite: those of the house, on databases and directories of its own, made for speed.

Nothing of the developer's environment reaches the tests except `CLARION_DATABASE_URL`: with a PostgreSQL address
there, the suite runs on that server, in databases that it makes and drops.
"""

import os
import tempfile
from pathlib import Path

from pyrage.x25519 import Identity

from clarion.transparency.log.notes import Signer

_KEPT = {"CLARION_DATABASE_URL"}

for _name in [
    name for name in os.environ if name.startswith("CLARION_") and not name.startswith("CLARION_TEST_")
]:
    if _name not in _KEPT:
        del os.environ[_name]

if "CLARION_TEST_RUN_DIR" not in os.environ:
    os.environ["CLARION_TEST_RUN_DIR"] = tempfile.mkdtemp(prefix="clarion-test-")
RUN_DIR = Path(os.environ["CLARION_TEST_RUN_DIR"])
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")

os.environ["CLARION_ENV_FILE"] = ""
os.environ["CLARION_SECRET_KEY"] = "only-for-tests-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2
os.environ["CLARION_DATA_DIR"] = str(RUN_DIR / WORKER)
_identity = RUN_DIR / f"dossier-identity-{WORKER}"
_made = Identity.generate()
_identity.write_text(f"{_made}\n")
os.environ["CLARION_DOSSIER_IDENTITY_FILE"] = str(_identity)
os.environ["CLARION_DOSSIER_RECIPIENTS"] = str(_made.to_public())
os.environ["CLARION_LOG_KEY"] = str(Signer.new("example.org/suite"))

from clarion.config.settings import *  # noqa: E402, F403
from clarion.config.settings import DATABASES, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    SERVER_URL = os.environ["CLARION_DATABASE_URL"]
    DATABASES["default"]["NAME"] = f"clarion_test_{RUN_DIR.name[-8:]}_{WORKER}".lower()
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"]["OPTIONS"],
        "options": "-c synchronous_commit=off",
    }
else:
    SERVER_URL = ""
    DATABASES["default"]["NAME"] = str(RUN_DIR / WORKER / "clarion.sqlite3")
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"]["OPTIONS"],
        "init_command": DATABASES["default"]["OPTIONS"]["init_command"] + "PRAGMA synchronous=OFF;",
    }

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
