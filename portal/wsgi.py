"""The WSGI application that the production server serves."""

import os
import sys
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

CANNOT_START: Final = 3


def _application() -> Any:
    """Return the application; where settings are wrong, end with a line instead of a traceback."""
    try:
        made = get_wsgi_application()
    except ImproperlyConfigured as error:
        print(error, file=sys.stderr)
        sys.exit(CANNOT_START)
    # These modules need the settings.
    from portal.addresses.following import asks_by_old_fields
    from portal.emergency.alerts import alerts_at
    from portal.pagecache.due import DueWork
    from portal.pagecache.wsgi import PageCache
    from portal.site.access_log import AccessLog
    from portal.site.middleware import Utf8Request
    from portal.site.warning_now import warned

    made.request_class = Utf8Request
    current = DueWork(made)
    if not settings.PAGE_CACHE:
        return AccessLog(current)
    pages = PageCache(current, alerts_at, asks_by_old_fields, warned)
    return AccessLog(pages, pages.kept_now)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = _application()
