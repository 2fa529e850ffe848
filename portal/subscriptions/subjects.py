"""What can be followed: pages of all sorts here; other apps add their own by settings.FOLLOWED."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import chain
from typing import ClassVar, Final, Self
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.kit.samples import with_mark
from portal.kit.text.numbers import parse_key
from portal.publishing.language_tags import plain_name
from portal.publishing.languages import VIETNAMESE, spoken_path
from portal.publishing.models import (
    Correction,
    EnglishVersion,
    Publication,
    PublicationQuerySet,
    Section,
    State,
    Topic,
    Transition,
)
from portal.publishing.models.kinds import kinds
from portal.search.abbreviations import Abbreviations
from portal.search.models import Abbreviation
from portal.search.query import parse_query
from portal.search.scope import matches

# Of one subject a letter names so many, and leads to the rest.
MAX_NEWS: Final = 30
# One more is read, which tells that there is more.
MAX_READ: Final = MAX_NEWS + 1
type Rows = PublicationQuerySet[Publication]


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened: a page that appeared, a correction, a change."""

    title: str
    path: str
    note: str = ""

    @classmethod
    def of_page(cls, page: Publication, note: str = "") -> Self:
        return cls(with_mark(page.title, is_sample=page.is_sample), page.path, note)


class Followed(ABC):
    """One thing to follow, as it is now; of what nobody may read there is no title."""

    # Of what rows it is one, by the number that is its key; None where it is no row.
    model: ClassVar[type[Model] | None] = None

    def __init__(self, key: str) -> None:
        self.key = key

    @abstractmethod
    def title(self) -> str:
        """Return what it is called; "" where it is not there, or not for everybody."""

    @property
    def language(self) -> str:
        """Return the language of its title."""
        return get_language() or settings.LANGUAGE_CODE

    def title_for_strangers(self) -> str:
        """Return what it is called in the first letter, which anybody can have sent to anybody."""
        return self.title()

    @abstractmethod
    def path(self) -> str:
        """Return the address of its page."""

    def rest_path(self) -> str:
        """Return the address that has what a letter leaves out."""
        return self.path()

    @abstractmethod
    def news(self, since: datetime, until: datetime) -> list[News]:
        """Return what readers can see now that happened after `since` and not after `until`.

        It is no more than MAX_READ.
        """

    def has_news(self, since: datetime, until: datetime) -> bool:
        """Return whether something happened between the two moments, whatever the mark is."""
        return bool(self.news(since, until))

    def is_settled(self, until: datetime) -> bool:
        """Return whether its state is of `until`; of what was done later a next letter tells."""
        return True

    def mark(self) -> str:
        """Return the state that is compared, as it has no moments; "" of what has none."""
        return ""

    @classmethod
    def gone_keys(cls, keys: Collection[str]) -> set[str]:
        """Return those whose row was deleted; what is only hidden may be there again."""
        if cls.model is None:
            return set()
        numbers = {key: parse_key(key) for key in keys}
        rows = cls.model._default_manager.filter(pk__in=filter(None, numbers.values()))
        there = set(rows.values_list("pk", flat=True))
        return {key for key, number in numbers.items() if number not in there}


class Pages(Followed):
    """Pages that appear on a list, and corrections of pages that stand on it."""

    def rows(self) -> Rows:
        """Return the pages that belong to it and that anybody may read now."""
        return Publication.objects.public().exclude(kind=EnglishVersion.KIND)

    def news(self, since: datetime, until: datetime) -> list[News]:
        rows = self.rows().only("title", "path", "is_sample", "published_at").newest()
        new = [News.of_page(page) for page in _appeared(rows, since, until)[:MAX_READ]]
        # Who has read a mistake hears of it, however much is new.
        return [*corrected(self.rows(), since, until), *new][:MAX_READ]


