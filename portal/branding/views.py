"""The department's colours as a stylesheet, and its logo as pages and phones want it."""

from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.branding.brand import LOGO_HEIGHT, LOGO_RATIO, Brand, brand, digest_of
from portal.branding.colours import DAY
from portal.kit.files import keep_file
from portal.media.pictures.card_style import draw_icon, draw_logo
from portal.media.pictures.models import Picture

# The address says what is behind it, so that it never changes.
FOREVER: Final = "public, max-age=31536000, immutable"
# Of square icons, in pixels; then the heads of pages, and the label in their feet.
SIZES: Final = ("180", "192", "512")
HEAD: Final = "dau-trang"
SEAL: Final = "nhan"
FORMS: Final = (HEAD, *SIZES)
# Below the folder of uploads; drawn again where it is tidied away.
FOLDER: Final = "bieu-trung"


@require_safe
def colours(request: HttpRequest, digest: str) -> HttpResponseBase:
    """Serve what overrides the site's colours; another digest leads to today's."""
    css = brand().css
    if not css:
        raise Http404
    if digest != digest_of(css):
        return HttpResponseRedirect(brand().stylesheet)
    return HttpResponse(css, content_type="text/css", headers={"Cache-Control": FOREVER})


@require_safe
def drawing(request: HttpRequest, digest: str, form: str) -> HttpResponseBase:
    """Serve logo or label in the size that pages and phones want; another digest leads to today's.

    It is drawn at the first ask.
    """
    picture, current = _picture_of(brand(), form)
    if picture is None:
        raise Http404
    if digest != current:
        return HttpResponseRedirect(drawing_path(brand(), form))
    content = _drawn(str(picture.file.name), current, form)
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="image/png", headers={"Cache-Control": FOREVER})


def drawing_path(known: Brand, form: str) -> str:
    """Return where the logo or the label stands in one of its forms; empty where there is none."""
    picture, digest = _picture_of(known, form)
    if picture is None:
        return ""
    # What is only looked at has no address of its own yet: the library's file stands in.
    is_saved = not known.preview_stylesheet
    return reverse("brand_drawing", args=[digest, form]) if is_saved else str(picture.url)


def drawing_at(address: str) -> bytes | None:
    """Return what stands at today's address of the logo or the label; None elsewhere."""
    known = brand()
    for form in (HEAD, SEAL):
        picture, digest = _picture_of(known, form)
        if picture is not None and address == drawing_path(known, form):
            return _drawn(str(picture.file.name), digest, form)
    return None


def _picture_of(known: Brand, form: str) -> tuple[Picture | None, str]:
    if form == SEAL:
        return (known.seal.picture, known.seal.digest) if known.seal else (None, "")
    return (known.logo, known.logo_digest) if form in FORMS else (None, "")


def _drawn(name: str, digest: str, form: str) -> bytes | None:
    """Return the file of a form; None where the picture's own is gone."""
    file = Path(settings.MEDIA_ROOT) / FOLDER / f"{digest}-{form}.png"
    if file.exists():
        return file.read_bytes()
    content = (
        draw_icon(name, int(form), DAY["paper"])
        if form in SIZES
        else draw_logo(name, LOGO_HEIGHT * LOGO_RATIO, LOGO_HEIGHT)
    )
    if content is not None:
        keep_file(file, content)
    return content
