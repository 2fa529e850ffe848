"""A data set as its page, DCAT and JSON-LD describe it: read once, from the set itself."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from portal.exchange.datafiles.facts import licence
from portal.exchange.datafiles.tables import Dataset
from portal.exchange.opendata.sets import Download, OpenSet, changed_at, member_downloads
from portal.kit.samples import with_mark
from portal.publishing.languages import ENGLISH, VIETNAMESE, spoken_path
from portal.publishing.models import EnglishVersion
from portal.publishing.structured import known_facts, organization

# So many pages of a list stand on the page of their set; the catalogue for machines names all.
MAX_MEMBERS: Final = 100
# Of `safe_cell` in portal/exchange/sheets/writing.py: who reads by program has to take it away.
CSV_GUARD = _(
    "In CSV an apostrophe stands before a text that begins with =, +, - or @, so that spreadsheet "
    "programs do not compute it; JSON has the text as it is."
)


@dataclass(frozen=True, slots=True)
class Member:
    """A page that has data of its own, of a list that is a data set."""

    title: str
    address: str
    changed_at: datetime | None
    downloads: list[Download]
    language: str = VIETNAMESE


@dataclass(frozen=True, slots=True)
class Description:
    """A data set as it is today."""

    set: OpenSet
    data: Dataset
    changed_at: datetime | None
    span: tuple[str, str] | None
    members: list[Member]
    has_more: bool = False

    @property
    def span_words(self) -> str:
        """Return the time that it is about, as people write it."""
        return " – ".join(map(_people_write, dict.fromkeys(self.span or ())))


def describe(open_set: OpenSet, *, most: int | None = None) -> Description:
    """Return the set with what only its rows can say, and `most` of its members at most."""
    data = open_set.dataset()
    members = [*map(_member, islice(open_set.members(), None if most is None else most + 1))]
    has_more = most is not None and len(members) > most
    return Description(open_set, data, changed_at(data), open_set.span(), members[:most], has_more)


def _member(data: Dataset) -> Member:
    values = {fact.column.name: fact.value for fact in data.facts}
    title = with_mark(values["title"], is_sample=bool(values.get("is_sample")))
    return Member(title, data.address, changed_at(data), member_downloads(data))


def in_english(found: Description) -> Description:
    """Return the description with its members' pages in English, where there are such."""
    paths = {each.address: each.address.removeprefix(settings.SITE_URL) for each in found.members}
    rows = EnglishVersion.objects.public().filter(translation_of__path__in=paths.values())
    columns = ("translation_of__path", "translation_of__is_sample", "title", "path")
    versions = {
        old: (with_mark(title, is_sample=is_sample), path)
        for old, is_sample, title, path in rows.values_list(*columns)
    }
    members = []
    for each in found.members:
        if version := versions.get(paths[each.address]):
            title, path = version
            each = replace(each, title=title, address=full(path), language=ENGLISH)
        members.append(each)
    return replace(found, members=members)


def _people_write(day: str) -> str:
    return date_format(date.fromisoformat(day), "DATE_FORMAT") if "-" in day else day


def full(address: str) -> str:
    """Return an address with the site's own before it."""
    return address if address.startswith("http") else settings.SITE_URL + address


def licence_address() -> str:
    """Return the IRI of the licence, which is a place on the catalogue's page."""
    return full(reverse("opendata:index") + "#giay-phep")


def moment(value: datetime | None) -> str | None:
    return timezone.localtime(value).isoformat(timespec="seconds") if value else None


def json_ld(description: Description) -> dict[str, Any]:
    """Return the data set as schema.org's Dataset, for its page in the language spoken now."""
    catalogue = full(spoken_path(reverse("opendata:index")))
    known = {
        "dateModified": moment(description.changed_at),
        "temporalCoverage": description.span and "/".join(description.span),
        "hasPart": [
            {"@type": "Dataset", "name": member.title, "url": member.address,
             "description": f"{description.set.description} {member.title}",
             "license": licence_address()}
            for member in description.members
        ],
    }  # fmt: skip
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": str(description.set.title),
        "description": str(description.set.description),
        "url": full(spoken_path(description.set.path)),
        "version": description.set.version,
        "usageInfo": licence(),
        "license": licence_address(),
        "isAccessibleForFree": True,
        "inLanguage": "vi",
        "creator": organization(),
        "publisher": organization(),
        "includedInDataCatalog": {"@type": "DataCatalog", "url": catalogue},
        "variableMeasured": [str(column.label) for column in description.data.tables[0].columns],
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": full(download.address),
                "encodingFormat": download.media_type.partition(";")[0],
            }
            for download in description.set.downloads()
        ],
    } | known_facts(known)
