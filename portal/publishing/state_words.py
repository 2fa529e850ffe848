"""How a page stands, in the words of every screen: each said once, and true at the moment."""

from collections.abc import Callable
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.kit.samples import is_shown
from portal.publishing import permissions
from portal.publishing.concerned import is_left_to_nobody
from portal.publishing.models import (
    BundleMember,
    BundleState,
    ChangeSet,
    Publication,
    Revision,
    State,
)
from portal.publishing.models.access import member_rule, moment_rule
from portal.publishing.models.kinds import admin_address
from portal.publishing.models.state import OPEN
from portal.publishing.models.visibility import HiddenReason, hidden_reasons, public_rule
from portal.publishing.scheduling import in_words
from portal.publishing.steps import Step

_CHANGES = {
    State.DRAFT: gettext_lazy("a change, not sent yet"),
    State.SUBMITTED: gettext_lazy("a change waits for review"),
    State.CHANGES_ASKED: gettext_lazy("a change went back for changes"),
    State.APPROVED: gettext_lazy("a change is approved, not public yet"),
}
# What is said of a text that was saved and sent nowhere, by where it stands.
_SAVED = {
    State.DRAFT: gettext_lazy("Nobody is asked yet: send it for review when it is ready."),
    State.SUBMITTED: gettext_lazy("It waits for a publisher as it is now."),
    State.CHANGES_ASKED: gettext_lazy("Send it for review again when it is mended."),
    State.APPROVED: gettext_lazy("It waits to be published."),
}


class DisplayedState(TextChoices):
    """What lists tell apart: where readers stand with a page, and what waits."""

    DRAFT = "draft", gettext_lazy("draft")
    SUBMITTED = "submitted", gettext_lazy("submitted for review")
    CHANGES_ASKED = "changes_asked", gettext_lazy("changes asked for")
    APPROVED = "approved", gettext_lazy("approved")
    SCHEDULED = "scheduled", gettext_lazy("scheduled")
    PUBLIC = "published", gettext_lazy("published")
    CHANGED = "changed", gettext_lazy("published, a change waits")
    HIDDEN = "hidden", gettext_lazy("expired or hidden")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


def displayed_state_rule(state: DisplayedState, at: datetime, user: User) -> Q:
    """Return the rule of which pages stand so at a moment, as far as the user may know."""
    live = Q(state=State.PUBLISHED)
    match state:
        case DisplayedState.SCHEDULED:
            return reduce(or_, scheduled_rules(at, user))
        case DisplayedState.PUBLIC:
            return live & public_rule(at)
        case DisplayedState.HIDDEN:
            return live & Q(published_at__lte=at) & ~public_rule(at)
        case DisplayedState.CHANGED:
            return live & Q(Exists(_open_changes()))
    return Q(state=state.value)


def scheduled_rules(at: datetime, user: User) -> list[Q]:
    """Return the rules of what appears by itself later: a page, its change, or with its bundle.

    Of changes and bundles only those whose moment the user may know. Each by itself is found by
    an index.
    """
    changes = ChangeSet.objects.at_hand(State.APPROVED).filter(moment_rule(user), publish_at__gt=at)
    members = BundleMember.objects.filter(
        member_rule(user), bundle__state=BundleState.SCHEDULED, bundle__publish_at__gt=at
    )
    return [
        Q(state=State.PUBLISHED, published_at__gt=at),
        Q(pk__in=changes.values("publication")),
        Q(pk__in=members.values("publication")) & ~Q(state__in=(State.WITHDRAWN, State.BINNED)),
    ]


def with_change_state(pages: QuerySet[Any, Any], user: User) -> QuerySet[Any, Any]:
    """Return the pages, each with the change that waits on it.

    Its state and last saving, and its moment where the user may know it.
    """
    waiting = _open_changes()
    written = Revision.objects.filter(
        publication_id=OuterRef("pk"), change_set__state__in=OPEN
    ).order_by("-number")
    found: QuerySet[Any, Any] = pages.annotate(
        change_state=Subquery(waiting.values("state")[:1]),
        change_moment=Subquery(waiting.filter(moment_rule(user)).values("publish_at")[:1]),
        change_written_at=Subquery(written.values("created_at")[:1]),
    )
    return found


