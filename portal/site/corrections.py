"""Shows what a correction changed: the text before it beside the text after it."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from portal.editing.compare import differences
from portal.kit.moved import moved_to
from portal.publishing.models import Correction, Publication, Redirect
from portal.publishing.models.kinds import kind_named
from portal.publishing.models.revision import VersionData

# Of both texts together; word by word, longer ones would keep the server busy for anybody.
MAX_CHARACTERS: Final = 200_000


def comparison(request: HttpRequest, page: str, number: int) -> HttpResponse:
    """Show the two published texts around one correction; of nothing that is not public now."""
    correction = get_object_or_404(Correction.objects.with_comparisons(), pk=number)
    publication = _public_page(correction)
    if not correction.can_be_compared:
        raise Http404
    if publication.path != f"/{page}/":
        return _moved(publication, correction, f"/{page}/")
    old, new = _texts(publication, correction)
    too_long = len(str(old)) + len(str(new)) > MAX_CHARACTERS
    found = [] if too_long else differences(publication, old, new, only=publication.compared_now())
    context = {
        "publication": publication,
        "correction": correction,
        "too_long": too_long,
        "differences": found,
    }
    response = render(request, "portal/correction.html", context)
    # Search engines lead to the corrected text, never to the mistake.
    response["X-Robots-Tag"] = "noindex"
    if any(each.is_put_off for each in found):
        # Kept, it would be all that anybody sees until the next publication.
        response["Cache-Control"] = "no-store"
    return response


def _public_page(correction: Correction) -> Publication:
    key = correction.publication_id
    kind = Publication.objects.filter(pk=key).values_list("kind", flat=True).get()
    publication: Publication = get_object_or_404(
        kind_named(kind).objects.public().defer("body"), pk=key
    )
    correction.publication = publication
    return publication


def _moved(publication: Publication, correction: Correction, path: str) -> HttpResponse:
    """Lead on from an address that the page once had; any other is none."""
    get_object_or_404(Redirect, old_path=path, publication_id=publication.pk)
    return moved_to(correction.comparison_path)


def _texts(publication: Publication, correction: Correction) -> tuple[VersionData, VersionData]:
    numbers = [correction.earlier_number or 0, correction.number]
    corrected = publication.revisions.filter(number__in=numbers).order_by("number")
    found = list(corrected.values_list("data", flat=True))
    if len(found) != len(numbers):
        raise Http404
    return found[0], found[1]
