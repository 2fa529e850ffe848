"""The QR code of a page's address: on paper it leads back to the page, as it is by then.

It has an address of its own: drawing it takes longer than a whole page may, and few pages are
printed. The page names it as a picture that browsers load when they print.
"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.kit.qr import qr_picture
from portal.publishing.models import Publication


@require_safe
def page_code(request: HttpRequest, page: str) -> HttpResponse:
    """Send the code of a public page's own address, and of nothing else."""
    path = f"/{page}/"
    if not Publication.objects.public().filter(path=path).exists():
        raise Http404
    answer = HttpResponse(qr_picture(settings.SITE_URL + path), content_type="image/svg+xml")
    answer["X-Robots-Tag"] = "noindex"
    return answer