def _open_changes() -> QuerySet[ChangeSet]:
    return ChangeSet.objects.filter(publication_id=OuterRef("pk"), state__in=OPEN)


def change_words(state: str, moment: datetime | None = None) -> str:
    """Say how a change to a live page stands, and from when on it shall hold."""
    if state == State.APPROVED and moment is not None and moment > timezone.now():
        return _("a change is approved, from %(moment)s on") % {"moment": in_words(moment)}
    return str(_CHANGES.get(State(state), State(state).label))


def page_words(page: Publication, change: ChangeSet | None = None) -> str:
    """Say how a page stands at the moment, and the change that waits on it.

    The change, or else what `with_change_state` has found.
    """
    words = _words_of(page, timezone.now())
    state = change.state if change is not None else getattr(page, "change_state", None)
    moment = change.publish_at if change is not None else getattr(page, "change_moment", None)
    if state is None or page.state != State.PUBLISHED:
        return words
    return f"{words} – {change_words(state, moment)}"


def _words_of(page: Publication, now: datetime) -> str:
    match next(hidden_reasons(page, now), None):
        case HiddenReason.SAMPLE:
            return _("hidden while samples are not shown")
        case HiddenReason.TO_COME:
            return _("scheduled for %(moment)s") % {"moment": in_words(page.published_at)}
        case HiddenReason.EXPIRED:
            return _("expired at %(moment)s") % {"moment": in_words(page.expires_at)}
        case HiddenReason.LAPSED:
            return _("hidden until somebody vouches for it")
        case HiddenReason.PARENT:
            return _("hidden with what it belongs to")
    return page.get_state_display()


def step_message(page: Publication, step: Step) -> SafeString:
    """Tell what a step has moved, what readers see now and who is asked next; leads to the page."""
    message, next_step = str(step.done), str(step.next_step)
    if step.subject == "page" and step.target == State.PUBLISHED and not page.is_public:
        message = _("“%(title)s” is now: %(state)s.")
    elif step.target == State.APPROVED:
        next_step = _of_moment_to_come(page, step) or next_step
    elif step.target == State.SUBMITTED and not permissions.deciders(page):
        next_step = _(
            "No publisher is left who could approve it: each wrote in it, or works in other "
            "sections. Ask an administrator."
        )
    elif step.target == State.CHANGES_ASKED and is_left_to_nobody(page):
        next_step = _(
            "Nobody who wrote it or sent it can go on with it any more: ask an editor to. "
            "Your word stands in the form."
        )
    values = {"title": page, "state": page_words(page)}
    return _with_link(page, [message % values, _what_readers_see(page, step), next_step])


def _of_moment_to_come(page: Publication, step: Step) -> str:
    """Tell what happens at the moment that an approved page or change has, where it has one."""
    if step.subject == "change":
        change = ChangeSet.objects.filter(publication_id=page.pk, state=State.APPROVED).first()
        moment = change.publish_at if change is not None else None
        message = _("They will see the new text from %(moment)s on.")
    else:
        moment = page.published_at
        message = _(
            "A publisher is asked next: published before %(moment)s, it appears by itself then."
        )
    is_to_come = moment is not None and moment > timezone.now()
    return message % {"moment": in_words(moment)} if is_to_come else ""


def decided_message(page: Publication, change: ChangeSet) -> SafeString:
    """Tell what became of a change that was decided field by field, and what readers see now."""
    if change.state == State.DISCARDED:
        message = _("The change to “%(title)s” was refused.")
        what_readers_see = (
            _("Readers see the page as before.") if page.is_public else readers_see(page)
        )
    else:
        message = _("What you accepted of “%(title)s” is in place.")
        what_readers_see = _new_text(page)
    return _with_link(page, [message % {"title": page}, what_readers_see])


