"""What was sent of the rows of a set of forms, taken out row by row and put back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.datastructures import MultiValueDict

from portal.kit.text.numbers import parse_key

DELETE: Final = "DELETE"
# Where Django keeps what a field showed at first.
_LEAD: Final = "initial-"


@dataclass(slots=True)
class SentRow:
    """What was sent of one row: its number in the form, its texts and files by lead and name."""

    number: int | None = None
    texts: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    files: dict[tuple[str, str], list[Any]] = field(default_factory=dict)

    @property
    def key(self) -> int | None:
        (text, *_more) = self.texts.get(("", "id")) or [""]
        return parse_key(str(text))

    @property
    def is_deleted(self) -> bool:
        return ("", DELETE) in self.texts

    def forget(self, name: str) -> None:
        """Take out all that was sent of a field: its parts, its file, what is held of it."""
        own = re.compile(rf"{re.escape(name)}(_\d+|-held|-clear)?")
        for sent in (self.texts, self.files):
            for lead, each in [key for key in sent if own.fullmatch(key[1])]:
                del sent[lead, each]


def sent_rows(formset: Any) -> list[SentRow]:
    """Return what was sent of each row, in its order."""
    name = re.compile(rf"({_LEAD})?{re.escape(formset.prefix)}-(\d{{1,4}})-(.+)")
    rows: dict[int, SentRow] = {}
    for kind in ("texts", "files"):
        data = formset.data if kind == "texts" else formset.files
        for key, values in MultiValueDict(data).lists():
            if (found := name.fullmatch(key)) is not None:
                number = int(found[2])
                row = rows.setdefault(number, SentRow(number))
                getattr(row, kind)[found[1] or "", found[3]] = values
    return [rows[number] for number in sorted(rows)]


def put_rows(formset: Any, known: list[SentRow], new: list[SentRow]) -> None:
    """Put the rows in place of those that were sent: the stored ones first, as Django does."""
    prefix, rows = formset.prefix, [*known, *new]
    own = re.compile(rf"({_LEAD})?{re.escape(prefix)}-\d{{1,4}}-.+")
    data, files = formset.data.copy(), MultiValueDict(formset.files)
    for sent in (data, files):
        for key in [key for key in sent if own.fullmatch(key)]:
            del sent[key]
    for number, row in enumerate(rows):
        for sent, values in ((data, row.texts), (files, row.files)):
            for (lead, name), each in values.items():
                sent.setlist(f"{lead}{prefix}-{number}-{name}", each)
    data[f"{prefix}-INITIAL_FORMS"] = str(len(known))
    data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
    formset.data, formset.files = data, files
    _move_refusals(formset, rows)


def _move_refusals(formset: Any, rows: list[SentRow]) -> None:
    """Let why a picture was refused stand beside the row that it was sent with."""
    refused = formset.form_kwargs.get("refused_uploads")
    if not refused:
        return
    names = {f"{formset.prefix}-{row.number}-upload": at for at, row in enumerate(rows)}
    moved = {
        f"{formset.prefix}-{names[name]}-upload" if name in names else name: error
        for name, error in refused.items()
    }
    formset.form_kwargs = formset.form_kwargs | {"refused_uploads": moved}


def as_sent(widget: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Give what a browser sends of a widget, from the context that it is shown by."""
    if "subwidgets" in widget:
        for each in widget["subwidgets"]:
            yield from as_sent(each)
        return
    value = widget["value"]
    if widget.get("type") == "checkbox" and not isinstance(value, list):
        if widget["attrs"].get("checked"):
            yield widget["name"], ["on"]
    elif isinstance(value, list | tuple):
        yield widget["name"], [str(each) for each in value]
    else:
        yield widget["name"], ["" if value is None else str(value)]
