"""Figures that pages quote: how readers see them, and who has to be told when one is corrected."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.tasks import task
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.kit.priorities import BULK
from portal.media.richtext import figures
from portal.media.richtext.fields import rich_text_of
from portal.media.richtext.figures import Figure
from portal.publishing.models import Correction, Link, Publication, QuoteNotice
from portal.publishing.renamed import SECONDS, find_anew


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that was corrected: which one it is, its numbers before and after."""

    name: str
    unit: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A page, by key and kind, and the figure that it quotes."""

    source: int
    kind: str
    reference: str


# --- what readers see ---------------------------------------------------------------------------


def with_figures(publication: Publication, text: str) -> str:
    """Return a page's clean text, each quoted figure as of today; one query where there are any.

    Of a figure that readers may not see, the text stays as it was.
    """
    quoted = figures.quoted(text)
    if not quoted:
        return text
    show = partial(_shown, figures.resolve(quoted), publication)
    return figures.render(text, show)


def numbers_today(bodies: Collection[str]) -> list[str]:
    """Clean texts with the numbers of today and no more; one query for all of them."""
    references = {each for body in bodies for each in figures.quoted(body)}
    if not references:
        return list(bodies)
    found = figures.resolve(references)
    numbers = {each: figure.number for each, figure in found.items() if figure.is_public}
    return [figures.with_numbers(body, numbers) for body in bodies]


def _shown(
    found: Mapping[str, Figure],
    publication: Publication,
    reference: str,
    number: str,
    is_in_link: bool,
) -> str:
    figure = found.get(reference)
    if figure is None or not figure.is_public:
        return number
    written = figures.written_in(publication.language, figure.number)
    data = format_html('<data value="{}">{}</data>', f"{figure.value:f}", written)
    if is_in_link:
        return data
    title = figure.full(written)
    if figure.is_sample:
        title = _("%(figure)s (sample)") % {"figure": title}
    link = format_html(
        '<a class="quoted-figure" href="{}" title="{}">{}</a>', figure.path, title, data
    )
    return link + _marks(figure, number, publication.published_at)


def _marks(figure: Figure, number: str, since: datetime | None) -> SafeString:
    """Return what readers have to know of the number.

    That it is made up, or no longer what it was.
    """
    marks = []
    if figure.is_sample:
        marks.append(_("sample figure"))
    recorded = figure.recorded_at
    is_later = since is not None and recorded is not None and recorded > since
    if recorded and is_later and number != figures.UNKNOWN and not figure.is_written(number):
        day = formats.date_format(timezone.localtime(recorded), "DATE_FORMAT")
        marks.append(_("figure updated on %(day)s") % {"day": day})
    if not marks:
        return SafeString("")
    return format_html(' <small class="figure-mark">({})</small>', "; ".join(marks))


# --- who has to be told -------------------------------------------------------------------------


def quotes_of(page: Publication, references: Collection[str]) -> list[Quote]:
    """Return where these figures of `page` stand in texts that readers have seen; one query."""
    if not references:
        return []
    rows = Link.objects.filter(
        target_id=page.pk, is_pending=False, address__in=list(references)
    ).exclude(source__live_number=None)
    found = rows.values_list("source_id", "source__kind", "address").order_by("id")
    return [Quote(*row) for row in found]


def notify(page: Publication, quotes: Sequence[Quote], changes: Mapping[str, Change]) -> None:
    """Note for the staff that pages quote figures of `page` which were corrected, by reference.

    Search finds these pages by the new numbers a moment later. In the transaction of the
    correction.
    """
    _note(page, quotes, changes)
    if page.is_public:
        find_by_new_numbers.enqueue(sorted({quote.source for quote in quotes}))


def follow(page: Publication, name: str) -> None:
    """Let search know pages that quote figures of `page` by what they show from now on.

    The references begin with `name`. Of a page that appears later, from then on. In the
    transaction of its step.
    """
    quoting = Link.objects.filter(
        target_id=page.pk, is_pending=False, address__startswith=f"{name}:"
    )
    sources = sorted(set(quoting.values_list("source_id", flat=True)))
    appears_at = page.published_at
    is_later = appears_at is not None and appears_at > timezone.now()
    if sources:
        find_by_new_numbers.using(run_after=appears_at if is_later else None).enqueue(sources)


def _note(page: Publication, quotes: Sequence[Quote], changes: Mapping[str, Change]) -> None:
    now = timezone.now()
    open_ones = {
        (notice.publication_id, notice.reference): notice
        for notice in QuoteNotice.objects.filter(
            closed_at=None,
            publication__in={quote.source for quote in quotes},
            reference__in=list(changes),
        )
    }
    new = []
    for quote in quotes:
        change = changes[quote.reference]
        notice = open_ones.get((quote.source, quote.reference))
        if notice is None:
            new.append(_notice(page, quote, change, now))
        else:
            _move_on(notice, change, now)
    QuoteNotice.objects.bulk_create(new)


def _move_on(notice: QuoteNotice, change: Change, now: datetime) -> None:
    notice.new, notice.at = change.new, now
    notice.name, notice.unit = change.name, change.unit
    if figures.value_of(notice.old) == figures.value_of(change.new):
        # Back to what readers of the page were told.
        notice.closed_at = now
    notice.save(update_fields=["new", "at", "name", "unit", "closed_at"])


def _notice(page: Publication, quote: Quote, change: Change, now: datetime) -> QuoteNotice:
    return QuoteNotice(
        publication_id=quote.source,
        reference=quote.reference,
        figure_page_id=page.pk,
        name=change.name,
        unit=change.unit,
        old=change.old,
        new=change.new,
        at=now,
    )


@task
def find_by_new_numbers(keys: list[int]) -> None:
    """Let search know pages by the numbers that they show now; the generation has moved on.

    In slices, as those that name a row are found: an indicator may be quoted by thousands.
    """
    if left := find_anew(keys, within=SECONDS):
        find_by_new_numbers.using(priority=BULK).enqueue(left)


def settle(publication: Publication, correction: Correction | None) -> None:
    """Close the notices that the text of today and its correction have answered."""
    notices = list(publication.quote_notices.filter(closed_at=None))
    if not notices:
        return
    quoted = figures.quoted(rich_text_of(publication))
    for notice in notices:
        number = quoted.get(notice.reference)
        if number is None or figures.value_of(number) == figures.value_of(notice.new):
            notice.closed_at, notice.correction = timezone.now(), correction
            notice.save(update_fields=["closed_at", "correction"])


def note_for(publication: Publication, max_length: int) -> str:
    """A draft of the correction that the open notices of a page ask for; nothing without any."""
    text = publication.correction
    for notice in publication.quote_notices.filter(closed_at=None).order_by("at", "id"):
        if notice.sentence not in text:
            longer = f"{text}\n{notice.sentence}".strip()
            text = longer if len(longer) <= max_length else text
    return text
