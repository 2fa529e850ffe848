"""The WSGI application that the production server serves."""

import os
import sys
from typing import Final

from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

# gunicorn's own code for an application that cannot start: it ends, and does not try again.
CANNOT_START: Final = 3


def _application() -> WSGIHandler:
    """Return the application; where settings are wrong, end with a line instead of a traceback."""
    try:
        made = get_wsgi_application()
    except ImproperlyConfigured as error:
        print(error, file=sys.stderr)
        sys.exit(CANNOT_START)
    # Its module needs the settings.
    from portal.site.middleware import Utf8Request

    made.request_class = Utf8Request
    return made


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = _application()
