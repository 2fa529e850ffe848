"""Rows of a page that somebody else saved while they were typed in, merged field by field.

What was sent is compared with the rows of the version that the writer had on screen, and these with
the rows as they are stored. What only the other one wrote is put among what was sent, as if it had
been sent; what both wrote stays as it was typed here, and is named.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Model
from django.forms import BoundField, FileField, ModelChoiceField
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from portal.editing.conflicts import TAKE, Conflict
from portal.kit.text.numbers import parse_key
from portal.publishing.applying import fields_from_plain
from portal.publishing.revisions import plain_fields

type PlainRow = dict[str, Any]

_DELETE: Final = "DELETE"
# Where Django keeps what a field showed at first.
_LEAD: Final = "initial-"


@dataclass(slots=True)
class _Sent:
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
        return ("", _DELETE) in self.texts

    def forget(self, name: str) -> None:
        """Take out all that was sent of a field: its parts, its file, what is held of it."""
        own = re.compile(rf"{re.escape(name)}(_\d+|-held|-clear)?")
        for sent in (self.texts, self.files):
            for lead, each in [key for key in sent if own.fullmatch(key[1])]:
                del sent[lead, each]


@dataclass(slots=True)
class RowMerge:
    """The rows of one part in a form; `seen` are those of the version that its writer had."""

    formset: Any
    seen: list[PlainRow] | None
    conflicts: list[Conflict] = field(default_factory=list)
    # Of each row that is gone while something was typed in it: its name, and what was typed.
    removed: list[str] = field(default_factory=list)

    def merge(self) -> None:
        """Let the set of forms have what was sent as the other one's save leaves it."""
        taken = self._taken()
        if self.seen is None and not taken:
            return
        sent, stored = self._sent(), list(self.formset.get_queryset())
        seen = {row["id"]: row for row in self.seen or ()}
        now = {row.pk: self._plain(row) for row in stored}
        if self.seen is not None and seen != now:
            self._merge_rows(sent, stored, taken, seen, now)
        elif taken:
            self._take_theirs(sent, stored, taken)

    def _merge_rows(
        self,
        sent: list[_Sent],
        stored: list[Model],
        taken: dict[int, set[str]],
        seen: dict[int, PlainRow],
        now: dict[int, PlainRow],
    ) -> None:
        known = {row.key: row for row in sent if row.key is not None}
        for key in known.keys() - now.keys():
            self._say_removed(known[key], seen.get(key))
        rows = []
        for row in stored:
            mine = known.get(row.pk)
            if mine is None:
                mine = self._as_shown(row)
            elif seen.get(row.pk) != now[row.pk] or row.pk in taken:
                self._merge_row(mine, row, seen.get(row.pk), taken.get(row.pk, set()))
            rows.append(mine)
        self._send(rows, [row for row in sent if row.key is None])

    # --- what was sent ---------------------------------------------------------------------

    def _sent(self) -> list[_Sent]:
        """Return what was sent of each row, in its order."""
        name = re.compile(rf"({_LEAD})?{re.escape(self.formset.prefix)}-(\d{{1,4}})-(.+)")
        rows: dict[int, _Sent] = {}
        for kind in ("texts", "files"):
            data = self.formset.data if kind == "texts" else self.formset.files
            for key, values in MultiValueDict(data).lists():
                if (found := name.fullmatch(key)) is not None:
                    number = int(found[2])
                    row = rows.setdefault(number, _Sent(number))
                    getattr(row, kind)[found[1] or "", found[3]] = values
        return [rows[number] for number in sorted(rows)]

    def _send(self, known: list[_Sent], new: list[_Sent]) -> None:
        """Put the rows in place of those that were sent: the stored ones first, as Django does."""
        prefix, rows = self.formset.prefix, [*known, *new]
        own = re.compile(rf"({_LEAD})?{re.escape(prefix)}-\d{{1,4}}-.+")
        data, files = self.formset.data.copy(), MultiValueDict(self.formset.files)
        for sent in (data, files):
            for key in [key for key in sent if own.fullmatch(key)]:
                del sent[key]
        for number, row in enumerate(rows):
            for sent, values in ((data, row.texts), (files, row.files)):
                for (lead, name), each in values.items():
                    sent.setlist(f"{lead}{prefix}-{number}-{name}", each)
        data[f"{prefix}-INITIAL_FORMS"] = str(len(known))
        data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
        self.formset.data, self.formset.files = data, files
        self._move_refusals(rows)

    def _move_refusals(self, rows: list[_Sent]) -> None:
        """Let why a picture was refused stand beside the row that it was sent with."""
        refused = self.formset.form_kwargs.get("refused_uploads")
        if not refused:
            return
        names = {f"{self.formset.prefix}-{row.number}-upload": at for at, row in enumerate(rows)}
        moved = {
            f"{self.formset.prefix}-{names[name]}-upload" if name in names else name: error
            for name, error in refused.items()
        }
        self.formset.form_kwargs = self.formset.form_kwargs | {"refused_uploads": moved}

    # --- one row -----------------------------------------------------------------------------

    def _merge_row(
        self, sent: _Sent, stored: Model, seen: PlainRow | None, taken: set[str]
    ) -> None:
        """Take what only the other one wrote, and name what both did."""
        shown, typed = self._shown(stored), self._typed(sent, stored)
        base = self._loaded(seen) if seen is not None else None
        against = set(typed.changed_data)
        mine = set(self._typed(sent, base).changed_data) if base is not None else against
        theirs = _differing(shown, self._shown(base)) if base is not None else set(shown.fields)
        if sent.is_deleted and theirs and _DELETE not in taken:
            self._name_deleted(stored, shown, theirs)
        for name in shown.fields:
            if name in taken or (name in theirs and (name not in mine or sent.is_deleted)):
                self._take(sent, shown, name)
            elif name in theirs & mine & against:
                label = f"{stored} · {shown[name].label}"
                values = _read(shown[name]), _read(typed[name])
                self.conflicts.append(Conflict(self._name(stored, name), label, *values, both=True))
        if _DELETE in taken:
            sent.forget(_DELETE)

    def _name_deleted(self, stored: Model, shown: Any, theirs: set[str]) -> None:
        written = _lines(shown, (name for name in shown.fields if name in theirs))
        name = self._name(stored, _DELETE)
        self.conflicts.append(Conflict(name, str(stored), written, _("Removed"), both=True))

    def _say_removed(self, sent: _Sent, seen: PlainRow | None) -> None:
        """Name a row that is gone and in which something was typed; what was typed goes with it."""
        base = self._loaded(seen or {"id": sent.key})
        typed = self._typed(sent, base)
        if sent.is_deleted or not typed.changed_data:
            return
        said = _("“%(row)s” was removed meanwhile. What you typed in it: %(typed)s")
        words = {"row": _called(base), "typed": _lines(typed, typed.changed_data)}
        self.removed.append(said % words)

    def _take(self, sent: _Sent, shown: Any, name: str) -> None:
        """Put what is stored of a field among what was sent; a stored file stays if none is."""
        sent.forget(name)
        bound = shown[name]
        widget = bound.field.widget
        widget = getattr(widget, "widget", widget)  # the admin wraps its own
        if widget.needs_multipart_form:
            return
        context = widget.get_context(name, bound.value(), {})["widget"]
        sent.texts |= {("", key): values for key, values in _as_sent(context)}

    def _as_shown(self, stored: Model) -> _Sent:
        """Return what a browser would send of a row that the form did not have yet."""
        row, shown = _Sent(texts={("", "id"): [str(stored.pk)]}), self._shown(stored)
        for name in shown.fields:
            self._take(row, shown, name)
        return row

    # --- what the later save chooses -----------------------------------------------------------

    def _name(self, row: Model, name: str) -> str:
        return f"{self.formset.prefix}:{row.pk}:{name}"

    def _taken(self) -> dict[int, set[str]]:
        """Return the fields, by row, for which the other one's text was chosen."""
        name = re.compile(rf"{TAKE}{re.escape(self.formset.prefix)}:(\d{{1,18}}):(\w+)")
        taken: dict[int, set[str]] = {}
        for key in self.formset.data:
            found = name.fullmatch(key)
            if found is not None and self.formset.data[key] == "theirs":
                taken.setdefault(int(found[1]), set()).add(found[2])
        return taken

    def _take_theirs(
        self, sent: list[_Sent], stored: Iterable[Model], taken: Mapping[int, set[str]]
    ) -> None:
        """Put what was chosen among what was sent; no row has moved."""
        rows = {row.pk: row for row in stored}
        for each in sent:
            names = taken.get(each.key or 0, set())
            if not names or (row := rows.get(each.key)) is None:
                continue
            shown = self._shown(row)
            for name in names & set(shown.fields):
                self._take(each, shown, name)
            if _DELETE in names:
                each.forget(_DELETE)
        self._send([row for row in sent if row.key], [row for row in sent if not row.key])

    # --- forms of a row ------------------------------------------------------------------------

    def _plain(self, row: Model) -> PlainRow:
        return {"id": row.pk} | plain_fields(row, without=frozenset({self.formset.fk.name}))

    def _loaded(self, plain: PlainRow) -> Model:
        row: Model = self.formset.model(pk=plain["id"])
        fields_from_plain(row, plain)
        setattr(row, self.formset.fk.name, self.formset.instance)
        return row

    def _typed(self, sent: _Sent, row: Model) -> Any:
        """Return the form with what was sent of a row, compared with that row."""
        options = self.formset.get_form_kwargs(sent.number)
        prefix = self.formset.add_prefix(sent.number)
        data, files = self.formset.data, self.formset.files
        return self.formset.form(data, files, prefix=prefix, instance=row, **options)

    def _shown(self, row: Model) -> Any:
        """Return the form as it would show a row."""
        return self.formset.form(instance=row, **self.formset.get_form_kwargs(0))


