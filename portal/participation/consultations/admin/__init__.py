"""Consultations and the comments on them in the admin."""

from portal.participation.consultations.admin import comments, consultations

__all__ = [
    "comments",
    "consultations",
]
