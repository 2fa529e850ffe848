"""E-mail addresses: which can be written to, and the column by which a person is found again."""

from collections.abc import Sequence
from email.errors import MessageError
from email.headerregistry import Address
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import models


def can_be_written_to(address: str) -> bool:
    """Return whether a mail server can be told the address: not each that looks right has a name.

    Its domain may be too long for the DNS once it is ASCII, or signs stand before the “@” that no
    server has to know.
    """
    try:
        Address(addr_spec=address).domain.encode("idna")
    except (ValueError, IndexError, MessageError):
        return False
    return True


def check_can_be_written_to(address: str) -> None:
    """Raise ValidationError for an address that no letter reaches."""
    if not can_be_written_to(address):
        raise ValidationError(EmailValidator.message, code="invalid")


class SmallEmailField(models.EmailField[Any, Any]):
    """An address in small letters, stored and looked up; in migrations it is a plain EmailField."""

    default_validators = [*models.EmailField.default_validators, check_can_be_written_to]

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.EmailField", args, kwargs

    def to_python(self, value: object) -> Any:
        typed = super().to_python(value)
        return typed.lower() if typed else typed
