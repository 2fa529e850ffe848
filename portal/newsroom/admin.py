"""Bundles in the admin."""

from portal.newsroom.bundles import admin as bundles

__all__ = ["bundles"]