def _appeared(rows: Rows, since: datetime, until: datetime) -> Rows:
    """Return the pages that readers could not see before; a backdated one when it was published."""
    dated = Publication.objects.filter(
        state=State.PUBLISHED, published_at__gt=since, published_at__lte=until
    )
    put_up = Transition.objects.after(since).filter(
        to_state=State.PUBLISHED, at__lte=until, change_set=None
    )
    # Two questions that an index answers; with OR all pages of the list would be looked at.
    return rows.filter(pk__in=dated.values("pk").union(put_up.values("publication")))


def corrected(rows: Rows, since: datetime, until: datetime) -> Iterable[News]:
    """Yield the corrections of the pages, the last one first."""
    found = Correction.objects.filter(
        at__gt=since, at__lte=until, publication__in=rows.values("pk")
    )
    found = found.select_related("publication").order_by("-at")
    for correction in found[:MAX_READ]:
        page = correction.publication
        named = with_mark(page.title, is_sample=page.is_sample)
        title = _("Correction: %(title)s") % {"title": named}
        yield News(title, f"{page.path}#{correction.anchor}", correction.text)


class Everything(Pages):
    """All that is published."""

    def title(self) -> str:
        return _("Everything new on this site") if not self.key else ""

    def path(self) -> str:
        return reverse("home")

    def rest_path(self) -> str:
        # Of each kind the home page has a few; the map leads to every list.
        return reverse("site_map")


class OfKind(Pages):
    """The list of a kind, such as all official documents."""

    def title(self) -> str:
        model = kinds().get(self.key)
        is_list = model is not None and model.LIST_VIEW and model is not EnglishVersion
        return capfirst(str(model._meta.verbose_name_plural)) if model and is_list else ""

    def path(self) -> str:
        return reverse(kinds()[self.key].LIST_VIEW)

    def rows(self) -> Rows:
        return super().rows().filter(kind=self.key)


class OfRow(Pages):
    """What stands on a section or topic, by its number."""

    model: ClassVar[type[Section | Topic]]

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.number = parse_key(key) or 0
        self.row = self.model._default_manager.filter(pk=self.number).first()

    def title(self) -> str:
        return plain_name(self.row) if self.row else ""

    @property
    def language(self) -> str:
        return super().language if self.row and self.row.name_en else VIETNAMESE

    def path(self) -> str:
        return self.row.get_absolute_url() if self.row else ""


class OfSection(OfRow):
    """The pages of a section."""

    model = Section

    def rows(self) -> Rows:
        return super().rows().filter(section=self.number)


class OfTopic(OfRow):
    """The pages on a topic."""

    model = Topic

    def path(self) -> str:
        return spoken_path(super().path())

    def rest_path(self) -> str:
        # The English page of a topic leaves out what is in Vietnamese alone.
        return super().path()

    def rows(self) -> Rows:
        return super().rows().filter(topics=self.number)


class OfSearch(Pages):
    """New pages that have the words of a search."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        table = Abbreviations.of(Abbreviation.objects.values_list("short", "long"))
        self.query = parse_query(key, table)

    def title(self) -> str:
        return _("Search: %(words)s") % {"words": self.query.text} if self.query else ""

    def title_for_strangers(self) -> str:
        # Nobody writes letters in our name.
        return _("a search on this site")

    def path(self) -> str:
        return f"{reverse('search')}?{urlencode({'q': self.query.text})}"

    def rows(self) -> Rows:
        return super().rows().filter(matches(self.query.tsquery(exact=True)))


@cache
def followed_kinds() -> dict[str, type[Followed]]:
    """Return the kinds of what can be followed, by their names in settings."""
    return {name: import_string(path) for name, path in settings.FOLLOWED.items()}


def followed(kind: str, key: str) -> Followed | None:
    """Return what is followed, if it is there and anybody may read it."""
    made = followed_kinds().get(kind)
    subject = made(key) if made else None
    return subject if subject is not None and subject.title() else None


def without_twins(news: Iterable[Iterable[News]]) -> list[News]:
    """Return all news in order, what two subjects tell of once."""
    return list(dict.fromkeys(chain.from_iterable(news)))
