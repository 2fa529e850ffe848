"""Questions that were answered for everybody: the list, its fields, and one of them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from portal.participation.questions.models import Answer
from portal.participation.questions.structured import question_page
from portal.publishing.attachments import attachments_of
from portal.publishing.models import PublicationQuerySet, Section
from portal.publishing.paging import page_of


def answer_list(request: HttpRequest) -> HttpResponse:
    """All of them, the newest first."""
    return _list(request, Answer.objects.public(), _("Questions and answers"))


def section(request: HttpRequest, slug: str) -> HttpResponse:
    """Those of one field."""
    shelf = get_object_or_404(Section, kind=Answer.KIND, slug=slug)
    heading = _("Questions and answers: %(field)s") % {"field": shelf.name}
    return _list(request, Answer.objects.public().in_section(shelf), heading, section=shelf)


def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """One question with its answer."""
    rows = Answer.objects.public().select_related("section")
    found = get_object_or_404(rows, path=Answer.path_of(slug))
    context = {
        "answer": found,
        "attachments": attachments_of(found),
        "topics": list(found.topics.all()),
        "json_ld": question_page(found),
    }
    return render(request, "portal/questions/answer.html", context)


def _list(
    request: HttpRequest, rows: PublicationQuerySet[Answer], heading: str, **extra: Any
) -> HttpResponse:
    page = page_of(request, rows.for_lists().newest())
    context = {
        "heading": heading,
        "answers": page.rows,
        "page": page,
        "sections": list(Section.objects.of_kind(Answer.KIND)),
    }
    return render(request, "portal/questions/list.html", context | extra)
