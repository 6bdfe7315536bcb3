"""The door for web servers where files are served."""

import os

from django.core.wsgi import get_wsgi_application

from clarion.core.garbage import spare_what_is_loaded
from clarion.publishing.edge.composing import compose

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clarion.config.settings")
application = compose(get_wsgi_application())
spare_what_is_loaded()
