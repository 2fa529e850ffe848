"""The home page, and the QR code by which a printed page leads back to itself."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.emergency import alerts
from portal.kit.qr import qr_picture
from portal.site.emergency import light_home
from portal.site.printed_codes import is_coded


def home(request: HttpRequest) -> HttpResponse:
    """Show the home page, composed from the tags of the apps; in an emergency the light page.

    `?ban=day-du` is the full page in an emergency, too.
    """
    if request.GET.get("ban") != "day-du" and alerts.current_alert() is not None:
        return light_home(request)
    return render(request, "portal/home.html", {"kept_page": True})


@require_safe
def page_code(request: HttpRequest, page: str) -> HttpResponse:
    """Send the code of a public page's own address, and of nothing else."""
    path = f"/{page}/"
    if not is_coded(path):
        raise Http404
    answer = HttpResponse(qr_picture(settings.SITE_URL + path), content_type="image/svg+xml")
    answer["X-Robots-Tag"] = "noindex"
    return answer
