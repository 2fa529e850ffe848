"""The site's icons by the names that programs look for, and the manifest for phones."""

import json
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from portal.branding.brand import brand
from portal.branding.colours import DAY
from portal.branding.views import drawing_path
from portal.kit.moved import moved_to
from portal.kit.site_names import short_site_name, site_name

# img/favicon.svg drawn by a browser without its round corners: phones cut the corners themselves.
SIZES: Final = (192, 512)


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Redirect to the icon; some programs ask for this address whatever a page says."""
    if path := drawing_path(brand(), str(SIZES[0])):
        return HttpResponseRedirect(path)
    return moved_to(static("img/favicon.ico"))


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Return what a phone needs to put the site on its first page."""
    known = brand()
    icons = [
        {
            "src": drawing_path(known, str(size)) or static(f"img/icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
        }
        for size in SIZES
    ]
    data = {
        "name": site_name(),
        "short_name": short_site_name(),
        "lang": "vi",
        "start_url": "/",
        "scope": "/",
        "display": "browser",
        "background_color": DAY["paper"],
        "theme_color": DAY["paper"],
        "icons": icons,
    }
    return HttpResponse(
        json.dumps(data, ensure_ascii=False), content_type="application/manifest+json"
    )
