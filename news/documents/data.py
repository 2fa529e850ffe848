"""The list of documents as data: what the page lists for the same question, all in one."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from news.documents.effect import Effect, with_effect
from news.documents.filters import ORDER, DocumentFilter, Documents
from news.documents.models import OfficialDocument
from portal.exchange.datafiles.columns import ID, NARROWED, SAMPLE
from portal.exchange.datafiles.facts import ADDRESS, CHANGED, TITLE, facts_of_site
from portal.exchange.datafiles.options import ExportOptions
from portal.exchange.datafiles.reading import in_pieces, last_changed
from portal.exchange.datafiles.responses import bad_request, file_response
from portal.exchange.datafiles.tables import Cells, Column, Dataset, Fact, Kind, Table

READ = (
    "pk", "path", "number", "document_kind__name", "title", "summary", "issuer__name", "signer",
    "signer_post", "effective_on", "expires_on", "effect", "is_sample", "updated_at",
    "published_at",
)  # fmt: skip
COLUMNS = (
    ID,
    Column("number", gettext_lazy("number and symbol"), gettext_lazy("As on the paper.")),
    Column("kind", gettext_lazy("kind of document"), gettext_lazy("In words.")),
    Column("title", gettext_lazy("title"), gettext_lazy("What the document is about.")),
    Column("summary", gettext_lazy("summary"), gettext_lazy("May be empty.")),
    Column("address", gettext_lazy("address"), gettext_lazy("Of its page."), Kind.ADDRESS),
    Column("issuer", gettext_lazy("issued by"), gettext_lazy("The agency, in full.")),
    Column("signer", gettext_lazy("signed by"), gettext_lazy("Empty: not known.")),
    Column("signer_post", gettext_lazy("office of the signer"), gettext_lazy("As on the paper.")),
    Column("issued_on", gettext_lazy("issued on"), gettext_lazy("The day on it."), Kind.DAY),
    Column("effective_on", gettext_lazy("in force from"), gettext_lazy("First day."), Kind.DAY),
    Column(
        "expires_on",
        gettext_lazy("no longer in force from"),
        gettext_lazy("Where the document or the law says a day; others may end it, too."),
        Kind.DAY,
    ),
    Column(
        "effect",
        gettext_lazy("state today"),
        gettext_lazy("By its days and by what other documents do to it."),
        codes=dict(Effect.choices),
    ),
    SAMPLE,
    Column(CHANGED.name, CHANGED.label, gettext_lazy("When its page last changed."), Kind.MOMENT),
)


@require_safe
def documents(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Those that the page lists for the same question."""
    asked = DocumentFilter(request.GET)
    if not asked.is_valid():
        return bad_request(
            ValidationError([text for each in asked.errors.values() for text in each])
        )
    # Read whole, each piece behind the last one: in the order of issue, whatever was typed.
    fitting = asked.narrowed(found()).order_by(*ORDER)
    chosen = "; ".join(f"{each.label}: {each.value}" for each in asked.chosen)
    return file_response(
        request, _dataset(fitting, chosen), ExportOptions.of_table(request.GET), extension
    )


def whole() -> Dataset:
    """All public documents as data."""
    return _dataset(found(), "")


def found() -> Documents:
    """All public documents, each with its state of today."""
    return with_effect(OfficialDocument.objects.public())


def _dataset(documents: Documents, chosen: str) -> Dataset:
    newest = OfficialDocument.objects.public().order_by("-updated_at", "-id")
    page = settings.SITE_URL + reverse(OfficialDocument.LIST_VIEW)
    facts = [Fact(TITLE, _("Official documents")), Fact(ADDRESS, page)]
    if chosen:
        facts.append(Fact(NARROWED, chosen))
    facts += facts_of_site(newest.values_list("updated_at", flat=True).first())
    table = Table("documents", _("Official documents"), COLUMNS, lambda: rows(documents))
    # The state of a document changes with the day.
    today: date = timezone.localdate()
    return Dataset("van-ban", page, tuple(facts), (table,), true_on=today)


def rows(documents: Documents) -> Iterator[Cells]:
    """Documents that came with their state, in the order of issue."""
    for piece in in_pieces(documents, *ORDER, fields=READ):
        for record in piece:
            yield (
                record["pk"],
                record["number"],
                record["document_kind__name"],
                record["title"],
                record["summary"] or None,
                settings.SITE_URL + record["path"],
                record["issuer__name"],
                record["signer"] or None,
                record["signer_post"] or None,
                record["issued_on"],
                record["effective_on"],
                record["expires_on"],
                record["effect"],
                record["is_sample"],
                last_changed(record),
            )
