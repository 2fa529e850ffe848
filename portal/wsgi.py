"""The WSGI application that the production server serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()
# Its module needs the settings.
from portal.site.request import Utf8Request  # noqa: E402

application.request_class = Utf8Request
