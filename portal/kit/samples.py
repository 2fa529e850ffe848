"""The one rule of what is made up: shown while the site shows samples, else nowhere."""

from django.conf import settings
from django.db.models import Q
from django.utils.translation import pgettext


def sample_rule(prefix: str = "") -> Q:
    """Return the rule of the rows that readers may see: all of them, or facts only.

    The rows have `is_sample`; `prefix` leads to it from other rows, such as "source__".
    """
    return Q() if settings.SHOW_SAMPLES else Q(**{f"{prefix}is_sample": False})


def optional_sample_rule(relation: str) -> Q:
    """Return the same for rows that may belong to nothing: these are no samples."""
    rule = sample_rule(f"{relation}__")
    return rule | Q(**{relation: None}) if rule else rule


def with_mark(title: str, *, is_sample: bool) -> str:
    """Return a title as other programs show it: there, too, a sample says what it is."""
    return f"{title} ({pgettext('mark', 'sample')})" if is_sample else title


def is_shown(*, is_sample: bool) -> bool:
    """Return the rule's answer for a row at hand."""
    return settings.SHOW_SAMPLES or not is_sample
