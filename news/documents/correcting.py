"""A corrected day of issue: the first day of effect follows it, where it stood in for that."""

from typing import Any

from django.db import models

from news.documents.effect import start_after
from news.documents.models import OfficialDocument
from portal.editing.forms import PublicationForm
from portal.editing.sheets import PublicationImport
from portal.exchange.sheets.imports import Change, ImportRow


class DocumentForm(PublicationForm):
    """The form of a document: an untouched first day of effect follows the day of issue."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        was: Any = self.instance
        if was.pk is not None and {"issued_on", "effective_on"} <= cleaned.keys():
            days = cleaned["effective_on"], cleaned["issued_on"]
            cleaned["effective_on"] = start_after(*days, was.effective_on, was.issued_on)
        return cleaned


class DocumentImport(PublicationImport):
    """Rows of documents: as in the form, a day of effect that is the same follows."""

    def _fill(self, record: models.Model, row: ImportRow) -> Any:
        was = self.model(**{name: getattr(record, name) for name in ("issued_on", "effective_on")})
        filled = super()._fill(record, row)
        if record.pk is not None:
            self._follow(record, was, row)
        return filled

    def _follow(self, record: Any, was: OfficialDocument, row: ImportRow) -> None:
        days = record.effective_on, record.issued_on
        record.effective_on = start_after(*days, was.effective_on, was.issued_on)
        if record.effective_on == days[0]:
            return
        column = self.columns["effective_on"]
        old, new = (column.as_text(column.export(each)) for each in (was, record))
        row.changes = (*row.changes, Change(self.label("effective_on"), old, new))
