"""Consultations as data: all of them, and the comments of one that readers may see."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from portal.exchange.datafiles.columns import ID, SAMPLE
from portal.exchange.datafiles.facts import ADDRESS, TITLE, facts_of_page, facts_of_site
from portal.exchange.datafiles.options import ExportOptions
from portal.exchange.datafiles.reading import in_pieces, local
from portal.exchange.datafiles.responses import file_response, redirect_moved
from portal.exchange.datafiles.tables import Cells, Column, Dataset, Fact, Kind, Table
from portal.participation.consultations.models import (
    Consultation,
    ConsultationPhase,
    ConsultationQuerySet,
    Verdict,
)

COLUMNS = (
    ID,
    Column("title", gettext_lazy("title"), gettext_lazy("What the draft is about.")),
    Column("address", gettext_lazy("address"), gettext_lazy("Of its page."), Kind.ADDRESS),
    Column("asker", gettext_lazy("body that asks for comments"), gettext_lazy("In full.")),
    Column("opens_on", gettext_lazy("comments from"), gettext_lazy("The first day."), Kind.DAY),
    Column("closes_on", gettext_lazy("comments until"), gettext_lazy("The last day."), Kind.DAY),
    Column(
        "standing",
        gettext_lazy("state"),
        gettext_lazy("By its days, and by whether a summary is there."),
        codes=dict(ConsultationPhase.choices),
    ),
    SAMPLE,
)
COMMENT_COLUMNS = (
    Column("number", gettext_lazy("number"), gettext_lazy("No other comment ever gets it.")),
    Column("received_on", gettext_lazy("received on"), kind=Kind.DAY),
    Column("name", gettext_lazy("name"), gettext_lazy("Empty: the person wished not to be named.")),
    Column("text", gettext_lazy("comment"), gettext_lazy("Word for word.")),
    Column(
        "verdict",
        gettext_lazy("what becomes of it"),
        gettext_lazy("Empty: no answer yet; answers come with the summary."),
        codes=dict(Verdict.choices),
    ),
    Column("answer", gettext_lazy("answer"), gettext_lazy("Of the body that drafts it.")),
)
READ = ("pk", "path", "title", "asker__name", "opens_on", "closes_on", "outcome", "is_sample")
ORDER = ("-closes_on", "-publication_ptr")


@require_safe
def consultations(request: HttpRequest, extension: str) -> HttpResponseBase:
    """All that readers may see, the one that closes last first."""
    return file_response(request, whole(), ExportOptions.of_table(request.GET), extension)


@require_safe
def comments(request: HttpRequest, slug: str, extension: str) -> HttpResponseBase:
    """What readers see below a draft."""
    found = Consultation.objects.public().filter(path=Consultation.path_of(slug)).first()
    if found is None:
        return redirect_moved(request, Consultation, slug, extension)
    return file_response(request, of_page(found), ExportOptions.of_table(request.GET), extension)


def of_page(found: Consultation) -> Dataset:
    """The comments below one draft, as readers see them."""
    page = settings.SITE_URL + found.path
    label = _("Comments shown to readers")
    table = Table("comments", label, COMMENT_COLUMNS, lambda: _comments(found))
    facts = facts_of_page(found)
    name = f"gop-y-{found.slug}"
    return Dataset(name, page, facts, (table,), true_on=timezone.localdate())


def with_comments() -> Iterator[Dataset]:
    """The comments of each public consultation."""
    for found in Consultation.objects.public().order_by("pk"):
        yield of_page(found)


def whole() -> Dataset:
    """All public consultations as data."""
    page = settings.SITE_URL + reverse(Consultation.LIST_VIEW)
    newest = Consultation.objects.public().order_by("-updated_at", "-id")
    facts = [Fact(TITLE, _("Consultations on drafts")), Fact(ADDRESS, page)]
    facts += facts_of_site(newest.values_list("updated_at", flat=True).first())
    table = Table(
        "consultations",
        _("Consultations on drafts"),
        COLUMNS,
        lambda: rows(Consultation.objects.public()),
    )
    # What is open changes with the day.
    return Dataset("gop-y", page, tuple(facts), (table,), true_on=timezone.localdate())


def rows(found: ConsultationQuerySet) -> Iterator[Cells]:
    """Consultations with where they stand today, the one that closes last first."""
    today = timezone.localdate()
    for piece in in_pieces(found, *ORDER, fields=READ):
        for row in piece:
            days = {name: row[name] for name in ("opens_on", "closes_on", "outcome")}
            yield (
                row["pk"],
                row["title"],
                settings.SITE_URL + row["path"],
                row["asker__name"],
                row["opens_on"],
                row["closes_on"],
                Consultation(**days).phase_on(today),
                row["is_sample"],
            )


def _comments(found: Consultation) -> Iterator[Cells]:
    answers_are_told = bool(found.shown_outcome)
    for comment in found.comments.shown().iterator():
        yield (
            comment.number,
            local(comment.received_at).date(),
            comment.shown_name or None,
            comment.text,
            comment.verdict or None if answers_are_told else None,
            comment.answer or None if answers_are_told else None,
        )
