"""What leans on a page beside links in texts: promises that it proves, figures, bundles.

The apps above know, and here what belongs to the page itself; a setting names their functions.
All is counted in one question.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, IntegerField, QuerySet, Value
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts.models import User
from portal.publishing import links
from portal.publishing.models import EnglishVersion, Feature, Publication


@dataclass(frozen=True, slots=True)
class Leaning:
    """Rows that need the page to be public, and what becomes of so many of them without it."""

    rows: QuerySet[Any]
    describe: Callable[[int], str]


def leaning_on(page: Publication) -> list[str]:
    """Return what happens elsewhere once readers no longer see the page, a sentence each."""
    makers: list[Callable[[Publication], list[Leaning]]] = [
        import_string(name) for name in settings.LEANING_ON_PAGES
    ]
    every = [leaning for make in makers for leaning in make(page)]
    first, *others = [_counted(place, each.rows) for place, each in enumerate(every)]
    numbers = dict(first.union(*others, all=True).order_by())
    return [each.describe(numbers[place]) for place, each in enumerate(every) if numbers.get(place)]


def losses_with(page: Publication, user: User) -> list[str]:
    """Return what else is lost where the page goes, a sentence each; of links those one may read.

    Asked before it goes: what leans on a page is not always kept with one that has gone.
    """
    number = links.pages_linking_to(page).readable_by(user).count()
    text = ngettext(
        "%(number)d page points to it with a link that will lead to “not found”.",
        "%(number)d pages point to it with links that will lead to “not found”.",
        number,
    )
    return [*leaning_on(page), *([text % {"number": number}] if number else [])]


def _counted(place: int, rows: QuerySet[Any]) -> QuerySet[Any]:
    # Names that no table of ours has for a column of its own.
    named = rows.order_by().annotate(leaning_place=Value(place, output_field=IntegerField()))
    counted = named.values("leaning_place").annotate(leaning_rows=Count("pk"))
    pairs: QuerySet[Any] = counted.values_list("leaning_place", "leaning_rows").order_by()
    return pairs


def pieces(page: Publication) -> list[Leaning]:
    """Return what is shown with the page alone: its English version, products, offers."""
    rows = Publication.objects.public().filter(parent_page=page)
    english = rows.filter(kind=EnglishVersion.KIND)
    return [Leaning(english, _translated), Leaning(rows.exclude(kind=EnglishVersion.KIND), _below)]


def features(page: Publication) -> list[Leaning]:
    """Return the places on top of the home page that the page has, or will have."""
    today = timezone.localdate()
    return [Leaning(Feature.objects.filter(page=page, ends_on__gte=today), _featured)]


def _translated(_number: int) -> str:
    return _("Its English version is hidden with it.")


def _below(number: int) -> str:
    text = ngettext(
        "%(number)d page that belongs to it, such as a product, is hidden with it.",
        "%(number)d pages that belong to it, such as products, are hidden with it.",
        number,
    )
    return text % {"number": number}


def _featured(_number: int) -> str:
    return _("It stands among the featured pages, on top of the home page, and goes from there.")
