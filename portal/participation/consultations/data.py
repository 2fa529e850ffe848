"""Consultations as data: all of them, and the comments of one that readers may see."""

from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.exchange.datafiles.facts import facts_of_page
from portal.exchange.datafiles.reading import from_instance, table_of
from portal.exchange.datafiles.responses import file_response, page_file
from portal.exchange.datafiles.tables import ID, SAMPLE, Column, Computed, Dataset, Kind
from portal.exchange.opendata.listing import data_of_each, list_data
from portal.exchange.opendata.sets import OpenSet
from portal.kit.origins import for_all_origins
from portal.participation.consultations.models import (
    Consultation,
    ConsultationComment,
    ConsultationPhase,
    Verdict,
)

_TITLE = _("Consultations on drafts")
COLUMNS = (
    ID,
    Column("title", _("title"), _("What the draft is about.")),
    Column("address", _("address"), _("Of its page."), Kind.ADDRESS, value="path"),
    Column("asker", _("body that asks for comments"), _("In full."), value="asker__name"),
    Column("opens_on", _("comments from"), _("The first day."), Kind.DATE),
    Column("closes_on", _("comments until"), _("The last day."), Kind.DATE),
    Column(
        "status",
        _("state"),
        _("By its days, and by whether a summary is there."),
        codes=dict(ConsultationPhase.choices),
        value=from_instance(Consultation, attrgetter("phase"), "opens_on", "closes_on", "outcome"),
    ),
    SAMPLE,
)
COMMENT = (
    Column(
        "number",
        _("number"),
        _("No other comment ever gets it."),
        value=from_instance(ConsultationComment, attrgetter("number"), "pk"),
    ),
    Column("received_on", _("received on"), kind=Kind.DATE, value="received_at"),
    Column(
        "name",
        _("name"),
        _("Empty: the person wished not to be named."),
        value=from_instance(
            ConsultationComment, attrgetter("shown_name"), "name_is_shown", "name", "organisation"
        ),
    ),
    Column("text", _("comment"), _("Word for word.")),
)
ANSWER = (
    Column(
        "verdict",
        _("what becomes of it"),
        _("Empty: no answer yet; answers come with the summary."),
        codes=dict(Verdict.choices),
    ),
    Column("answer", _("our answer"), _("Of the body that drafts it.")),
)
# What stands in the columns of the answers until these are shown.
_NOTHING = Computed(lambda: None, ())


@for_all_origins
def consultations(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Send all that readers may see, the one that closes last first."""
    return file_response(request, consultations_data(), extension)


@for_all_origins
def comments(request: HttpRequest, slug: str, extension: str) -> HttpResponseBase:
    """Send what readers see below a draft."""
    return page_file(request, Consultation.objects.public(), slug, extension, comments_data)


def consultations_data() -> Dataset:
    """Return all public consultations as data."""
    rows = Consultation.objects.public()
    order = ("-closes_on", "-publication_ptr")
    table = table_of("consultations", _TITLE, COLUMNS, rows, *order)
    # What is open changes with the day.
    return list_data("gop-y", _TITLE, Consultation, table, as_of=timezone.localdate())


def comments_data(consultation: Consultation) -> Dataset:
    """Return the comments below one draft, as readers see them."""
    is_answered = bool(consultation.shown_outcome)
    answer = ANSWER if is_answered else [replace(each, value=_NOTHING) for each in ANSWER]
    rows = consultation.comments.shown()
    title = _("Comments shown to readers")
    return Dataset(
        name=f"gop-y-{consultation.slug}",
        address=settings.SITE_URL + consultation.path,
        facts=facts_of_page(consultation),
        tables=(table_of("comments", title, (*COMMENT, *answer), rows, "received_at", "pk"),),
        as_of=timezone.localdate(),
    )


def comments_one_by_one() -> Iterator[Dataset]:
    """Return the comments of each public consultation."""
    return data_of_each(Consultation.objects.public(), comments_data)


SETS = [
    OpenSet(
        slug="gop-y",
        title=_TITLE,
        description=_("Drafts put before the public, with their days and where each stands today."),
        dataset=consultations_data,
        queryset=Consultation.objects.public,
        about_time="closes_on",
        files="consultations:data",
        members=comments_one_by_one,
    )
]
