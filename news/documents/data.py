"""Open data of documents; the files of the list page take its query."""

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.documents.effect import Effect, known_start, with_effect
from news.documents.filters import ORDER, DocumentFilter, Documents
from news.documents.models import OfficialDocument
from portal.exchange.datafiles.reading import table_of
from portal.exchange.datafiles.tables import ID, SAMPLE, Column, Computed, Dataset, Kind
from portal.exchange.opendata.listing import CHANGED, list_data, send_narrowed
from portal.exchange.opendata.sets import OpenSet
from portal.kit.origins import for_all_origins

_TITLE = _("Official documents")


COLUMNS = (
    ID,
    Column("number", _("number and symbol"), _("As on the paper.")),
    Column("kind", _("kind of document"), _("In words."), value="document_kind__name"),
    Column("title", _("title"), _("What the document is about.")),
    Column("summary", _("summary"), _("May be empty.")),
    Column("address", _("address"), _("Of its page."), Kind.ADDRESS, value="path"),
    Column("issuer", _("issued by"), _("The agency, in full."), value="issuer__name"),
    Column("signer", _("signed by"), _("May be empty.")),
    Column("signer_post", _("office of the signer"), _("As on the paper.")),
    Column("issued_on", _("issued on"), _("The day on it."), Kind.DATE),
    Column(
        "effective_on",
        _("in force from"),
        _("First day."),
        Kind.DATE,
        value=Computed(known_start, ("effective_on", "issued_on", "is_effect_unknown")),
    ),
    Column(
        "expires_on",
        _("no longer in force from"),
        _("Where the document or the law says a day; others may end it, too."),
        Kind.DATE,
    ),
    Column(
        "effect",
        _("state today"),
        _("By its days and by what other documents do to it."),
        codes=dict(Effect.choices),
    ),
    SAMPLE,
    CHANGED,
)


@for_all_origins
def documents(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Send those that the page lists for the same query."""
    return send_narrowed(
        request, DocumentFilter(request.GET), public_documents(), _dataset, extension
    )


def documents_data() -> Dataset:
    """Return all public documents as data."""
    return _dataset(public_documents(), "")


def public_documents() -> Documents:
    """Return all public documents, each with its state of today."""
    return with_effect(OfficialDocument.objects.public())


def _dataset(rows: Documents, chosen: str) -> Dataset:
    # In the order of issue, whatever was typed: each piece is read behind the last one.
    table = table_of("documents", _TITLE, COLUMNS, rows, *ORDER)
    # The state of a document changes with the day.
    today = timezone.localdate()
    return list_data("van-ban", _TITLE, OfficialDocument, table, narrowed_by=chosen, as_of=today)


SETS = [
    OpenSet(
        slug="van-ban",
        title=_TITLE,
        description=_("Decisions, directives and notices with number, days and state of today."),
        dataset=documents_data,
        queryset=public_documents,
        about_time="issued_on",
        files="documents:data",
    )
]
