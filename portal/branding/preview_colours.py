"""The colours of a preview: of what is typed, by day and by night side by side."""

from dataclasses import asdict
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.branding.colours import DAY, HEX, NIGHT, Colours, rules, stylesheet


def address_of(colours: Colours) -> str:
    """Return where colours can be had that are not saved."""
    address = reverse("admin:branding_branding_preview_colours")
    return f"{address}?{urlencode({n: c for n, c in asdict(colours).items() if c})}"


@require_safe
def colours_view(request: HttpRequest) -> HttpResponse:
    """Serve the stylesheet of the colours in the address; what is no colour is left out."""
    typed = {name: request.GET.get(name, "") for name in asdict(Colours())}
    colours = Colours(**{name: each for name, each in typed.items() if HEX.fullmatch(each)})
    both = (
        rules({**DAY, **colours.day()}, ".look-day"),
        rules({**NIGHT, **colours.night()}, ".look-night"),
    )
    content = stylesheet(colours) + "".join(both)
    return HttpResponse(content, content_type="text/css", headers={"Cache-Control": "no-store"})
