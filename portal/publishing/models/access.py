"""Which pages somebody on the staff may read, and which are theirs to work on."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Q, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import PUBLISH, edits
from portal.publishing.models.state import State
from portal.publishing.models.visibility import come_out_rule, has_come_out

if TYPE_CHECKING:
    from portal.publishing.models.publication import Publication


def limits_of(user: User) -> set[int]:
    """Return the sections that the user's rights are limited to.

    None where they reach everywhere.
    """
    known: set[int] | None = user.__dict__.get("_limits")
    if known is not None:
        return known
    # Asked once a request, however many pages and fields want to know.
    prefetch_related_objects([user], "sections")
    return {section.pk for section in user.sections.all()}


def remember_limits(user: User, sections: Iterable[int]) -> None:
    """Spare this request the question for `limits_of`: the caller has just read the answer."""
    user.__dict__["_limits"] = set(sections)


def works_in(user: User, section_id: int | None) -> bool:
    """Return whether the user's rights reach into a section.

    Without limits they reach everywhere.
    """
    limits = limits_of(user)
    return not limits or section_id in limits


def check_section(user: User, page: "Publication") -> None:
    """Raise ValidationError where the user's rights do not reach into the section of a page."""
    if not works_in(user, page.section_id):
        raise ValidationError(_("It is in a section that your rights do not reach into."))


def may_decide(user: User, page: "Publication") -> bool:
    """Return whether somebody has the right to decide here.

    Whose own text it is, is another question.
    """
    return user.has_perm(PUBLISH) and works_in(user, page.section_id)


def readable_rule(user: User, prefix: str = "") -> Q:
    """Return the rule of which pages somebody on the staff may read, published or not.

    Editors and publishers read all, in every section; others what they made themselves and what
    has appeared: a text that waits for its hour is as secret as a draft. What lies in the bin is
    read on the bin's own page only.
    `prefix` leads from other rows to their publication, such as "source__".
    """
    rule = ~Q(**{f"{prefix}state": State.BINNED})
    if edits(user):
        return rule
    return rule & (Q(**{f"{prefix}created_by": user}) | come_out_rule(timezone.now(), prefix))


def may_read(user: User, page: "Publication") -> bool:
    """Return whether somebody on the staff may know what a page says, wherever it lies.

    It is the rule above for a page at hand; whoever comes upon one in the bin may know it, too.
    """
    return edits(user) or page.created_by_id == user.pk or has_appeared(page)


def moment_rule(user: User) -> Q:
    """Return the rule of which changes somebody on the staff may know the moment of.

    Editors know all; others of what they began or what waits on their own pages.
    """
    return Q() if edits(user) else Q(opened_by=user) | Q(publication__created_by=user)


def member_rule(user: User) -> Q:
    """Return the rule of which members of bundles somebody on the staff may know the moment of.

    Editors know all; others those of their own bundles, and their own pages.
    """
    return Q() if edits(user) else Q(bundle__created_by=user) | Q(publication__created_by=user)


def has_appeared(page: "Publication") -> bool:
    """Return whether a page is published and its hour has come, whether or not it has ended."""
    return has_come_out(page.state, page.published_at, timezone.now())


def section_rule(user: User, prefix: str = "") -> Q:
    """Return the rule of which pages stand in the sections that the user's rights reach into.

    Without limits these are all, and with limits never a page that stands in no section.
    """
    limits = limits_of(user)
    return Q(**{f"{prefix}section__in": sorted(limits)}) if limits else Q()


def reach_rule(user: User, prefix: str = "") -> Q:
    """Return the rule of which pages are the user's to look after, in any state.

    Editors and publishers look after all, others after what they made themselves; each within
    the sections that their rights are limited to.
    """
    within = section_rule(user, prefix)
    return within if edits(user) else within & Q(**{f"{prefix}created_by": user})