def _differing(shown: Any, base: Any) -> set[str]:
    """Return the fields in which two forms show another value."""
    return {name for name in shown.fields if shown[name].initial != base[name].initial}


def _as_sent(widget: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Give what a browser sends of a widget, from the context that it is shown by."""
    if "subwidgets" in widget:
        for each in widget["subwidgets"]:
            yield from _as_sent(each)
        return
    value = widget["value"]
    if widget.get("type") == "checkbox" and not isinstance(value, list):
        if widget["attrs"].get("checked"):
            yield widget["name"], ["on"]
    elif isinstance(value, list | tuple):
        yield widget["name"], [str(each) for each in value]
    else:
        yield widget["name"], ["" if value is None else str(value)]


def _called(row: Model) -> str:
    """Return how a row that is gone was called; what it named may be gone as well."""
    try:
        return str(row)
    except ObjectDoesNotExist:
        return str(row._meta.verbose_name)


def _lines(form: Any, names: Iterable[str]) -> str:
    return "; ".join(f"{form[name].label}: {_read(form[name]) or '—'}" for name in names)


def _read(bound: BoundField) -> Any:
    """Return what a field says, as people read it."""
    value, kind = bound.value(), bound.field
    if isinstance(kind, ModelChoiceField):
        return _row_read(kind, value)
    if isinstance(kind, FileField):
        return getattr(value, "name", "")
    if bound.form.is_bound:
        # What is no date, say, is shown as it was typed.
        with suppress(ValidationError):
            value = kind.clean(value)
    if isinstance(value, list):
        return " ".join(map(str, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return dict(getattr(kind, "choices", ())).get(value, value)


def _row_read(kind: Any, value: Any) -> str:
    try:
        row = kind.to_python(value)
    except ValidationError:
        key = parse_key(str(value))
        row = kind.queryset.model._base_manager.filter(pk=key).first() if key else None
    return str(kind.label_from_instance(row)) if row is not None else str(value or "")
