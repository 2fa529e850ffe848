"""Following one page: what was corrected, that it changed, and what became of it."""

from datetime import datetime
from hashlib import sha256

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from portal.kit.text.numbers import parse_key
from portal.publishing.languages import VIETNAMESE
from portal.publishing.models import EnglishVersion, Publication, PublicationQuerySet
from portal.publishing.models.kinds import in_bulk
from portal.publishing.models.querysets import HEAVY_COLUMNS, LAST_CHANGED_AT
from portal.publishing.models.state_now import StateNow
from portal.publishing.models.visibility import public_rule
from portal.publishing.pairs import spoken_page, way_to_page
from portal.subscriptions.subjects import Followed, News, corrected


class OnePage(Followed):
    """One page; what becomes of it by days and by other pages is compared."""

    model = Publication

    def __init__(self, key: str) -> None:
        super().__init__(key)
        number = parse_key(key) or 0
        rows = Publication.objects.public().exclude(kind=EnglishVersion.KIND)
        self.page = rows.filter(pk=number).defer("body").first()

    @cached_property
    def spoken(self) -> Publication | None:
        """Return the page in the language spoken now, where that is public."""
        return spoken_page(self.page) if self.page else None

    def title(self) -> str:
        return self.spoken.title if self.spoken else ""

    @property
    def language(self) -> str:
        return self.spoken.language if self.spoken else VIETNAMESE

    def path(self) -> str:
        return way_to_page(self.page) if self.page else ""

    def news(self, since: datetime, until: datetime) -> list[News]:
        """Return what happened to it, with its state now; else the state, which may be another."""
        if self.page is None:
            return []
        state = [News.of_page(self.page, self.state.words)] if self.state.words else []
        if found := self._corrected(since, until):
            return [*found, *state]
        if self._has_changed(since, until):
            note = " ".join(filter(None, (_("The page has changed."), self.state.words)))
            return [News.of_page(self.page, note)]
        return state

    def has_news(self, since: datetime, until: datetime) -> bool:
        return bool(self._corrected(since, until)) or self._has_changed(since, until)

    def is_settled(self, until: datetime) -> bool:
        return self.page is None or self.page.last_changed_at <= until

    def mark(self) -> str:
        code = self.state.code
        return sha256(code.encode()).hexdigest() if code else ""

    @cached_property
    def state(self) -> StateNow:
        """Return what has become of it, as of the moment at which this was looked up."""
        if self.page is None:
            return StateNow()
        found = in_bulk([(self.page.pk, self.page.kind)], without=HEAVY_COLUMNS)
        return found[self.page.pk].state_now() if found else StateNow()

    def _rows(self, until: datetime) -> PublicationQuerySet[Publication]:
        keys = [self.page.pk] if self.page else []
        return Publication.objects.filter(public_rule(until), pk__in=keys)

    def _corrected(self, since: datetime, until: datetime) -> list[News]:
        return list(corrected(self._rows(until), since, until))

    def _has_changed(self, since: datetime, until: datetime) -> bool:
        rows = self._rows(until).annotate(changed=LAST_CHANGED_AT)
        return rows.filter(changed__gt=since, changed__lte=until).exists()
