"""What remarks mean for the steps of a text: an open one may block, the end closes them all."""

from django.utils import timezone

from portal.accounts.models import User
from portal.publishing.errors import BlockedByRemarks
from portal.publishing.models import Publication, Remark
from portal.publishing.models.remark import RemarkState


def check(publication: Publication, *, decides: bool) -> None:
    """Refuse a step that lets a text through, where a remark blocks that; else do nothing."""
    if not decides:
        return
    blocking = Remark.objects.filter(publication_id=publication.pk).blocking()
    if said := list(blocking.order_by("pk").values_list("text", flat=True)):
        raise BlockedByRemarks(said)


def close(publication: Publication, *, by: User | None) -> None:
    """Close what stands: the text that it was about is live now, or given up."""
    unresolved = Remark.objects.filter(publication_id=publication.pk).unresolved()
    unresolved.update(state=RemarkState.CLOSED, moved_at=timezone.now(), moved_by=by)
