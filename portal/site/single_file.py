"""The HTML of one of our pages with all that it needs inside."""

import base64
import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urljoin

import lxml.html
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe
from lxml.html import HtmlElement

from portal.branding.brand import brand
from portal.branding.views import drawing_at
from portal.kit.moved import moved_to
from portal.kit.site_names import site_name
from portal.media.scanning.services import is_clean
from portal.publishing.conditional import content_state, etag_of, response_unless_known
from portal.publishing.languages import ENGLISH, language_of, vietnamese_path
from portal.publishing.models import Publication, Redirect
from portal.publishing.models.addresses import leads_to
from portal.publishing.models.kinds import kind_named, kinds
from portal.publishing.rendering import render_public_page
from portal.site.context import shown_query

# The file asks nobody for anything, and says so to the browser itself.
POLICY: Final = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
# Pictures go in up to so many bytes together; what has no room is told with its address.
MAX_PICTURE_BYTES: Final = 3 * 1024 * 1024
# Wide enough to read on any screen.
MAX_WIDTH: Final = 960
# Ways through the site lead nowhere in a file, and nothing runs or asks in it.
LEFT_OUT: Final = (
    "//script | //audio | //video | //form | //link[not(@rel='canonical' or @rel='stylesheet')]"
    " | //*[contains-class('skip-link')] | //*[contains-class('menu')]"
    " | //*[contains-class('page-tools')] | //*[contains-class('newer-older')]"
    " | //*[contains-class('qr-print')]"
    " | //*[contains-class('breadcrumbs')]"
    " | //*[contains-class('search-opener')]"
    " | //footer//nav | //meta[starts-with(@property, 'og:image') or @name='twitter:card']"
)


def single_file(page: str, path: str) -> str:
    """Return the page of that path as a file that stands alone, with agency, address and day.

    The path has the query of what is shown, where there is one.
    """
    document = lxml.html.document_fromstring(page)
    for element in document.xpath(_with_classes(LEFT_OUT)):
        element.drop_tree()
    # The parser knows no <source> and takes what follows for its content.
    for source in document.xpath("//source"):
        source.drop_tag()
    _put_styles_in(document)
    _put_pictures_in(document)
    _name_other_pages(document, settings.SITE_URL + path)
    _lead_to_the_site(document, settings.SITE_URL + path)
    _say_where_from(document, settings.SITE_URL + path)
    text: str = lxml.html.tostring(document, encoding="unicode", doctype="<!DOCTYPE html>")
    return text


def _with_classes(expression: str) -> str:
    """Return the XPath with each `contains-class('…')` as a test of the attribute's words."""
    begin, end = "contains-class('", "')"
    while begin in expression:
        before, _, rest = expression.partition(begin)
        name, _, after = rest.partition(end)
        word = f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"
        expression = f"{before}{word}{after}"
    return expression


def _put_styles_in(document: HtmlElement) -> None:
    for link in document.xpath("//link[@rel='stylesheet']"):
        style = lxml.html.Element("style")
        style.text = _styles(unquote(link.get("href", ""))).replace("</", "<\\/")
        link.drop_tree()
        document.head.append(style)


def _styles(address: str) -> str:
    """Return the text of a style sheet of ours: a static file, or the department's own colours."""
    known = brand()
    if address == known.stylesheet:
        return known.css
    is_static = address.startswith(settings.STATIC_URL)
    return _static_text(address.removeprefix(settings.STATIC_URL)) if is_static else ""


def _static_text(name: str) -> str:
    """Return the text of a static file by its name, collected or not; "" if there is none."""
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            return str(file.read().decode())
    found = finders.find(name)
    return Path(found).read_text(encoding="utf-8") if isinstance(found, str) else ""


def _put_pictures_in(document: HtmlElement) -> None:
    left = MAX_PICTURE_BYTES
    for image in document.xpath("//img"):
        address = _sized(image)
        content = _stored(address, left) or drawing_at(address)
        for name in ("srcset", "sizes", "loading", "fetchpriority", "decoding"):
            image.attrib.pop(name, None)
        if content is None:
            _replace_by_text(image, address)
            continue
        left -= len(content)
        kind = mimetypes.guess_type(address)[0] or "application/octet-stream"
        image.set("src", f"data:{kind};base64,{base64.b64encode(content).decode()}")


def _sized(image: HtmlElement) -> str:
    """Return the address of the picture's largest size that is no wider than we want."""
    sizes = dict(_candidates(image.get("srcset", "")))
    fitting = [width for width in sizes if width <= MAX_WIDTH]
    return sizes[max(fitting)] if fitting else str(image.get("src", ""))


