"""The site as it is, with a note of when each page is computed, and from when to when."""

from portal.settings import *  # noqa: F403  # settings are names
from portal.settings import MIDDLEWARE as _MIDDLEWARE

MIDDLEWARE = ["benchmarks.speed.site.counting.note_pages", *_MIDDLEWARE]
