"""The settings of a site with that room."""

from clarion.config.settings import *  # noqa: F403
from clarion.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "support.counted"]
ROOT_URLCONF = "support.counted.urls"