def _candidates(srcset: str) -> Iterator[tuple[int, str]]:
    for candidate in srcset.split(","):
        address, _, width = candidate.strip().partition(" ")
        if width.endswith("w") and width[:-1].isdecimal():
            yield int(width[:-1]), address


def _stored(address: str, most: int) -> bytes | None:
    """Return the content of an uploaded file of so many bytes at most; None where there is none.

    Nor is there one for readers before the virus scanner has had it.
    """
    if not address.startswith(settings.MEDIA_URL):
        return None
    name = unquote(address.removeprefix(settings.MEDIA_URL))
    try:
        # What has no room is not read: a page may have a hundred more pictures than fit.
        if default_storage.size(name) > most or not is_clean(name):
            return None
        with default_storage.open(name) as file:
            content: bytes = file.read()
    except (OSError, ValueError):
        return None
    return content


def _replace_by_text(image: HtmlElement, address: str) -> None:
    """Put a link with its words in a picture's place; within a link, these words alone.

    What is only looked at has none, and is left out.
    """
    words = image.get("alt")
    if not words:
        image.drop_tree()
        return
    is_in_link = next(image.iterancestors("a"), None) is not None
    text = lxml.html.Element("span" if is_in_link else "a")
    if not is_in_link:
        text.set("href", urljoin(settings.SITE_URL, address))
    text.text, text.tail = words, image.tail
    image.getparent().replace(image, text)


def _name_other_pages(document: HtmlElement, address: str) -> None:
    """Say where a list goes on, in the place of the way to its other pages."""
    for pagination in document.xpath(_with_classes("//*[contains-class('pagination')]")):
        current = pagination.xpath(".//li[@aria-current='page']")
        number = " ".join(current[0].text_content().split()) if current else ""
        context = {"number": number, "address": address}
        note = lxml.html.fragment_fromstring(
            render_to_string("components/saved_part.html", context)
        )
        note.tail = pagination.tail
        pagination.getparent().replace(pagination, note)


def _lead_to_the_site(document: HtmlElement, address: str) -> None:
    """Make links absolute; those within the page stay as they are."""
    for link in document.xpath("//a[@href]"):
        if not link.get("href").startswith("#"):
            link.set("href", urljoin(address, link.get("href")))


def _say_where_from(document: HtmlElement, address: str) -> None:
    policy = lxml.html.Element("meta", {"http-equiv": "Content-Security-Policy", "content": POLICY})
    document.head.insert(1, policy)
    context = {"site_name": site_name("vi"), "address": address, "today": timezone.localdate()}
    note = lxml.html.fragment_fromstring(render_to_string("components/saved_note.html", context))
    document.body.insert(0, note)


FILE: Final = "luu.html"


@require_safe
def saved_page(request: HttpRequest, page: str) -> HttpResponse:
    """Show the public page at an address as a file; where it has moved, the file has, too."""
    path, query = f"/{page}/", shown_query(request)
    row = _row_at(path)
    if row is None:
        return _moved(path, query)
    kind, slug, title = row
    # Its own page, and not one of those that the slug may stand for elsewhere.
    if not leads_to(kind_named(kind), path):
        raise Http404
    # Read before the page: an answer may be newer than it says, never older.
    changed_at = content_state().changed_at
    answer = _answer(path, query, slug, title)
    # By what is in it: much on a page changes by the hour, and nobody writes anything then.
    etag = etag_of(answer.content, title)
    return response_unless_known(request, lambda: answer, etag=etag, changed_at=changed_at)


def _row_at(path: str) -> tuple[str, str, str] | None:
    """Return kind, slug and title of the public page at an address, in English of figures, too."""
    rows = Publication.objects.public().values_list("kind", "slug", "title")
    row = rows.filter(path=path).first()
    if row is not None or language_of(path) != ENGLISH:
        return row
    in_both = [kind for kind, model in kinds().items() if model.IS_BILINGUAL]
    return rows.filter(path=vietnamese_path(path), kind__in=in_both).first()


def _moved(path: str, query: str) -> HttpResponse:
    target = Redirect.objects.target_of(path)
    if target is None:
        raise Http404
    return moved_to(f"{target}{FILE}{query}")


def _answer(path: str, query: str, slug: str, title: str) -> HttpResponse:
    page = render_public_page(path, query.removeprefix("?"))
    content = single_file(page, f"{path}{query}")
    response = HttpResponse(content, content_type="text/html; charset=utf-8")
    # Two names: of letters that every program knows, and as people write it.
    spoken = quote(f"{title[:120].replace('/', '-')}.html", safe="")
    response["Content-Disposition"] = (
        f"attachment; filename=\"{slug}.html\"; filename*=UTF-8''{spoken}"
    )
    response["Content-Security-Policy"] = f"{POLICY}; sandbox"
    response["X-Robots-Tag"] = "noindex"
    return response
