"""The settings of a site with that room."""

import os

from clarion.config.settings import *  # noqa: F403
from clarion.config.settings import CACHES, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "support.counted"]
ROOT_URLCONF = "support.counted.urls"
CACHES["default"]["KEY_PREFIX"] = os.environ.get("CLARION_TEST_CACHE_PREFIX", "counted")
