"""What each action for many pages does with one of them, by the ways that single pages go."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import PUBLISH, WRITE
from portal.editing import bin as the_bin
from portal.editing import publish_checks
from portal.editing.bulk.models import Action, BulkItem, BulkJob, Phase
from portal.editing.leaning import losses_with
from portal.editing.lost_right import cost_of_writing
from portal.publishing import changes, permissions, revisions
from portal.publishing.errors import OutdatedBase, StaleSave
from portal.publishing.models import Publication, State
from portal.publishing.models.kinds import kind_named
from portal.publishing.models.revision import VersionData
from portal.publishing.state_words import change_words, page_words

STEPS = {
    Action.SUBMIT: State.SUBMITTED,
    Action.APPROVE: State.APPROVED,
    Action.PUBLISH: State.PUBLISHED,
    Action.WITHDRAW: State.WITHDRAWN,
}
# After these readers no longer see the page.
_TAKES_AWAY = frozenset({Action.WITHDRAW, Action.BIN})
_RIGHTS = {Action.APPROVE: PUBLISH, Action.PUBLISH: PUBLISH, Action.WITHDRAW: PUBLISH}


def offered(user: User, model: type[Publication]) -> list[Action]:
    """Return what somebody may choose in the list of a kind; each page is asked about by itself."""
    found: list[Action] = []
    for action in Action:
        if action == Action.RESTORE or (action == Action.SECTION and not model.SECTION_VIEW):
            continue
        if action == Action.TOPIC and not model.HAS_TOPICS:
            continue
        if user.has_perm(_RIGHTS.get(action, WRITE)):
            found.append(action)
    return found


def perform(job: BulkJob, item: BulkItem) -> str:
    """Do the job's action with one page, inside the caller's transaction; says what changed.

    Raises ValidationError with what hinders, and PermissionDenied.
    """
    page = _fresh(item)
    action = Action(job.action)
    if write := _WRITING.get(action):
        # Before it is done alone: afterwards nothing waits for this person any more.
        cost = cost_of_writing(job.user, page) if job.phase == Phase.CHECKING else ""
        return "\n".join(filter(None, [write(job, page), cost]))
    before = _where_it_stands(page)
    takes_away = action in _TAKES_AWAY and page.state == State.PUBLISHED
    losses = losses_with(page, job.user) if takes_away else []
    if action == Action.BIN:
        the_bin.move_to_bin(page, by=job.user, comment=job.comment, seen=item.seen)
    elif action == Action.RESTORE:
        the_bin.restore(page, by=job.user, seen=item.seen)
    else:
        publish_checks.transition(
            page, to=STEPS[action], by=job.user, comment=job.comment, seen=item.seen
        )
    return "\n".join([f"{before} → {_where_it_stands(page)}", *losses])


def _fresh(item: BulkItem) -> Publication:
    """Return the page as it is, locked; raises StaleSave where it is not as it was when chosen."""
    if item.publication is None:
        raise ValidationError(_("The page is no longer there."))
    page = kind_named(item.publication.kind).objects.locked().get(pk=item.publication.pk)
    if page.revision_number != item.seen:
        raise StaleSave
    return page


def _where_it_stands(page: Publication) -> str:
    change = changes.open_change(page) if page.state == State.PUBLISHED else None
    return page_words(page, change)


def _add_topic(job: BulkJob, page: Publication) -> str:
    topic = job.topic
    assert topic is not None  # noqa: S101  # asked for before the job is tried out
    _check_writable(job.user, page)
    note = _("Topic “%(topic)s” added") % {"topic": topic}
    data = _newest_text(page)
    if topic.pk in data["parts"]["topics"]:
        raise ValidationError(_("The page has this topic already."))
    if page.state == State.PUBLISHED:
        data["parts"]["topics"] = sorted([*data["parts"]["topics"], topic.pk])
        return _propose(job, page, data, note)
    page.topics.add(topic)
    revisions.record(page, by=job.user, note=note)
    return note


def _move_to_section(job: BulkJob, page: Publication) -> str:
    section = job.section
    assert section is not None  # noqa: S101  # asked for before the job is tried out
    _check_writable(job.user, page)
    note = _("Moved to the section “%(section)s”") % {"section": section}
    data = _newest_text(page)
    if data["fields"]["section_id"] == section.pk:
        raise ValidationError(_("The page is in this section already."))
    if page.state == State.PUBLISHED:
        data["fields"]["section_id"] = section.pk
        return _propose(job, page, data, note)
    page.section = section
    page.save()
    revisions.record(page, by=job.user, note=note)
    return note


def _check_writable(user: User, page: Publication) -> None:
    if not permissions.may_write(user, page):
        raise PermissionDenied


def _newest_text(page: Publication) -> VersionData:
    """Return what the writers see: of a live page the text of the change that waits on it."""
    version = changes.pending_version(page) if page.state == State.PUBLISHED else None
    if version is None:
        return revisions.snapshot(page)
    assert version.change_set is not None  # noqa: S101  # a pending version belongs to a change
    # Joining a change takes today's live text for its base; here nobody has looked at that.
    if version.change_set.is_outdated(page):
        raise OutdatedBase
    data: VersionData = version.data
    return data


def _propose(job: BulkJob, page: Publication, data: VersionData, note: str) -> str:
    version = changes.propose(page, data, by=job.user, note=note)
    assert version.change_set is not None  # noqa: S101  # what is proposed belongs to a change
    return f"{note}: {change_words(version.change_set.state)}"


_WRITING = {Action.TOPIC: _add_topic, Action.SECTION: _move_to_section}
