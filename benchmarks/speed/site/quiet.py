"""The site without its helper: nobody's work in the background is in the figures."""

from portal.settings import *  # noqa: F403  # settings are names
