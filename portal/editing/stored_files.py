"""Who of those signed in may fetch a stored file that no public page offers."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from portal.accounts.models import User
from portal.accounts.roles import edits, works_here
from portal.accounts.second_step import lacks_second_factor
from portal.publishing.models import Attachment, AttachmentVersion, Publication, Revision, State
from portal.publishing.models.access import may_read
from portal.publishing.models.kinds import kind_named


def page_to_fetch_from(user: User | AnonymousUser, name: str) -> Publication | None:
    """Return a page that holds this file, in whichever version, and that somebody may read.

    One that has it now comes first; None where there is none.
    """
    if not isinstance(user, User) or not user.is_active or lacks_second_factor(user):
        return None
    if not user.is_staff:
        kept = _pages_with(name, is_for_keeper=True)
        return next((page for page in kept if _is_kept_by(user, page)), None)
    pages = _pages_with(name) if works_here(user) else []
    return next((page for page in pages if _is_read_by(user, page)), None)


def _pages_with(name: str, *, is_for_keeper: bool = False) -> list[Publication]:
    """Return the pages of which a row or a version names the file; `is_attached`: a row does.

    To a page's keeper outside the staff, versions that the staff prepares do not count.
    """
    attached = Attachment.objects.filter(file=name).order_by()
    earlier = AttachmentVersion.objects.filter(file=name).order_by()
    versions = _versions_with(name, is_for_keeper=is_for_keeper)
    keys = attached.values("publication").union(
        earlier.values("publication"), versions.values("publication")
    )
    rows = Publication.objects.filter(pk__in=keys).exclude(state=State.BINNED)
    rows = rows.only("kind", "state", "published_at", "created_by")
    is_attached = Exists(attached.filter(publication=OuterRef("pk")))
    return list(rows.annotate(is_attached=is_attached).order_by("-is_attached", "-pk"))


def _versions_with(name: str, *, is_for_keeper: bool) -> QuerySet[Revision]:
    part = [{"file": name}]
    versions = Revision.objects.filter(data__parts__attachments__contains=part).order_by()
    prepared = Q(change_set__opened_by__is_staff=True) & ~Q(change_set__state=State.PUBLISHED)
    return versions.exclude(prepared) if is_for_keeper else versions


def name_on(page: Publication, name: str, *, is_for_keeper: bool) -> str:
    """Return what a page calls a stored file, for what it is saved as is no sum; "" if nothing.

    Now, or in the newest version with it. What other pages call it need not be for whoever reads
    this one.
    """
    now = Attachment.objects.filter(file=name, publication=page).order_by("-pk")
    if (called := now.values_list("name", flat=True).first()) is not None:
        return called
    versions = _versions_with(name, is_for_keeper=is_for_keeper).filter(publication=page)
    newest = versions.order_by("-number").first()
    rows = newest.data["parts"]["attachments"] if newest is not None else []
    return next((row.get("name", "") for row in rows if row.get("file") == name), "")


def _is_read_by(user: User, page: Publication) -> bool:
    """Return whether one of the staff reads the page, and what of it readers do not see."""
    if edits(user):
        return True
    is_attached: bool = page.is_attached  # type: ignore[attr-defined]  # annotated above
    return page.created_by_id == user.pk or (is_attached and may_read(user, page))


def _is_kept_by(user: User, page: Publication) -> bool:
    """Return whether somebody outside the staff keeps the page, as an enterprise its own."""
    model = kind_named(page.kind)
    if model.is_kept_by is Publication.is_kept_by:
        return False
    return model.objects.get(pk=page.pk).is_kept_by(user)
