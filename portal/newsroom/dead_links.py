"""Links on public pages that lead nowhere, with who should mend them."""

from dataclasses import dataclass
from typing import Final

from django.db.models import F, Model, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import edits
from portal.links.registry import dead_listed, holders_of
from portal.pagecache.kept_value import KeptValue
from portal.publishing.models import ExternalAddress, Link, LinkState, Publication, State
from portal.publishing.models.access import may_read, reach_rule
from portal.publishing.models.kinds import admin_address
from portal.publishing.models.visibility import HiddenReason, hidden_rules, public_rule

MAX_ROWS = 30


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A link on a public page that leads nowhere: where it stands, why, and whose it is."""

    title: str
    page: str
    words: str
    address: str
    why: str
    who: User | None


def dead_link_rows(user: User) -> QuerySet[Link]:
    """Return the rows of the dead links of the pages that are the user's to look after."""
    # Each kind by its own index; an OR over them could use none.
    others = [rows.values("pk") for rows in (*_to_hidden(), _nowhere())]
    dead = _foreign().values("pk").union(*others)
    return _of(user, Link.objects.filter(pk__in=dead))


def dead_links(user: User) -> list[DeadLink]:
    """Return the dead links of the pages that are the user's to look after; one query."""
    return [_dead_link(row, user) for row in dead_link_rows(user)[:MAX_ROWS]]


def dead_listed_rows(user: User) -> QuerySet[ExternalAddress]:
    """Return the dead addresses that stand in fields of their own, for who edits what has them."""
    rows = dead_listed().order_by("id")
    return rows if edits(user) else rows.none()


def dead_listed_links(user: User) -> list[DeadLink]:
    """Return these addresses, each with one of the rows that have it."""
    rows = list(dead_listed_rows(user)[:MAX_ROWS])
    holders = holders_of(row.url for row in rows)
    return [_dead_listed(row, holders.get(row.url)) for row in rows]


def _dead_listed(row: ExternalAddress, holder: Model | None) -> DeadLink:
    return DeadLink(
        title=str(holder or _("lists of addresses")),
        page=_form_of(holder) if holder else "",
        words=_("web address"),
        address=row.url,
        why=row.reason,
        who=None,
    )


def _form_of(row: Model) -> str:
    try:
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return ""


def _of(user: User, rows: QuerySet[Link]) -> QuerySet[Link]:
    now = timezone.now()
    mine = rows.filter(reach_rule(user, "source__"))
    return (
        mine.filter(public_rule(now, "source__"), is_pending=False)
        .select_related("source__created_by", "target", "external")
        .only(
            *("address", "words", "source__title", "source__kind", "source__created_by"),
            *("target__title", "target__created_by", "target__state", "target__published_at"),
            *("external__reason", "external__url"),
        )
        .order_by("-source_id", "id")
    )


def _foreign() -> QuerySet[Link]:
    return Link.objects.filter(external__state=LinkState.DEAD)


def _to_hidden() -> list[QuerySet[Link]]:
    """Return the links to pages that nobody sees, and to those that hang on such a page."""
    rules = hidden_rules(timezone.now())
    if HiddenReason.SAMPLE in rules and not _HAS_SAMPLES.get():
        del rules[HiddenReason.SAMPLE]
    first, *others = (Publication.objects.filter(rule).values("pk") for rule in rules.values())
    alone = first.union(*others)
    below = Publication.objects.filter(parent_page__in=alone).values("pk")
    return [
        Link.objects.filter(target__in=hidden).exclude(target=F("source"))
        for hidden in (alone, below)
    ]


def _has_samples() -> bool:
    """Return whether a page that would else be seen is made up."""
    return Publication.objects.filter(state=State.PUBLISHED, is_sample=True).exists()


# No index leads to them, and a site of somebody's own has none: to find that out all pages are read
# once after a change that readers see, and not at each look.
_HAS_SAMPLES: Final = KeptValue(_has_samples)


def _nowhere() -> QuerySet[Link]:
    return Link.objects.filter(target=None, external=None)


def _dead_link(link: Link, user: User) -> DeadLink:
    page = link.source
    if link.external is not None:
        why = link.external.reason
    elif link.target is not None:
        why = _why_hidden(link.target, user)
    else:
        why = _("no page of ours is there")
    return DeadLink(
        title=page.title,
        page=admin_address(page.kind, page.pk),
        words=link.words or link.address,
        address=link.address,
        why=why,
        who=page.created_by,
    )


def _why_hidden(target: Publication, user: User) -> str:
    """Return what to tell of a page that readers cannot see: its title to who may read it only."""
    if may_read(user, target):
        return _("readers cannot see “%(title)s”") % {"title": target.title}
    return _("readers cannot see that page, which is somebody else's")
