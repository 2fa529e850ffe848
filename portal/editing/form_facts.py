"""What the form of a page asks of other tables, in the one query that reads the page.

Most pages have none of it, and what a page does not have is asked no second time.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet

from portal.accounts.models import User
from portal.editing.models import Autosave
from portal.publishing import authorship
from portal.publishing.models import (
    ChangeSet,
    ForcedPublication,
    Link,
    Publication,
    Remark,
    Section,
)
from portal.publishing.models.access import remember_limits
from portal.publishing.models.state import OPEN

_PREFIX: Final = "form_"


@dataclass(frozen=True, slots=True)
class FormFacts:
    """Which rows of other tables a page has, and who wrote in the text that waits."""

    has_autosave: bool
    has_change: bool
    has_remarks: bool
    has_unread_forced: bool
    is_linked_to: bool
    writers: frozenset[int]


def with_facts[P: Publication](rows: QuerySet[P], user: User) -> QuerySet[P]:
    """Return the pages with what `facts_of` takes from them, for this person's form."""
    page = {"publication_id": OuterRef("pk")}
    autosaved = Autosave.objects.filter(user=user, kind=rows.model.KIND, **page)
    limits = Section.limited_users.through.objects.filter(user_id=user.pk)
    known: Any = rows.annotate(
        form_has_autosave=Exists(autosaved),
        form_has_change=Exists(ChangeSet.objects.filter(state__in=OPEN, **page)),
        form_has_remarks=Exists(Remark.objects.unresolved().filter(**page)),
        form_has_unread_forced=Exists(ForcedPublication.objects.unread().filter(**page)),
        form_is_linked_to=Exists(Link.objects.filter(target_id=OuterRef("pk"))),
        form_writers=ArraySubquery(
            authorship.written().filter(**page).values("created_by_id").distinct()
        ),
        form_limits=ArraySubquery(limits.values("section_id")),
    )
    return known  # type: ignore[no-any-return]  # the same pages


def facts_of(page: Any, user: User) -> FormFacts:
    """Take the facts from a page that was read `with_facts`."""
    found = {
        name.removeprefix(_PREFIX): page.__dict__.pop(name)
        for name in list(page.__dict__)
        if name.startswith(_PREFIX)
    }
    remember_limits(user, found.pop("limits"))
    return FormFacts(**found | {"writers": frozenset(found["writers"])})
