"""Tells which steps are news to whom: what waits for a publisher, what became of one's own text."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import PUBLISH, works_here
from portal.newsroom.models import LetterChoice
from portal.publishing import authorship
from portal.publishing.changes import state_at_hand
from portal.publishing.concerned import concerned_by, hears_of
from portal.publishing.models import ChangeSet, Publication, State, Transition
from portal.publishing.models.kinds import admin_address, in_bulk, kind_label
from portal.publishing.models.querysets import heavy_columns
from portal.publishing.scheduling import in_words
from portal.publishing.state_words import page_words


class About(StrEnum):
    """The kinds of news, as the fields of a choice of letters are called."""

    WAITING = "waiting"
    RETURNED = "returned"
    PUBLISHED = "published"


KINDS = {
    State.SUBMITTED: About.WAITING,
    State.CHANGES_ASKED: About.RETURNED,
    State.DISCARDED: About.RETURNED,
    State.APPROVED: About.PUBLISHED,
    State.PUBLISHED: About.PUBLISHED,
}


@dataclass(frozen=True, slots=True)
class News:
    """A step as one person is told of it."""

    about: About
    what_happened: str
    title: str
    kind: str
    comment: str
    # Below the site's address: the page on which to answer.
    address: str
    at: datetime


def people() -> list[User]:
    """Return those of the staff who can be written to."""
    rows = User.objects.filter(is_active=True, is_staff=True).exclude(email="")
    return [user for user in rows.order_by("pk") if works_here(user)]


def turned_off(matter: str) -> set[int]:
    """Return the keys of who wants no letters about a matter that is either told or not."""
    rows = LetterChoice.objects.filter(**{matter: False})
    return set(rows.values_list("user_id", flat=True))


def news_of(steps: Sequence[Transition], users: Iterable[User]) -> dict[int, list[News]]:
    """Return what each person, by key, is told of these steps; whoever took a step knows of it."""
    keys = [(step.publication_id, step.publication.kind) for step in steps]
    pages = in_bulk(keys, without=heavy_columns())
    writers = authorship.writers_of(pages)
    concerned = concerned_by(steps)
    found: dict[int, list[News]] = defaultdict(list)
    for user in users:
        publishes = user.has_perm(PUBLISH)
        for step in steps:
            page = pages.get(step.publication_id)
            if page is None or step.by_id == user.pk or not _holds(step, page):
                continue
            if not hears_of(user, page):
                continue
            if step.to_state == State.SUBMITTED:
                is_theirs = publishes and user.pk not in writers[page.pk]
                is_theirs = is_theirs and not page.is_kept_by(user)
            else:
                is_theirs = user.pk in concerned[step.pk]
            if is_theirs:
                found[user.pk].append(_news_of_step(step, page))
    return found


def _holds(step: Transition, page: Publication) -> bool:
    """Return whether the text still stands where the step has led it.

    Else there is other news by now.
    """
    change = step.change_set
    if step.to_state == State.APPROVED:
        # That alone changes nothing for readers, and nothing is to be done by the writer.
        return change is not None and change.state == State.APPROVED and change.is_for_later
    return step.to_state == state_at_hand(page, change)


def _news_of_step(step: Transition, page: Publication) -> News:
    about, change = KINDS[State(step.to_state)], step.change_set
    view = "change"
    if about == About.WAITING:
        view = "review" if change is not None else "preview"
    address = admin_address(page.kind, page.pk, view=view)
    if about == About.PUBLISHED and page.is_public and step.to_state == State.PUBLISHED:
        address = page.path
    return News(
        about,
        _what_happened(step, page, change),
        str(page),
        kind_label(page.kind),
        step.comment,
        address,
        step.at,
    )


def _what_happened(step: Transition, page: Publication, change: ChangeSet | None) -> str:
    by = {"who": step.by} if step.by is not None else {"who": _("the site")}
    match step.to_state:
        case State.SUBMITTED:
            return _("waits for your decision, sent by %(who)s") % by
        case State.CHANGES_ASKED:
            return _("was returned by %(who)s, to be corrected") % by
        case State.DISCARDED:
            return _("was not accepted by %(who)s; readers see the page as before") % by
        case State.APPROVED:
            moment = {"at": in_words(change.publish_at if change is not None else None)}
            return _("is approved and takes effect at %(at)s") % moment
    if page.is_public:
        return _("is published: readers see it now")
    return _("is decided on: %(state)s") % {"state": page_words(page)}
