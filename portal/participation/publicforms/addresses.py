"""Addresses that strangers type, as we keep and compare them."""

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator


def checked_address(email: str) -> str:
    """The address; raises ValidationError where small letters make another one of it.

    Signs such as “K” of Kelvin would become the letter of somebody else's address.
    """
    if not email.rpartition("@")[0].isascii() or len(email.lower()) != len(email):
        raise ValidationError(EmailValidator.message, code="invalid")
    return email
