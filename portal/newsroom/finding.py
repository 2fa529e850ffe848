"""Pages of all kinds and sections of the handbook, as the search of the admin finds them."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import works_here
from portal.kit.finding import MAX_HITS, Hit, Hits, with_all_words
from portal.kit.text.vectors import folded_text
from portal.newsroom.handbook import HANDBOOK
from portal.publishing.lookup import with_words
from portal.publishing.models import Publication, State
from portal.publishing.models.kinds import admin_address, kinds
from portal.publishing.models.visibility import public_rule
from portal.publishing.state_words import page_words

MAX_TITLES: Final = 20
# Firms have a group of their own, with their tax codes.
OF_OTHERS: Final = ("enterprise",)
_COLUMNS: Final = (
    "kind", "pk", "title", "folded_title", "state", "updated_at", "published_at", "expires_at",
    "lapses_at", "is_sample", "parent_page", "is_seen",
)  # fmt: skip


def find_pages(user: User, typed: str) -> list[Hits]:
    """Return pages that the person may read and that hold the words, by kind; one query.

    The kinds with the words in a title come first, and among them those that are written most; of
    each kind those with the words in their title, then what was changed last.
    """
    if not works_here(user):
        return []
    readable = Publication.objects.readable_by(user).annotate(is_seen=public_rule(timezone.now()))
    phrase = folded_text(typed).strip()
    # Each kind is walked from its newest page on, so that words on every page cost no more; titles
    # are asked apart, as many as come, for a page may be old and yet be named just so.
    titles = readable.filter(state=State.PUBLISHED, folded_title__contains=phrase).order_by()
    branches = [titles.exclude(kind__in=OF_OTHERS).values_list(*_COLUMNS)[:MAX_TITLES]]
    branches += [
        _newest(readable.filter(kind=kind), typed) for kind in kinds() if kind not in OF_OTHERS
    ]
    first, *others = branches
    found: dict[str, list[Any]] = defaultdict(list)
    for kind, *row in first.union(*others).order_by():
        found[kind].append(row)
    return [_hits(kind, found[kind], phrase, typed) for kind in _in_order(found, phrase)]


def _in_order(found: Mapping[str, list[Any]], phrase: str) -> list[str]:
    """Return the kinds by their nearest title, then as the menu of what is written has them."""
    written = [entry.target for entry in settings.ADMIN_WRITES]
    labels = {kind: model._meta.label for kind, model in kinds().items() if kind in found}

    def place(kind: str) -> tuple[int, int]:
        nearest = min(_nearness(row[2], phrase) for row in found[kind])
        return nearest, (*written, labels[kind]).index(labels[kind])

    return sorted(labels, key=place)


def _words(
    state: str,
    *moments: datetime | None,
    is_sample: bool = False,
    parent: int | None = None,
    is_seen: bool = True,
) -> str:
    """Say how a page stands, as its list does."""
    names = ("published_at", "expires_at", "lapses_at")
    row = Publication(state=state, is_sample=is_sample, **dict(zip(names, moments, strict=True)))
    if parent is not None and not is_seen:
        # Which page it is matters to nobody here: one that readers cannot see.
        row.parent_page = Publication()
    return page_words(row)


def _facts(state: str, updated_at: datetime) -> str:
    day = f"{timezone.localtime(updated_at):%d/%m/%Y}"
    return gettext("%(state)s · changed on %(day)s") % {"state": state, "day": day}


def _newest(rows: QuerySet[Any, Any], typed: str) -> QuerySet[Any, Any]:
    found = with_words(rows, typed).order_by("-updated_at", "-id")
    columns: QuerySet[Any, Any] = found.values_list(*_COLUMNS)[: MAX_HITS + 1]
    return columns


def _hits(kind: str, rows: list[Any], phrase: str, typed: str) -> Hits:
    rows.sort(key=lambda row: row[4], reverse=True)
    rows.sort(key=lambda row: _nearness(row[2], phrase))
    hits = (
        Hit(
            title,
            admin_address(kind, pk),
            _facts(
                _words(state, *moments, is_sample=is_sample, parent=parent, is_seen=is_seen),
                updated_at,
            ),
        )
        for pk, title, _folded, state, updated_at, *moments, is_sample, parent, is_seen in rows[
            :MAX_HITS
        ]
    )
    model = kinds()[kind]
    return Hits(
        capfirst(str(model._meta.verbose_name_plural)),
        tuple(hit for hit in hits if hit.url),
        more_url=_list_of(model, typed) if len(rows) > MAX_HITS else "",
    )


def _nearness(folded_title: str, phrase: str) -> int:
    if folded_title.startswith(phrase):
        return 0
    return 1 if phrase in folded_title else 2


def _list_of(model: type[Publication], typed: str) -> str:
    options = model._meta
    try:
        place = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    except NoReverseMatch:
        return ""
    return f"{place}?{urlencode({'q': typed})}"


def find_sections_of_handbook(user: User, typed: str) -> list[Hits]:
    """Return the sections of the handbook whose headings hold the words."""
    document = HANDBOOK.document() if works_here(user) else None
    if document is None:
        return []
    place = reverse("admin:handbook")
    hits = (Hit(each.words, f"{place}#{each.anchor}") for each in document.headings)
    return [Hits(_("Handbook"), with_all_words(hits, typed))]
