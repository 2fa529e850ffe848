"""What is at the addresses of attached files to which a text links."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone

from portal.kit.text.numbers import MAX_KEY
from portal.publishing.models import Attachment, Publication, Revision
from portal.publishing.models.visibility import public_rule
from portal.publishing.references import match_of


def files_at(
    paths: Iterable[str], pages: Sequence[Publication], pending: Mapping[int, Revision]
) -> dict[str, bool | None]:
    """Return the paths of attached files, each with whether readers will have it; None: gone.

    They have those of the `pages` that go out, in the versions that wait on live ones, and those
    of any other public page.
    """
    keys = {path: key for path in paths if (key := _key_in(path)) is not None}
    if not keys:
        return {}
    own = {page.pk for page in pages}
    changed = own & pending.keys()
    there = {
        row["id"] for each in changed for row in pending[each].data["parts"].get("attachments", [])
    }
    are_read = Q(publication__in=own) | public_rule(timezone.now(), "publication__")
    others = Attachment.objects.filter(pk__in=keys.values()).exclude(publication__in=changed)
    rows = others.annotate(are_read=ExpressionWrapper(are_read, BooleanField()))
    found = {key: bool(is_read) for key, is_read in rows.values_list("pk", "are_read")}
    return {path: True if key in there else found.get(key) for path, key in keys.items()}


def _key_in(path: str) -> int | None:
    """Return the key of the attached file whose address a path is; None for another path."""
    match = match_of(path)
    if match is None or match.view_name != "attachment":
        return None
    key = int(match.kwargs["pk"])
    return key if key <= MAX_KEY else None