def saved_message(page: Publication, change: ChangeSet | None = None) -> SafeString:
    """Tell what was saved and sent nowhere; `change` is where the text of a live page went."""
    if change is not None:
        message, state = _("Your change to “%(title)s” is kept."), change.state
        what_readers_see = _old_text(page)
    else:
        message, state = _("“%(title)s” is saved."), page.state
        what_readers_see = readers_see(page)
    next_step = str(_SAVED.get(State(state), ""))
    return _with_link(page, [message % {"title": page}, what_readers_see, next_step])


def change_message(page: Publication, change: ChangeSet) -> str:
    """Tell how the change that waits on a page stands, what readers see and who is asked next."""
    message = f"{capfirst(change_words(change.state, change.publish_at))}."
    # What has its moment goes out by itself: nobody is asked.
    next_step = "" if change.is_for_later else str(_SAVED.get(State(change.state), ""))
    return " ".join(each for each in (message, _old_text(page), next_step) if each)


def is_to_come(page: Publication) -> bool:
    """Return whether a page is let through and waits for its moment."""
    moment = page.published_at
    return page.state == State.PUBLISHED and moment is not None and moment > timezone.now()


def readers_see(page: Publication) -> str:
    """Say what readers see of a page at the moment."""
    if page.is_public:
        return _("Readers see it now.")
    if not is_shown(is_sample=page.is_sample):
        return _("Readers do not see it: this site shows no samples.")
    above = page.parent_page if page.state == State.PUBLISHED else None
    if above is not None and not above.is_public:
        return _of_piece(page, above)
    if is_to_come(page):
        moment = {"moment": in_words(page.published_at)}
        return _("Readers will see it from %(moment)s on.") % moment
    if page.state not in (State.PUBLISHED, State.WITHDRAWN) or not page.was_seen():
        return _("Readers do not see it.")
    if _has_notice(page):
        return _("Readers no longer see it: its address tells them why.")
    return _("Readers no longer see it: its address answers “not found”.")


def _of_piece(page: Publication, above: Publication) -> str:
    """Say when readers see what is public only with another page, which they do not see now."""
    moments = [each.published_at for each in (page, above) if each.published_at is not None]
    if is_to_come(above):
        message = _("Readers will see it from %(moment)s on, with the page that it belongs to.")
        return message % {"moment": in_words(max(moments))}
    return _("Readers do not see it now: they see it only with the page that it belongs to.")


def _has_notice(page: Publication) -> bool:
    """Return whether readers meet at the page's address why it is gone."""
    has_public_notice: Callable[[Publication], bool] = import_string(settings.HAS_WITHDRAWAL_NOTICE)
    return has_public_notice(page)


def readers_see_beside(page: Publication, change: ChangeSet | None) -> str:
    """Say what readers see of a page while its form shows the change that waits on it, if any."""
    return readers_see(page) if change is None else _old_text(page)


def _what_readers_see(page: Publication, step: Step) -> str:
    if step.subject == "page":
        return readers_see(page)
    if step.target == State.PUBLISHED:
        return _new_text(page)
    return _old_text(page)


def _new_text(page: Publication) -> str:
    return _("Readers see the new text now.") if page.is_public else readers_see(page)


def _old_text(page: Publication) -> str:
    return _("Readers still see the old text.") if page.is_public else readers_see(page)


def _with_link(page: Publication, sentences: list[str]) -> SafeString:
    """Join the sentences, with the way to where readers see the page, or else to its preview."""
    text = " ".join(each for each in sentences if each)
    if page.is_public:
        return format_html('{} <a href="{}">{}</a>', text, page.path, _("See the page"))
    address = admin_address(page.kind, page.pk, view="preview")
    linked = format_html('{} <a href="{}">{}</a>', text, address, _("See the preview"))
    if page.state != State.WITHDRAWN or page.live_number is None or not page.was_seen():
        return linked
    # At its address readers who have seen it may be told why it is gone.
    way = f"{reverse('admin:addresses_withdrawalnotice_add')}?publication={page.pk}"
    label = _("See what readers are told") if _has_notice(page) else _("Tell readers why")
    return format_html('{} <a href="{}">{}</a>', linked, way, label)
