"""The pages of a question as they would be, a handful at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import PUBLISH
from portal.editing.lost_right import cost_of_writing
from portal.newsroom.replacing.candidates import Question, keys
from portal.newsroom.replacing.fields import Replacement, replace
from portal.publishing import authorship, permissions, revisions
from portal.publishing.models import ChangeSet, Publication, Revision, State
from portal.publishing.models.kinds import in_bulk
from portal.publishing.models.revision import VersionData
from portal.publishing.models.state import OPEN

# Pages looked at in one request at most, and read from the database together.
MAX_LOOKED_AT = 400
TOGETHER = 40


@dataclass(frozen=True, slots=True)
class Proposal:
    """A page with the wording in it: as it would be, or why it is left alone."""

    page: Publication
    old: VersionData
    replacement: Replacement
    refusal: str
    # What it costs who replaces, where they decide about the text.
    cost: str

    @property
    def is_open(self) -> bool:
        return not self.refusal

    @property
    def waits(self) -> bool:
        """Return whether readers see the page, so that its change waits for approval."""
        return self.page.state == State.PUBLISHED


@dataclass(frozen=True, slots=True)
class Leaf:
    """Some proposals, and the key after which the next ones come; none where all were seen."""

    proposals: list[Proposal]
    following: int | None


def leaf(question: Question, *, by: User, after: int = 0, size: int) -> Leaf:
    """Return the next proposals of a question; bounded, also where little of what is found fits."""
    found: list[Proposal] = []
    for number, (key, each) in enumerate(_all(question, by=by, after=after), 1):
        if each is not None and (each.replacement.count or each.replacement.by_hand):
            found.append(each)
        if len(found) == size or number == MAX_LOOKED_AT:
            more = keys(question, after=key)[:1]
            return Leaf(found, key if list(more) else None)
    return Leaf(found, None)


def _all(question: Question, *, by: User, after: int) -> Iterator[tuple[int, Proposal | None]]:
    """Every page that may hold the wording, read some together; None where it has just gone."""
    while batch := list(keys(question, after=after)[:TOGETHER]):
        proposals = _proposals(question, batch, by=by)
        yield from ((key, proposals.get(key)) for key in batch)
        if len(batch) < TOGETHER:
            return
        after = batch[-1]


def _proposals(question: Question, batch: Sequence[int], *, by: User) -> dict[int, Proposal]:
    rows = Publication.objects.filter(pk__in=batch).values_list("pk", "kind")
    # The text that readers have: a change that was given up has counted versions on, too.
    live = Q(publication__state=State.PUBLISHED)
    newest = Revision.objects.filter(
        live & Q(number=F("publication__live_number"))
        | ~live & Q(number=F("publication__revision_number")),
        publication_id__in=batch,
    )
    kept = {version.publication_id: version.data for version in newest}
    changes = {
        change.publication_id: change
        for change in ChangeSet.objects.filter(publication_id__in=batch, state__in=OPEN)
    }
    found, pages = {}, in_bulk(rows)
    waiting = [key for key, page in pages.items() if page.state == State.SUBMITTED]
    writers = authorship.writers_of(waiting) if by.has_perm(PUBLISH) else {}
    for key, page in pages.items():
        # What was loaded by the thousand has no version before its first change.
        data = kept.get(key) or revisions.snapshot(page)
        replacement = replace(page, data, question.wording, question.groups)
        why = refusal(page, replacement, changes.get(key), by=by)
        cost = cost_of_writing(by, page, writers[key]) if key in writers else ""
        found[key] = Proposal(page, data, replacement, why, cost)
    return found


def refusal(
    page: Publication, replacement: Replacement, change: ChangeSet | None, *, by: User
) -> str:
    """Why a page is left alone, with what to do; nothing where it is not."""
    if change is not None and page.state == State.PUBLISHED:
        state = {"state": change.get_state_display()}
        return _("A change waits on it already (%(state)s): decide that one first.") % state
    if page.state == State.APPROVED:
        return _("It is approved and waits to be published: publish it, or take it back first.")
    if not permissions.may_write(by, page):
        return _("It is not yours to change.")
    if replacement.problem:
        return replacement.problem
    if not replacement.count:
        return _("Formatting or a link stands within the words: change it by hand.")
    return ""
