"""Template tags for moments, figures, breadcrumbs and heads of pages."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from html import unescape
from itertools import batched
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.kit.text import numbers
from portal.kit.text.numbers import dialled
from portal.organisations.former_bodies import issuer_of, publisher_on
from portal.publishing import links, quotes
from portal.publishing.attachments import Shown
from portal.publishing.language_tags import lang_of
from portal.publishing.models import Publication
from portal.publishing.models.feature import Featured, featured_now
from portal.publishing.pairs import way_to
from portal.publishing.structured import breadcrumb_list
from portal.site.printed_codes import has_code

register = template.Library()
register.filter("former_issuer", issuer_of)

DOTS_PER_ROW = 20
DOT_ROWS = 5
# Of a framed chart: the picture at the width of a phone, its sentence above, its source below.
FRAME_HEIGHT = 640


@register.simple_block_tag
def keep(content: str) -> str:
    """Return the content on one line, for use in two places: `{% keep as name %}`."""
    # Rendered by the template, so already escaped where it had to be.
    return mark_safe(" ".join(content.split()))  # noqa: S308  # escaped, as above


@register.simple_tag(takes_context=True)
def code_here(context: Context, page: Publication | None) -> str:
    """Return the address below which the code of this page stands; "" where it has none."""
    request, canonical = context.get("request"), context.get("canonical_url")
    if request is None or not canonical or context.get("printed_url"):
        return ""
    if page is not None:
        return page.spoken_path
    # A later page of a list is no page of its own.
    is_first = canonical == settings.SITE_URL + request.path
    return request.path if is_first and has_code(request.resolver_match) else ""


@register.filter
def recordings(attachments: Iterable[Shown]) -> list[Shown]:
    """Return the sound recordings among the attachments of a page."""
    return [each for each in attachments or () if each.is_played and each.now.is_recording]


@register.filter
def films(attachments: Iterable[Shown]) -> list[Shown]:
    """Return the films among the attachments of a page."""
    return [each for each in attachments or () if each.is_played and each.now.is_film]


@register.filter
def files(attachments: Iterable[Shown]) -> list[Shown]:
    """Return the attachments of a page that are not played on it."""
    return [each for each in attachments or () if not each.is_played]


@register.filter
def lasting(seconds: int | None) -> str:
    """Return a length of time as people say it: 3 minutes 20 seconds."""
    if not seconds:
        return ""
    minutes, rest = divmod(seconds, 60)
    parts = [_("%(count)d min") % {"count": minutes}] if minutes else []
    return " ".join([*parts, _("%(count)d s") % {"count": rest}] if rest else parts)


@register.simple_tag
def featured_pages() -> list[Featured]:
    """Return the public pages that the staff has featured for a while."""
    return featured_now()


@register.simple_tag
def text_of(publication: Publication, name: str = "body") -> str:
    """Return a rich text of a page, with links to our pages and figures as of today."""
    text = quotes.with_figures(publication, links.text_of(publication, name))
    return mark_safe(text)  # noqa: S308  # stored clean


@register.simple_tag
def moment(value: datetime | None, with_time: bool = False) -> str:
    """Return a `<time>` that machines read to the second and people as 01/02/2007 (10:27).

    On English pages people read 1 February 2007, which nobody takes for the 2nd of January.
    """
    if value is None:
        return ""
    local = timezone.localtime(value)
    shown = formats.date_format(local, "DATE_FORMAT")
    if with_time:
        shown = f"{shown} {formats.date_format(local, 'H:i')}"
    return format_html(
        '<time datetime="{}">{}</time>', local.replace(microsecond=0).isoformat(), shown
    )


@register.simple_tag
def day(value: date | None, shape: str = "d/m/Y") -> str:
    """Return a `<time>` of a day, which machines read as 2007-02-01 and people as 01/02/2007."""
    if value is None:
        return ""
    return format_html(
        '<time datetime="{}">{}</time>', value.isoformat(), formats.date_format(value, shape)
    )


@register.filter
def figure(value: Decimal | int | str | None) -> str:
    """Return a figure with its own digits, 35,5 and 35,50; a missing one is ""."""
    return _written(value, numbers.figure)


@register.filter
def amount(value: Decimal | int | str | None) -> str:
    """Return an amount without the zeros that its column adds; a missing one is ""."""
    return _written(value, numbers.amount)


@register.filter
def webcal(path: str) -> str:
    """Return the address of a calendar file by which a calendar program opens it by itself."""
    return f"webcal://{settings.SITE_URL.partition('://')[2]}{path}"


@register.filter
def tel(phone: str) -> str:
    """Return a telephone number as a link that a telephone dials; as text what is not just one."""
    if not phone:
        return ""
    number = dialled(phone)
    return format_html('<a href="tel:{}">{}</a>', number, phone) if number else phone


def _written(value: Decimal | int | str | None, write: Callable[[Decimal], str]) -> str:
    if value is None or value == "":
        return ""
    try:
        return write(Decimal(value))
    except InvalidOperation:
        return str(value)


@register.inclusion_tag("components/breadcrumbs.html", takes_context=True)
def breadcrumbs(context: Context, *ways: str) -> dict[str, Any]:
    """Return the way back, from pairs of path and label; a pair without a path is left out.

    In its structured data this page is the last step.
    """
    trail = [(path, label) for path, label in batched(ways, 2) if path]
    request = context.get("request")
    here = (request.path if request else "/", unescape(str(context.get("page_name", ""))))
    steps = [(way_to("home"), _("Home")), *trail, here]
    return {"trail": trail, "json_ld": breadcrumb_list(steps)}


@register.inclusion_tag("components/publication_head.html")
def publication_head(
    page: Publication, of: Publication | None = None, **shown: object
) -> dict[str, object]:
    """Return what the head of a page shows: its title, summary, sample mark and last correction.

    `shown` adds kicker, kicker_path, published_at, updated_at, author or source, or takes the
    place of the page's own summary or is_sample. Found `with_successions`, the page says which
    former body published it; for a translation, the day of the page that it is `of` counts.
    """
    published_at = (of or page).published_at
    day = timezone.localdate(published_at) if published_at else None
    return {
        "title": page.title,
        "lang": lang_of(page),
        "summary": page.summary,
        "is_sample": page.is_sample,
        "corrections": page.shown_corrections,
        "former_body": publisher_on(page, day),
        **shown,
    }


@register.simple_tag
def per_hundred(
    target: Decimal | int | None,
    latest: Decimal | int | None = None,
    *,
    is_reached: bool = False,
) -> str:
    """Return a hundred dots: what is reached filled, what is aimed at as rings, the rest faint."""
    if target is None:
        return ""
    aim, reached = _dots(target), _dots(latest or 0)
    if not is_reached:
        # As long as anything is missing, a ring is left.
        reached = max(0, min(reached, aim - 1))
    label = _("{target} of 100").format(target=figure(target))
    layers = (
        ("dots-rest", max(aim, reached), 100),
        ("dots-ring", reached, max(aim, reached)),
        ("dots-hole", reached, max(aim, reached)),
        ("dots-full", 0, reached),
    )
    return format_html(
        '<svg class="dots" viewBox="0 0 200 50" role="img" aria-label="{}">{}</svg>',
        label,
        format_html_join(
            "",
            '<path class="{}" d="{}"/>',
            ((name, _dot_path(first, last)) for name, first, last in layers if first < last),
        ),
    )


def _dots(value: Decimal | int) -> int:
    return max(0, min(100, round(value)))


def _dot_path(first: int, last: int) -> SafeString:
    """Return dots number `first` to `last` of a hundred, counted down the columns from the left."""
    moves = []
    for row in range(DOT_ROWS):
        columns = [
            column for column in range(DOTS_PER_ROW) if first <= column * DOT_ROWS + row < last
        ]
        if columns:
            # A round cap on a dash of no length is a dot; the odd tenth keeps the last one.
            length = (len(columns) - 1) * 10 + 0.1
            moves.append(f"M{columns[0] * 10 + 5} {row * 10 + 5}h{length:g}")
    return SafeString("".join(moves))


@register.simple_tag
def embed_code(path: str, title: str) -> str:
    """Return the frame with which another site shows a chart, as HTML to copy."""
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>',
        f"{settings.SITE_URL}{path}",
        title,
        FRAME_HEIGHT,
    )
