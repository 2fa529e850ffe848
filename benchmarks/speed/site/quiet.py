"""The site without its helper: nobody's work in the background is in the figures."""

from portal.settings import *  # noqa: F403  # settings are names
from portal.tasks.helper import Helper

Helper.keep_alive = lambda self: None  # type: ignore[method-assign]  # none is wanted
