"""What was typed for a page that takes it no longer: it is shown once more, to be copied."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render


def show_unsent(request: HttpRequest, message: str, status: HTTPStatus) -> HttpResponse:
    """Say why the text that was sent is not taken, with the text; else nothing is found."""
    typed = request.POST.get("text", "")
    if not typed:
        raise Http404
    return render(
        request,
        "portal/publicforms/not_sent.html",
        {"message": message, "typed": typed},
        status=status,
    )
