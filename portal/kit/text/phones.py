"""Telephone numbers as people type them."""

from django.utils.translation import gettext_lazy as _

PHONE = r"^[0-9+(][0-9 .()-]{2,29}$"
PHONE_RULE = _("Write digits; spaces, dots and brackets may stand between.")


def dialled(phone: str) -> str:
    """A telephone number as a machine dials it."""
    return "".join(sign for sign in phone if sign in "+0123456789")
