"""The enterprises' handbook on their desk: how each thing is done, in the clerk's words."""

from typing import Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from enterprises.people.access import for_representatives
from enterprises.profiles.models import Representative
from portal.kit.handbook import handbook_of, picture_of_docs

HANDBOOK: Final = handbook_of("doanh-nghiep", picture_view="enterprises:handbook_picture")


@for_representatives
def handbook(request: HttpRequest, me: Representative) -> HttpResponse:
    """All of it on one page, with a list of its sections."""
    document = HANDBOOK.document()
    if document is None:
        raise Http404
    context = {"me": me, "enterprise": me.enterprise, "document": document}
    return render(request, "enterprises/desk/handbook.html", context)


@for_representatives
def picture(_request: HttpRequest, _me: Representative, name: str) -> FileResponse:
    """A picture that the handbook shows."""
    return picture_of_docs(name)
