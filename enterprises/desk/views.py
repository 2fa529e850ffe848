"""The desk of an enterprise: its first page, and the handbook for its clerks."""

from typing import Final

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse

from enterprises.kit.panels import DeskPanel
from enterprises.people.access import desk_page, for_representatives
from enterprises.profiles.models import Representative
from portal.kit.handbook import handbook_of, picture_of_docs
from portal.kit.panels import load_panels

HANDBOOK: Final = handbook_of("doanh-nghiep", picture_view="enterprises:handbook_picture")


@for_representatives
def home(request: HttpRequest, me: Representative) -> HttpResponse:
    """Show what is to do, then the panels that settings name."""
    panels: list[DeskPanel] = load_panels(settings.DESK_PANELS, me)
    to_do = [each for panel in panels for each in panel.to_do]
    return desk_page(
        request,
        me,
        "enterprises/desk/home",
        to_do=sorted(to_do, key=lambda each: each.urgency),
        panels=[panel.render(request) for panel in panels],
    )


@for_representatives
def handbook(request: HttpRequest, me: Representative) -> HttpResponse:
    """Show the handbook on one page, with a list of its sections."""
    document = HANDBOOK.document()
    if document is None:
        raise Http404
    return desk_page(request, me, "enterprises/desk/handbook", document=document)


@for_representatives
def handbook_picture(_request: HttpRequest, _me: Representative, name: str) -> FileResponse:
    return picture_of_docs(name)
