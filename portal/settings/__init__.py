"""All settings, typed, read from the environment, in a module for each area.

`.env.example` lists every variable with its meaning.
"""

from portal.settings.accounts import *
from portal.settings.apps import *
from portal.settings.base import *
from portal.settings.base import env as _env
from portal.settings.content import *
from portal.settings.database import *
from portal.settings.health import *
from portal.settings.logs import *
from portal.settings.mail import *
from portal.settings.navigation import *
from portal.settings.pagecache import *
from portal.settings.security import *
from portal.settings.tasks import *
from portal.settings.terms import *

_env.require_right_types()
# What `doctor` compares the names in the environment with.
VARIABLES = frozenset(_env.names)
