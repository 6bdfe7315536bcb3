"""Django's settings, composed from one typed module per concern. `docs/operators.md` explains every variable."""

from clarion.config.settings.applications import *
from clarion.config.settings.database import *
from clarion.config.settings.files import *
from clarion.config.settings.languages import *
from clarion.config.settings.log import *
from clarion.config.settings.logs import *
from clarion.config.settings.mail import *
from clarion.config.settings.media import *
from clarion.config.settings.object_storage import *
from clarion.config.settings.publishing import *
from clarion.config.settings.register import *
from clarion.config.settings.safety import *
from clarion.config.settings.search import *
from clarion.config.settings.serving import *
from clarion.config.settings.site import *
from clarion.config.settings.submitting import *
from clarion.config.settings.tasks import *
from clarion.config.settings.translator import *
from clarion.config.settings.wagtail import *
