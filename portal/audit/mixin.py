"""The admin of records whose every change is written down."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db import transaction
from django.db.models import Model, QuerySet
from django.forms import BaseFormSet
from django.http import HttpRequest

from portal.audit.models import Action
from portal.audit.recording import record, record_deleted, record_saved
from portal.audit.values import Values, differences, snapshot
from portal.kit.moments import MOMENTS

type Formsets = list[BaseFormSet[Any]]


class AuditedAdmin(admin.ModelAdmin[Any]):
    """Writes additions, changes and deletions down with old and new values, in their transaction.

    Rows of inlines are not looked at; a class with inlines takes `AuditedRowsMixin`, too.
    """

    formfield_overrides: ClassVar[Any] = MOMENTS

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        form.values_before = self._stored_values(obj)
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Formsets, change: bool
    ) -> None:
        # Only now do many-to-many fields, a user's groups for one, have their new values.
        super().save_related(request, form, formsets, change)
        record_saved(form.instance, before=form.values_before, by=request.user)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        gone = _of_one_row(obj)
        super().delete_model(request, obj)
        record_deleted(gone[0], before=gone[1], by=request.user)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> None:
        gone = [_of_one_row(obj) for obj in queryset]
        super().delete_queryset(request, queryset)
        for obj, values in gone:
            record_deleted(obj, before=values, by=request.user)

    def _stored_values(self, obj: Model) -> Values:
        """Return the stored values; the row is locked, so that nobody changes it in between."""
        if obj.pk is None:
            return {}
        stored = self.model._base_manager.select_for_update(no_key=True).filter(pk=obj.pk).first()
        return snapshot(stored) if stored is not None else {}


class AuditedRowsMixin(admin.ModelAdmin[Any]):
    """Writes down what changed of the rows below a form, beside what changed of its own."""

    def rows_as_recorded(self, obj: Any) -> Values:
        """Return the rows as the record keeps them, each under a name that stays."""
        raise NotImplementedError

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Formsets, change: bool
    ) -> None:
        before = self.rows_as_recorded(form.instance)
        super().save_related(request, form, formsets, change)
        old, new = differences(before, self.rows_as_recorded(form.instance))
        if old or new:
            record(Action.CHANGED, subject=form.instance, by=request.user, old=old, new=new)


def _of_one_row(obj: Model) -> tuple[Model, Values]:
    """Return the row and its values; deleting takes the key from the object itself."""
    stored = type(obj)._base_manager.get(pk=obj.pk)
    return stored, snapshot(stored)
