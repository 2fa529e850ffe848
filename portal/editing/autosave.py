"""What is typed and not yet saved: kept per opening of a form, offered again, then forgotten."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Q, QuerySet
from django.forms.utils import ErrorDict
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.crypto import get_random_string

from portal.editing import presence
from portal.editing.conflicts import TAKE
from portal.editing.forms import VERSION
from portal.editing.models import Autosave
from portal.editing.models.autosave import NEWEST

# The hidden field that says whose form it is, of which page.
FORM = "_typed"
# The one that tells an opening of the form from others of the same writer, page and kind.
OPENING = "_opening"
# Who is signed out: long enough for a form that was left open over the end of a day's session.
MAX_AGE = timedelta(hours=24)
RETENTION = timedelta(days=30)
# Characters of one form; a long report has some 60,000.
MAX_LENGTH = 1_000_000
# The newest texts that are kept: of one form, however often it is opened, and of one person.
MAX_OPENINGS = 10
MAX_OF_A_PERSON = 50
_SALT = "portal.editing.autosave"
_AN_OPENING: Final = re.compile(r"[A-Za-z0-9]{1,32}")


class TooLong(ValueError):
    """More was typed than is kept."""


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form that was shown to somebody: `publication_id` is None for a new page.

    Its `opening` says which text is its own; a form that names none has the one without.
    """

    user_id: int
    kind: str
    publication_id: int | None
    opening: str = ""

    def sign(self) -> str:
        """Return the value of the hidden field; nobody can make one for another person or page."""
        return signing.dumps([self.user_id, self.kind, self.publication_id], salt=_SALT)

    @property
    def base_key(self) -> str:
        """Names the form in the browser's own store, whenever it was opened."""
        return f"{self.user_id}-{self.kind}-{self.publication_id or 'new'}"

    @property
    def key(self) -> str:
        """Names this opening of the form there."""
        return f"{self.base_key}-{self.opening}" if self.opening else self.base_key

    @property
    def columns(self) -> dict[str, Any]:
        """Return what tells the row of this opening."""
        return {
            "user_id": self.user_id,
            "kind": self.kind,
            "publication_id": self.publication_id,
            "opening": self.opening,
        }

    def saved(self) -> QuerySet[Autosave]:
        """Return the row of this opening, if any."""
        return Autosave.objects.filter(**self.columns)

    def of_all_openings(self) -> QuerySet[Autosave]:
        """Return the rows of the form, however often it was opened, the one saved last first."""
        same = {name: value for name, value in self.columns.items() if name != "opening"}
        return Autosave.objects.filter(**same).order_by("-saved_at", "-pk")

    def offered(self, wanted: str) -> Autosave | None:
        """Return what is kept of the wanted opening, else what was kept last of any."""
        rows = self.of_all_openings()
        if wanted and wanted != NEWEST and (row := rows.filter(opening=wanted).first()):
            return row
        return rows.first()


def new_opening() -> str:
    """Return what tells the text of a form that opens now from all that was kept of it before."""
    return get_random_string(12)


def opening_in(data: QueryDict, name: str = OPENING) -> str:
    """Return the opening that a form or an address names; none where it is no such thing."""
    text = data.get(name, "")
    return text if _AN_OPENING.fullmatch(text) else ""


def read_form(request: HttpRequest) -> OpenForm | None:
    """Return the form that hidden fields speak of; None where it is forged, absent or too old.

    To its writer, once signed in, it is never too old: it may stand open over a weekend.
    """
    text = request.POST.get(FORM)
    if not text:
        return None
    try:
        user_id, kind, publication_id = signing.loads(text, salt=_SALT)
        if user_id != request.user.pk:
            signing.loads(text, salt=_SALT, max_age=MAX_AGE)
    except signing.BadSignature:
        return None
    return OpenForm(user_id, kind, publication_id, opening_in(request.POST))


def save(form: OpenForm, typed: QueryDict, *, now: datetime | None = None) -> Autosave:
    """Keep the text of a form in place of what was kept of this opening; raises TooLong."""
    now = now or timezone.now()
    row, is_new = Autosave.objects.update_or_create(
        **form.columns, defaults={"fields": _fields_of(typed), "saved_at": now}
    )
    if is_new:
        Autosave.objects.filter(saved_at__lt=now - RETENTION).delete()
        presence.delete_old(now=now)
        _make_room(form)
    return row


def _make_room(form: OpenForm) -> None:
    """Forget the oldest texts: who sends a form names its opening, and might name any number."""
    of_person = Autosave.objects.filter(user_id=form.user_id).order_by("-saved_at", "-pk")
    too_many = Q(pk__in=form.of_all_openings().values("pk")[MAX_OPENINGS:]) | Q(
        pk__in=of_person.values("pk")[MAX_OF_A_PERSON:]
    )
    Autosave.objects.filter(too_many).delete()


def save_refused(
    request: HttpRequest, is_for: Callable[[OpenForm], bool], *, has_openings: bool = True
) -> OpenForm | None:
    """Keep a form that was sent and cannot be saved now; return it, or None where nothing is kept.

    Only the hidden field that was made for the writer and this page says whose text it is.
    """
    form = read_form(request)
    if form is None or not is_for(form):
        return None
    if not has_openings:
        form = replace(form, opening="")
    try:
        save(form, request.POST)
    except TooLong:
        return None
    return form


def _fields_of(typed: QueryDict) -> dict[str, list[str]]:
    """Return the fields of a form without its buttons, marks and files."""
    found = {
        # The database's JSON knows no NUL, and no text means one.
        name.replace("\0", ""): [str(value).replace("\0", "") for value in values]
        for name, values in typed.lists()
        if name == VERSION or not name.startswith(("_", "csrf", TAKE))
    }
    if sum(len(name) + sum(map(len, values)) for name, values in found.items()) > MAX_LENGTH:
        raise TooLong
    return found


class RestoredForm:
    """Put before a form class: it opens with the typed text, as if that had just been sent."""

    typed: dict[str, list[str]]

    def __init__(self, *_args: object, **kwargs: object) -> None:
        kwargs |= {"data": as_data(self.typed)}
        super().__init__(**kwargs)

    def full_clean(self) -> None:
        """Say nothing of what is missing yet, but show at once where somebody else has written."""
        super().full_clean()  # type: ignore[misc]  # the form's
        if not self.has_error(NON_FIELD_ERRORS, "stale"):  # type: ignore[attr-defined]  # the form's
            self._errors = ErrorDict()


def as_data(typed: dict[str, list[str]]) -> QueryDict:
    """Kept text as a browser would send it."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, list(values))
    return data
