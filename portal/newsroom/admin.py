"""Bundles and the audit record in the admin."""

from portal.newsroom import audit_log
from portal.newsroom.bundles import admin as bundles

__all__ = ["audit_log", "bundles"]
