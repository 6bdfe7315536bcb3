"""Django's settings, composed from one typed module per concern. See `docs/operators.md` for every variable."""

from clarion.config.settings.applications import *  # noqa: F403
from clarion.config.settings.database import *  # noqa: F403
from clarion.config.settings.files import *  # noqa: F403
from clarion.config.settings.languages import *  # noqa: F403
from clarion.config.settings.logs import *  # noqa: F403
from clarion.config.settings.mail import *  # noqa: F403
from clarion.config.settings.safety import *  # noqa: F403
from clarion.config.settings.site import *  # noqa: F403
from clarion.config.settings.tasks import *  # noqa: F403
from clarion.config.settings.wagtail import *  # noqa: F403
