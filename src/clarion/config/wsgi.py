"""The door for web servers."""

import os

from django.core.wsgi import get_wsgi_application

from clarion.core.garbage import spare_what_is_loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clarion.config.settings")
application = get_wsgi_application()
spare_what_is_loaded()
