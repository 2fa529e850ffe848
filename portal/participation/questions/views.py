"""Asking the department, and the answers that everybody may read."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.organisations.former_bodies import with_successions
from portal.participation.publicforms.limits import Limit, place_of, too_many_requests
from portal.participation.publicforms.stamps import sent_before
from portal.participation.questions import links, services
from portal.participation.questions.forms import QuestionForm
from portal.participation.questions.models import Answer, Question
from portal.participation.questions.structured import question_page
from portal.publishing.attachments import attachments_of
from portal.publishing.models import PublicationQuerySet, Section
from portal.publishing.paging import page_of
from portal.publishing.topics import topics_of

CONTACT: Final = "portal/questions/contact.html"
# So many letters of a search stand in the form already.
MAX_CARRIED: Final = 200
# Many people share one address of a mobile network; one mailbox gets few letters of ours.
PER_PLACE: Final = Limit("lien-he.hoi", 40, timedelta(hours=1))
PER_SENDER: Final = Limit("lien-he.hoi.thu", 5, timedelta(days=1))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """Show how to reach the department, and a form to ask it; what is sent leads to its number.

    The English page has the form, too.
    """
    form = QuestionForm(request.POST if request.method == "POST" else None)
    # What was searched in vain may be asked at once.
    form.fields["text"].initial = request.GET.get("q", "")[:MAX_CARRIED]
    if request.method != "POST" or not form.is_valid():
        return render(request, CONTACT, {"form": form, **_form_context()})
    question = form.to_question()
    if (before := sent_before(Question, question.stamp)) is not None:
        return redirect(links.sent_address(before))
    wait = PER_PLACE.spend(place_of(request)) or PER_SENDER.spend(question.email or question.phone)
    if wait is not None:
        return too_many_requests(request, CONTACT, form, wait, **_form_context())
    return redirect(links.sent_address(services.submit(question)))


def _form_context() -> dict[str, object]:
    """Return the context of the page beside the form."""
    return {
        "kept_page": True,
        "working_days": settings.QUESTION_WORKING_DAYS,
        "kept_days": settings.QUESTION_KEPT_DAYS,
    }


def answer_list(request: HttpRequest) -> HttpResponse:
    """Show all answers, the newest first."""
    return _list(request, Answer.objects.public(), _("Questions and answers"))


def section(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the answers in one field."""
    shelf = get_object_or_404(Section, kind=Answer.KIND, slug=slug)
    heading = _("Questions and answers: %(field)s") % {"field": shelf.name}
    return _list(request, Answer.objects.public().in_section(shelf), heading, section=shelf)


def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one question with its answer."""
    rows = with_successions(Answer.objects.public()).select_related("section", "cover")
    found = get_object_or_404(rows, path=Answer.path_of(slug))
    context = {
        "answer": found,
        "attachments": attachments_of(found),
        "topics": topics_of(found),
        "json_ld": question_page(found),
    }
    return render(request, "portal/questions/answer.html", context)


def _list(
    request: HttpRequest, rows: PublicationQuerySet[Answer], heading: str, **extra: object
) -> HttpResponse:
    page = page_of(request, rows.for_lists().newest())
    context = {
        "heading": heading,
        "answers": page.rows,
        "page": page,
        "sections": list(Section.objects.of_kind(Answer.KIND)),
    }
    return render(request, "portal/questions/list.html", context | extra)
