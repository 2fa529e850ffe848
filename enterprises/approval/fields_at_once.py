"""The setting that names the fields of a page that need no decision, and its check."""

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import FieldDoesNotExist

from enterprises.profiles.models import Enterprise


def goes_at_once(name: str) -> bool:
    """Return whether the field needs no decision, by the setting."""
    return name in settings.ENTERPRISE_FIELDS_AT_ONCE


def check_fields_at_once(**_rest: object) -> list[CheckMessage]:
    """Refuse to start with a name in the setting that is no field that the desk's forms write."""
    wrong = [name for name in settings.ENTERPRISE_FIELDS_AT_ONCE if not _is_column(name)]
    return [
        Error(
            f"ENTERPRISE_FIELDS_AT_ONCE names “{name}”, which is no field of an enterprise.",
            hint="Name columns of its page, such as phone,email,website.",
            id="enterprises.E001",
        )
        for name in wrong
    ]


def _is_column(name: str) -> bool:
    try:
        field = Enterprise._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    # Parts, such as the sectors, are put in place with the text only.
    return field.concrete and not field.is_relation and getattr(field, "editable", False)
