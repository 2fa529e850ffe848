"""Forms of a project's participations, pending changes included."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.contrib.admin.sites import AdminSite
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.editing.related_cache import CachedAutocomplete, RelatedCache
from portal.exchange.sheets.values import FigureField
from portal.publishing.applying import fields_from_plain
from projects.work.models import Participation, Project
from projects.work.participations import BatchRow, as_row, removal, removal_of

COLUMNS = (
    "organisation", "enterprise", "role", "state", "quantity", "quantity_unit", "website",
    "starts_on", "ends_on", "evidence", "position",
)  # fmt: skip
NEW_ROWS = 3
# What one save takes; more are typed on the next one.
MAX_ROWS = 500
# New rows that a change may have: they stand on each page of the list, below its fifty rows.
MAX_NEW_ROWS = 400
KEY, DELETE = "key", "DELETE"


class ColumnField(forms.BoundField):
    """A field of a row; its help stands once, in the head of its column."""

    @property
    def column_help_id(self) -> str:
        """Return the id of the help in the head, the same for all rows."""
        return f"column_{self.name}_helptext"

    @property
    def aria_describedby(self) -> str | None:
        ids = super().aria_describedby
        return ids and ids.replace(f"{self.auto_id}_helptext", self.column_help_id)


class ParticipationForm(forms.ModelForm[Participation]):
    """One row; an unchanged saved row needs no query."""

    bound_field_class = ColumnField

    class Meta:
        model = Participation
        fields = COLUMNS
        field_classes: ClassVar[Any] = {"quantity": FigureField}

    def full_clean(self) -> None:
        if self.is_bound and self.instance.pk is not None and not self.has_changed():
            self._errors = ErrorDict()
            # The tick of a removal that waits is no change, and is still to be obeyed.
            self.cleaned_data = {DELETE: self.fields[DELETE].initial}
            return
        super().full_clean()


class ParticipationFormSet(forms.BaseFormSet[ParticipationForm]):
    """The rows of a page of participations: saved, pending and empty ones."""

    def __init__(
        self, data: QueryDict | None = None, *, project: Project, rows: Sequence[Participation]
    ) -> None:
        self.project, self.rows = project, rows
        super().__init__(data, initial=[{} for _row in rows], prefix="rows")

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        known = index is not None and index < len(self.rows)
        row = self.rows[index] if known and index is not None else Participation()
        # An unsaved row belongs to the project as well: constraints ask for it.
        row.project = self.project
        return {"instance": row}

    def add_fields(self, form: ParticipationForm, index: int | None) -> None:
        super().add_fields(form, index)
        key = form.instance.pk
        form.fields[KEY] = forms.IntegerField(
            required=False, initial=key, widget=forms.HiddenInput()
        )
        form.fields[DELETE].initial = getattr(form.instance, "removal_waits", False)

    def batch(self, live: Mapping[int, BatchRow], waiting: Sequence[BatchRow]) -> list[BatchRow]:
        """Return the typed changes as batch rows; a pending row that was typed back is dropped."""
        waits = {row["id"] for row in waiting}
        rows: list[BatchRow] = []
        for form in self.forms:
            row, is_gone = form.instance, form in self.deleted_forms
            if row.pk is None:
                if not is_gone and form.has_changed():
                    rows.append(as_row(row))
            elif is_gone:
                rows.append(removal(live[row.pk]))
            elif as_row(row) != live[row.pk]:
                rows.append(as_row(row))
            elif row.pk in waits:
                rows.append(removal_of(row.pk))
        if None in waits and not any(row["id"] is None for row in rows):
            rows.append(removal_of(None))
        return rows


def participation_formset(site: AdminSite) -> type[ParticipationFormSet]:
    """Return the form set with fields that find organisations and enterprises by typing."""
    widgets: dict[str, Any] = {}
    for name in ("organisation", "enterprise"):
        field: Any = Participation._meta.get_field(name)
        widgets[name] = CachedAutocomplete(field, site)
        widgets[name].related_cache = RelatedCache(field.remote_field.model)
    widgets["evidence"] = forms.NumberInput(attrs={"size": 8})
    form = forms.modelform_factory(Participation, form=ParticipationForm, widgets=widgets)
    return cast(
        "type[ParticipationFormSet]",
        forms.formset_factory(
            form,
            formset=ParticipationFormSet,
            extra=NEW_ROWS,
            can_delete=True,
            max_num=MAX_ROWS,
            absolute_max=MAX_ROWS,
        ),
    )


def with_pending_rows(
    rows: Sequence[Participation], waiting: Sequence[BatchRow]
) -> list[Participation]:
    """Return the rows as the pending change would have them, followed by its new ones."""
    changed = {row["id"]: row for row in waiting if row["id"] is not None}
    for row in rows:
        values = changed.get(row.pk)
        if values is None:
            continue
        if values.get("removed"):
            row.removal_waits = True  # type: ignore[attr-defined]  # read by the form
        else:
            fields_from_plain(row, values)
    return [*rows, *(_new(values) for values in waiting if values["id"] is None)]


def _new(values: BatchRow) -> Participation:
    row = Participation()
    fields_from_plain(row, values)
    return row


class PasteForm(forms.Form):
    """Adds many names at once, one a line, all in one role."""

    names = forms.CharField(
        label=_("Names, one a line"),
        widget=forms.Textarea(attrs={"rows": 6, "cols": 60}),
        help_text=_("In full or in short, as the list of organisations or the directory has them."),
    )
    role = forms.ChoiceField(
        label=_("role"), choices=Participation._meta.get_field("role").choices or ()
    )
