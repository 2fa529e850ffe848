"""Letters of old fonts in what was typed, turned into real ones for who ticks it."""

import re
from typing import Any, Final

from portal.kit.text.legacy import convert
from portal.publishing.prose import is_prose

# Ticked by who wants the letters of an old font turned into real ones.
CONVERT: Final = "_convert"


def convert_rows(formset: Any) -> None:
    """Let a set of forms have real letters in the words of its rows, where that was ticked."""
    if not formset.data.get(CONVERT):
        return
    fields = formset.model._meta.concrete_fields
    names = "|".join(re.escape(field.name) for field in fields if is_prose(field))
    own = re.compile(rf"{re.escape(formset.prefix)}-\d+-({names})")
    data = formset.data.copy()
    for key, typed in list(data.lists()):
        if own.fullmatch(key):
            data.setlist(key, [convert(each) for each in typed])
    formset.data = data
