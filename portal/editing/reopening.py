"""What a correction takes out, and comparing with the earlier text would show for ever."""

from typing import Any

from portal.editing.checks import READ
from portal.editing.personal import PersonalNumber, personal_numbers
from portal.kit.text.html import plain_text
from portal.publishing import changes
from portal.publishing.models import Publication, State


def numbers_reopened(
    publication: Publication, fields: dict[str, Any]
) -> tuple[PersonalNumber, ...]:
    """Persons' numbers that only the live text has, where the new one lets readers compare."""
    lets_compare = fields.get("correction", "").strip() and not fields.get("hides_earlier")
    if not lets_compare or publication.state != State.PUBLISHED:
        return ()
    live = changes.live_version(publication)
    kept = set(_numbers(fields))
    return tuple(each for each in _numbers(live.data["fields"]) if each not in kept) if live else ()


def _numbers(fields: dict[str, Any]) -> list[PersonalNumber]:
    text = " \n ".join(plain_text(fields.get(name) or "") for name in READ)
    return personal_numbers(text)
