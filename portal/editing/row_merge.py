"""Rows of a page that somebody else saved while they were typed in, merged field by field.

What was sent is compared with the rows of the version that the writer had on screen, and these with
the rows as they are stored. What only the other one wrote is put among what was sent, as if it had
been sent; what both wrote stays as it was typed here, and is named.
"""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Model
from django.forms import BoundField, FileField, ModelChoiceField
from django.utils.translation import gettext as _

from portal.editing.conflicts import TAKE, Conflict
from portal.editing.sent_rows import DELETE, SentRow, as_sent, put_rows, sent_rows
from portal.kit.text.numbers import parse_key
from portal.publishing.applying import fields_from_plain
from portal.publishing.revisions import plain_fields

type PlainRow = dict[str, Any]


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
        sent, stored = sent_rows(self.formset), list(self.formset.get_queryset())
        seen = {row["id"]: row for row in self.seen or ()}
        now = {row.pk: self._plain(row) for row in stored}
        if self.seen is not None and seen != now:
            self._merge_rows(sent, stored, taken, seen, now)
        elif taken:
            self._take_theirs(sent, stored, taken)

    def _merge_rows(
        self,
        sent: list[SentRow],
        stored: list[Model],
        taken: dict[int, set[str]],
        seen: dict[int, PlainRow],
        now: dict[int, PlainRow],
    ) -> None:
        known = {row.key: row for row in sent if row.key is not None}
        for key in known.keys() - now.keys():
            self._note_removed(known[key], seen.get(key))
        rows = []
        for row in stored:
            mine = known.get(row.pk)
            if mine is None:
                mine = self._as_shown(row)
            elif seen.get(row.pk) != now[row.pk] or row.pk in taken:
                self._merge_row(mine, row, seen.get(row.pk), taken.get(row.pk, set()))
            rows.append(mine)
        put_rows(self.formset, rows, [row for row in sent if row.key is None])

    # --- one row -----------------------------------------------------------------------------

    def _merge_row(
        self, sent: SentRow, stored: Model, seen: PlainRow | None, taken: set[str]
    ) -> None:
        """Take what only the other one wrote, and name what both did."""
        shown, typed = self._shown(stored), self._typed(sent, stored)
        base = self._loaded(seen) if seen is not None else None
        against = set(typed.changed_data)
        mine = set(self._typed(sent, base).changed_data) if base is not None else against
        theirs = _differing(shown, self._shown(base)) if base is not None else set(shown.fields)
        if sent.is_deleted and theirs and DELETE not in taken:
            self._name_deleted(stored, shown, theirs)
        for name in shown.fields:
            if name in taken or (name in theirs and (name not in mine or sent.is_deleted)):
                self._take(sent, shown, name)
            elif name in theirs & mine & against:
                label = f"{stored} · {shown[name].label}"
                values = _read(shown[name]), _read(typed[name])
                self.conflicts.append(Conflict(self._name(stored, name), label, *values, both=True))
        if DELETE in taken:
            sent.forget(DELETE)

    def _name_deleted(self, stored: Model, shown: Any, theirs: set[str]) -> None:
        written = _lines(shown, (name for name in shown.fields if name in theirs))
        name = self._name(stored, DELETE)
        self.conflicts.append(Conflict(name, str(stored), written, _("Removed"), both=True))

    def _note_removed(self, sent: SentRow, seen: PlainRow | None) -> None:
        """Name a row that is gone and in which something was typed; what was typed goes with it."""
        base = self._loaded(seen or {"id": sent.key})
        typed = self._typed(sent, base)
        if sent.is_deleted or not typed.changed_data:
            return
        message = _("“%(row)s” was removed meanwhile. What you typed in it: %(typed)s")
        words = {"row": _called(base), "typed": _lines(typed, typed.changed_data)}
        self.removed.append(message % words)

    def _take(self, sent: SentRow, shown: Any, name: str) -> None:
        """Put what is stored of a field among what was sent; a stored file stays if none is."""
        sent.forget(name)
        bound = shown[name]
        widget = bound.field.widget
        widget = getattr(widget, "widget", widget)  # the admin wraps its own
        if widget.needs_multipart_form:
            return
        context = widget.get_context(name, bound.value(), {})["widget"]
        sent.texts |= {("", key): values for key, values in as_sent(context)}

    def _as_shown(self, stored: Model) -> SentRow:
        """Return what a browser would send of a row that the form did not have yet."""
        row, shown = SentRow(texts={("", "id"): [str(stored.pk)]}), self._shown(stored)
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
        self, sent: list[SentRow], stored: Iterable[Model], taken: Mapping[int, set[str]]
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
            if DELETE in names:
                each.forget(DELETE)
        put_rows(
            self.formset, [row for row in sent if row.key], [row for row in sent if not row.key]
        )

    # --- forms of a row ------------------------------------------------------------------------

    def _plain(self, row: Model) -> PlainRow:
        return {"id": row.pk} | plain_fields(row, without=frozenset({self.formset.fk.name}))

    def _loaded(self, plain: PlainRow) -> Model:
        row: Model = self.formset.model(pk=plain["id"])
        fields_from_plain(row, plain)
        setattr(row, self.formset.fk.name, self.formset.instance)
        return row

    def _typed(self, sent: SentRow, row: Model) -> Any:
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
