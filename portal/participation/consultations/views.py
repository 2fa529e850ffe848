"""The public pages of consultations: the list, and one draft with what people said about it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from portal.participation.consultations.counting import counts_of
from portal.participation.consultations.models import Consultation, Standing
from portal.participation.consultations.structured import consultation_json_ld
from portal.publishing.attachments import attachments_of
from portal.publishing.models import Publication, heavy_columns
from portal.publishing.paging import page_of

# Few are open, or wait, at a time; it bounds the page.
MAX_ROWS = 50
COMMENTS_A_PAGE = 50


def consultation_list(request: HttpRequest) -> HttpResponse:
    """Open ones first, those that wait for their summary, then what is done, page by page."""
    today = timezone.localdate()
    rows = Consultation.objects.public().for_lists()
    page = page_of(request, rows.done(today))
    context = {"page": page, "done": page.rows}
    if page.number == 1:
        context |= {
            "open": list(rows.open(today)[:MAX_ROWS]),
            "coming": list(rows.coming(today)[:MAX_ROWS]),
            "closed": list(rows.without_summary(today)[:MAX_ROWS]),
        }
    return render(request, "portal/consultations/list.html", context)


def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """One draft: files and days, how to comment, what was said, and what came of it."""
    found = public_consultation(slug)
    page = page_of(request, found.comments.shown(), size=COMMENTS_A_PAGE)
    is_over = found.standing in (Standing.CLOSED, Standing.DONE)
    context = {
        "consultation": found,
        "standing": found.standing,
        "page": page,
        "comments": page.rows,
        "counts": counts_of(found) if is_over else None,
        "issued": issued_of(found),
        "attachments": attachments_of(found),
        "topics": list(found.topics.all()),
        "json_ld": consultation_json_ld(found, page.rows),
    }
    return render(request, "portal/consultations/detail.html", context)


def public_consultation(slug: str) -> Consultation:
    """The one that anybody may read at this address; raises Http404 where there is none."""
    rows = Consultation.objects.public().select_related("asker", "issued")
    rows = rows.defer(*heavy_columns("issued"))
    return get_object_or_404(rows, path=Consultation.path_of(slug))


def issued_of(found: Consultation) -> Publication | None:
    """The page of what was issued in the end, as far as anybody may read it."""
    return found.issued if found.issued is not None and found.issued.is_public else None
