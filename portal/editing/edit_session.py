"""What one request to the form of a page has found and done so far."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest

from portal.editing.autosave import OpenForm
from portal.editing.form_facts import FormFacts
from portal.editing.models import Autosave
from portal.editing.models.autosave import NEWEST
from portal.editing.part_rows import KnownRows, Parts, PlainParts, name_of_part, show_parts
from portal.editing.presence import Other
from portal.editing.related_cache import RelatedCache
from portal.editing.unversioned import Unversioned
from portal.publishing.models import ChangeSet, Publication, Revision
from portal.publishing.models.revision import VersionData

_PREVIEWS = "previews_only"


@contextmanager
def previews_only(request: HttpRequest) -> Iterator[None]:
    """Let each session that a request begins inside show its form as a page, and save nothing."""
    setattr(request, _PREVIEWS, True)
    try:
        yield
    finally:
        delattr(request, _PREVIEWS)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the form over a live page saved in its dry run; `data` is None where no text changed."""

    unversioned: list[Unversioned]
    data: VersionData | None
    # Whether nothing but the moment was set: that is no writing in the text.
    is_timed: bool


@dataclass(slots=True)
class EditSession:
    """The state of one form, made anew for each request; see `page_form` for its flow.

    Django's hooks get nothing but the request, so `begin` leaves the session there for `of`.
    """

    # The page as it was read, until Django asks for it.
    page: Publication | None = None
    # The page that the form shows.
    shown: Publication | None = None
    # Whose form it is, of which page; None where no form opens, or what was typed has to stay.
    open_form: OpenForm | None = None
    # The rows of its parts as they were read, and as the form shows them; none where it was sent.
    plain_parts: PlainParts | None = None
    parts: Parts = field(default_factory=dict)
    # What rows of any part point to, by model, so that it is read at once.
    related: dict[type[Model], RelatedCache] = field(default_factory=dict)
    # What the page has in other tables; None where a form was sent, or none is of a page.
    facts: FormFacts | None = None
    autosave: Autosave | None = None
    is_restored: bool = False
    others: list[Other] = field(default_factory=list)
    # Why uploaded pictures were not taken, by the name of the field that sent them.
    refused_uploads: dict[str, ValidationError] = field(default_factory=dict)
    # The parts of the version that the writer had on screen, where another one is stored.
    seen_parts: dict[str, Any] | None = None
    is_dry_run: bool = False
    proposal: Proposal | None = None
    # Whether the save of the page itself has counted its version on.
    is_version_begun: bool = False
    confirms_withdrawal: bool = False
    # The change that waits on a live page, where it was asked for already.
    waiting: ChangeSet | None = None
    knows_change: bool = False
    # What waits on the live page that is shown, and what readers have in the meantime.
    waiting_text: Revision | None = None
    live_text: dict[str, Any] | None = None
    # The live page without the change, as readers have it.
    stored: Publication | None = None
    # The text that the form was kept as beside a live page, and what readers have, if it was read.
    kept: Revision | None = None
    live: Revision | None = None
    # Whether the form is only looked at as a page: nothing of it stays.
    is_preview: bool = False
    # Whether the step of the pressed button was not taken.
    is_refused: bool = False

    @property
    def change(self) -> ChangeSet | None:
        """Return the change of a live page that the form was kept in."""
        return self.kept.change_set if self.kept is not None else None

    @classmethod
    def begin(
        cls, request: HttpRequest, *, refused_uploads: dict[str, ValidationError] | None = None
    ) -> Self:
        """Open a session for a request, in place of one that was begun before."""
        is_preview = hasattr(request, _PREVIEWS)
        session = cls(refused_uploads=refused_uploads or {}, is_preview=is_preview)
        request.edit_session = session  # type: ignore[attr-defined]  # read by `of` alone
        return session

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """Return the session of a request; an empty one where none was begun."""
        session: Self | None = getattr(request, "edit_session", None)
        return session or cls.begin(request)

    @property
    def restored(self) -> Autosave | None:
        """Return the autosaved text that this request brings back into the form."""
        return self.autosave if self.is_restored else None

    def bring_back(self, wanted: str) -> None:
        """Let the form go on with the wanted text, as its own, where that was found."""
        row = self.autosave
        if row is None or self.open_form is None or not wanted:
            return
        self.is_restored = wanted in (NEWEST, row.opening)
        if self.is_restored:
            self.open_form = replace(self.open_form, opening=row.opening)

    def show(self, page: Publication, version: Revision | None = None) -> None:
        """Let the form show this page, with the parts of the version that waits on it."""
        self.page = self.shown = page
        if self.plain_parts is not None:
            data = version.data if version is not None else None
            self.parts = show_parts(page, self.plain_parts, data)

    def rows_of(self, model: type[Model], fk_name: str | None) -> KnownRows | None:
        """Return the rows that an inline of the form shows, where they were read."""
        name = name_of_part(self.shown, model, fk_name) if self.shown is not None else None
        return KnownRows(model, self.parts[name]) if name in self.parts else None

    def related_cache(self, model: type[Model]) -> RelatedCache:
        """Return the one cache of this request for rows that others point to."""
        return self.related.setdefault(model, RelatedCache(model))

    def load_related(self) -> None:
        """Read what the rows of all parts point to, before the first of them names it."""
        for cache in self.related.values():
            cache.load()

    def take_page(self, object_id: object) -> Publication | None:
        """Return the page that was read already, once; None where it is another or was taken."""
        page = self.page
        if page is None or str(page.pk) != str(object_id):
            return None
        self.page = None
        return page
