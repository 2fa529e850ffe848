"""What somebody typed and did not save, as the first page tells of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.urls import NoReverseMatch, reverse

from portal.accounts.models import User
from portal.editing.models import Autosave
from portal.editing.models.autosave import restoring
from portal.publishing.models import State, heavy_columns
from portal.publishing.models.kinds import admin_address, kind_label, kinds

MAX_ROWS: Final = 5


@dataclass(frozen=True, slots=True)
class UnsavedText:
    """A text that was typed: its title, and the form that opens with it."""

    title: str
    kind: str
    url: str
    saved_at: datetime


def unsaved_texts(user: User) -> list[UnsavedText]:
    """Return what the person typed last and did not save; one query."""
    rows = Autosave.objects.filter(user=user).exclude(publication__state=State.BINNED)
    rows = rows.select_related("publication").defer(*heavy_columns("publication"))
    found = (_unsaved(row) for row in rows.order_by("-saved_at")[:MAX_ROWS])
    return [each for each in found if each.url]


def _unsaved(row: Any) -> UnsavedText:
    (typed, *_more) = row.fields.get("title") or [""]
    page = row.publication
    form = admin_address(row.kind, page.pk) if page is not None else _address_of_new(row.kind)
    return UnsavedText(
        title=typed or (page.title if page is not None else ""),
        kind=kind_label(row.kind),
        url=restoring(form, row.opening) if form else "",
        saved_at=row.saved_at,
    )


def _address_of_new(kind: str) -> str:
    try:
        options = kinds()[kind]._meta
        return reverse(f"admin:{options.app_label}_{options.model_name}_add")
    except (KeyError, NoReverseMatch):
        return ""
