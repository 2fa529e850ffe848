"""Forms of records that several people keep: nobody writes over what another has just saved."""

import json
from hashlib import blake2b
from typing import Any, Final

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import display_for_field
from django.db.models import BooleanField, Field, Model
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import yesno
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

# What the form showed, as it comes back: a digest of each field's stored value, by name.
SHOWN: Final = "_shown"


class StaleForm(forms.ModelForm[Any]):
    """Refuses once what was typed over a record that somebody else has saved meanwhile."""

    _refused: Model | None = None

    @property
    def shown(self) -> str:
        """Return what the form that is about to be shown has to bring back."""
        if self.is_bound and self._refused is None:
            return str(self.data.get(SHOWN, ""))
        row = self._refused or self.instance
        return json.dumps({field.name: _digest(row, field) for field in self._columns()})

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        self._refuse_stale()
        return cleaned

    def _columns(self) -> list[Any]:
        columns = type(self.instance)._meta.concrete_fields
        return [field for field in columns if field.name in self.fields]

    def _refuse_stale(self) -> None:
        shown = _read(self.data.get(SHOWN, ""))
        if not shown:
            return
        # Locked until it is saved: nobody comes in between.
        rows = type(self.instance)._base_manager.select_for_update(no_key=True)
        stored = rows.filter(pk=self.instance.pk).first()
        if stored is None:
            return
        theirs = [field for field in self._columns() if self._is_lost(field, stored, shown)]
        if theirs:
            self._refused = stored
            now = "; ".join(f"{_label(field)}: “{_in_words(stored, field)}”" for field in theirs)
            message = _(
                "Somebody else has saved this since you opened it. It is now: %(now)s. "
                "Take that over, or save again to write yours in its place."
            )
            self.add_error(None, message % {"now": now})

    def _is_lost(self, field: Any, stored: Model, shown: dict[str, str]) -> bool:
        """Return whether somebody else has changed a field, and this form would change it again."""
        if field.name not in shown or shown[field.name] == _digest(stored, field):
            return False
        typed = self[field.name].data
        return self.fields[field.name].has_changed(field.value_from_object(stored), typed)


class StaleAdmin(admin.ModelAdmin[Any]):
    """Shows records in forms that know what they have shown."""

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm[Any]]:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (StaleForm, form), {}) if change else form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form = context["adminform"].form
        if isinstance(form, StaleForm):
            context["shown_before"] = form.shown
        return super().render_change_form(request, context, *args, **kwargs)


def _digest(row: Model, field: Field[Any, Any]) -> str:
    value = str(field.value_from_object(row))
    return blake2b(value.encode(), digest_size=6).hexdigest()


def _read(sent: str) -> dict[str, str]:
    try:
        read = json.loads(sent)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _label(field: Field[Any, Any]) -> str:
    return capfirst(str(field.verbose_name))


def _in_words(row: Model, field: Any) -> str:
    if isinstance(field, BooleanField):
        return str(yesno(field.value_from_object(row)))
    return Truncator(display_for_field(getattr(row, field.name), field, "—")).chars(200)
