"""Topics: what is public on a subject, of every kind, and the list of the subjects."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from portal.kit.postgres.keys import KeyAmong, array_of
from portal.kit.postgres.prepared import Prepared, PreparedText
from portal.pagecache.fragments import kept_unless_asked
from portal.publishing.models import Publication, PublicationQuerySet, Topic
from portal.publishing.models.kinds import kinds
from portal.publishing.models.searched import Beside
from portal.publishing.paging import only_page, page_of
from portal.publishing.structured import collection_page
from portal.site.card_facts import CardFacts

# Of each kind so many stand on a topic's page; the rest on the pages of that kind.
SHOWN: Final = 5
TOPICS_A_PAGE: Final = 100


@dataclass(frozen=True, slots=True)
class Group:
    """The newest pages of one kind on a topic, and whether there are others."""

    kind: str
    label: str
    # Each with what is said of it, such as a day of issue, by the day that is shown.
    cards: list[tuple[Publication, Beside]]
    has_more: bool


def _kinds() -> list[str]:
    """Return the kinds that stand on the pages of topics."""
    return [kind for kind, model in kinds().items() if model.HAS_TOPICS]


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is public on one topic: the newest of each kind, or all of `?loai=`."""
    found = get_object_or_404(Topic, slug=slug)
    kind = request.GET.get("loai", "")
    if kind:
        rows = Publication.objects.public().filter(topics=found)
        return _of_one_kind(request, found, rows, kind)
    only_page(request)
    # Asked for where the page's fragments are made.
    groups: Any = SimpleLazyObject(lambda: list(_groups(found)))
    context = {"topic": found, "groups": groups, "json_ld": lambda: _json_ld(found, groups)}
    context["canonical_url"] = _canonical_url(found)
    context["kept_page"] = kept_unless_asked(request)
    return render(request, "portal/topic.html", context)


def _json_ld(topic: Topic, groups: Iterable[Group]) -> SafeString:
    shown = [page for group in groups for page, _beside in group.cards]
    about = topic.description or topic.name
    return collection_page(topic.name, topic.get_absolute_url(), about, shown)


def _of_one_kind(
    request: HttpRequest, topic: Topic, rows: PublicationQuerySet[Publication], kind: str
) -> HttpResponse:
    if kind not in _kinds():
        raise Http404
    page = page_of(request, rows.filter(kind=kind).for_lists().newest())
    cards = CardFacts(page.rows).cards()
    context = {"topic": topic, "page": page, "cards": cards, "label": kind_heading(kind)}
    context["canonical_url"] = _canonical_url(topic, kind, page.number)
    return render(request, "portal/topic.html", context)


def _canonical_url(topic: Topic, kind: str = "", page: int = 1) -> str:
    """Return the address of what is shown: of all kinds, which has one page, or of one kind."""
    parameters = {"loai": kind} if kind else {}
    if page > 1:
        parameters["trang"] = str(page)
    query = f"?{urlencode(parameters)}" if parameters else ""
    return f"{settings.SITE_URL}{topic.get_absolute_url()}{query}"


def _newest_of_a_kind(topic: int, at: datetime) -> QuerySet[Any, Any]:
    rows = Publication.objects.public(at).filter(topics=topic, kind=RawSQL("kinds.kind", ()))
    return rows.newest().values("pk")[: SHOWN + 1]


_newest: Final = PreparedText(_newest_of_a_kind, topic=int, at=datetime)


def _newest_of_each_kind(topic: Topic) -> list[int]:
    """Return the keys of the newest public pages of each kind on a topic.

    Each kind's own newest are read along its index; a window over all of a large topic would read
    it to its end, and a union of all kinds takes longer to plan than to read.
    """
    newest, values = _newest(topic=topic.pk, at=timezone.now())
    params: list[Any] = [_kinds(), *values]
    sql = f"""
        SELECT found.pk FROM unnest(%s) AS kinds (kind) CROSS JOIN LATERAL ({newest}) AS found
    """  # noqa: S608  # made of Django's own SQL and of constants
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [key for (key,) in cursor.fetchall()]


def _pages_of(keys: str, at: datetime) -> PublicationQuerySet[Publication]:
    return Publication.objects.public(at).filter(KeyAmong(keys)).for_lists().newest()


_pages: Final = Prepared(_pages_of, keys=str, at=datetime)


def _groups(topic: Topic) -> Iterator[Group]:
    """Yield the newest of each kind, in two queries however many kinds and pages there are."""
    keys = array_of(_newest_of_each_kind(topic))
    pages = _pages(keys=keys, at=timezone.now())
    first = [kind for kind in settings.TOPIC_KINDS_FIRST if kind in kinds()]
    for kind in dict.fromkeys([*first, *kinds()]):
        of_kind = [page for page in pages if page.kind == kind]
        if of_kind:
            cards = sorted(CardFacts(of_kind[:SHOWN]).cards(), key=_day_shown, reverse=True)
            yield Group(kind, kind_heading(kind), cards, len(of_kind) > SHOWN)


def _day_shown(card: tuple[Publication, Beside]) -> date:
    page, beside = card
    return beside.day or timezone.localdate(page.published_at)


def kind_heading(kind: str) -> str:
    """Return the name of a kind as the heading of its pages."""
    return capfirst(str(kinds()[kind]._meta.verbose_name_plural))


def topic_list(request: HttpRequest) -> HttpResponse:
    """Show the topics on which something is public, in the order of the Vietnamese alphabet."""
    page = page_of(request, used_topics(), size=TOPICS_A_PAGE)
    return render(request, "portal/topic_list.html", {"page": page, "topics": page.rows})


def used_topics() -> QuerySet[Topic]:
    """Return the topics on which something is public, by name."""
    public = Publication.objects.public().filter(topics=OuterRef("pk"), kind__in=_kinds())
    return Topic.objects.filter(Exists(public))
