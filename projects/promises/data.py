"""Open data of promises, each with its status of today."""

from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.exchange.datafiles.facts import ADDRESS, TITLE, facts_of_site
from portal.exchange.datafiles.reading import page_address, page_title, table_of
from portal.exchange.datafiles.responses import file_response
from portal.exchange.datafiles.tables import ID, SAMPLE, Column, Dataset, Fact, Kind
from portal.exchange.opendata.listing import refuse_unknown
from portal.exchange.opendata.sets import OpenSet
from portal.kit.origins import for_all_origins
from projects.kit.columns import AS_OF, DUE, PROJECT_OF, QUOTE, SOURCE
from projects.promises.filters import PromiseFilter, public_promises
from projects.promises.models import Promise, PromiseKind

PROMISE = (
    ID,
    Column("said_on", _("said on"), _("The day it was said."), Kind.DATE),
    Column("kind", _("kind"), _("How binding the words are."), codes=dict(PromiseKind.choices)),
    Column("title", _("in short"), _("What is promised, in a few words.")),
    QUOTE,
    replace(SOURCE, value=page_address("article_id")),
    *DUE,
    *PROJECT_OF,
    Column(
        "indicator", _("indicator"), _("What it is measured by."), value=page_title("indicator_id")
    ),
    Column(
        "proof",
        _("proof"),
        _("The page that tells what came of it."),
        Kind.ADDRESS,
        value=page_address("proof_id"),
    ),
    # What hangs on a made-up page is made up with it.
    replace(SAMPLE, value="article__is_sample"),
)


@for_all_origins
def promises(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Send those that the page shows for the same query, all its pages in one."""
    form = PromiseFilter(request.GET or None)
    if (refusal := refuse_unknown(form)) is not None:
        return refusal
    data = promises_data(form.with_status(form.narrowed(public_promises())), form.given())
    return file_response(request, data, extension)


def promises_data(promises: QuerySet[Promise], query: dict[str, str]) -> Dataset:
    """Return the promises, which come with their state, found by the query of the page."""
    page, today = settings.SITE_URL + reverse("projects:promise_list"), timezone.localdate()
    address = f"{page}?{urlencode(query)}" if query else page
    facts = (
        Fact(TITLE, str(_("Tasks and promises"))),
        Fact(ADDRESS, address),
        Fact(AS_OF, today),
        *facts_of_site(None),
    )
    table = table_of("promises", _("promises"), PROMISE, promises, "-said_on", "id")
    return Dataset("cam-ket", address, facts, (table,), as_of=today)


ABOUT: Final = _("What was promised, word for word, by when, and what came of it.")
SETS = [
    OpenSet(
        slug="cam-ket",
        title=_("Tasks and promises"),
        description=ABOUT,
        dataset=lambda: promises_data(public_promises(), {}),
        queryset=public_promises,
        version="1.1",
        about_time="said_on",
        files="projects:promise_data",
    )
]
