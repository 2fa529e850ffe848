"""The catalogue as DCAT, the vocabulary by which portals of open data take over from each other."""

from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.urls import reverse

from portal.exchange.datafiles.facts import licence
from portal.exchange.opendata.bulk import Bulk
from portal.exchange.opendata.descriptions import Description, Member, full, licence_address, moment
from portal.exchange.opendata.sets import Download
from portal.kit.site_names import site_name

LANGUAGE: Final = "vi"
CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
_VIETNAMESE: Final = "http://publications.europa.eu/resource/authority/language/VIE"
# Changes when somebody changes something, at no fixed times.
_IRREGULAR: Final = "http://publications.europa.eu/resource/authority/frequency/IRREG"

type Node = dict[str, Any]


def catalogue(descriptions: list[Description], bulk: Bulk | None) -> Node:
    """Return all data sets, those of single pages too, the file of all, and the service."""
    home = full(reverse("opendata:index"))
    sets = [_dataset(each) for each in descriptions]
    sets += [_member(member, each) for each in descriptions for member in each.members]
    return {
        "@context": CONTEXT,
        "@id": home,
        "@type": "dcat:Catalog",
        "dct:title": _text(f"Dữ liệu mở – {site_name('vi')}"),
        "dct:description": _text("Mọi tập dữ liệu mở của trang này."),
        "dct:publisher": _publisher(),
        "dct:license": _licence(),
        "dct:language": {"@id": _VIETNAMESE},
        "foaf:homepage": {"@id": home},
        "dcat:dataset": sets + ([_everything(bulk)] if bulk else []),
        "dcat:service": _service(descriptions),
    }


def _dataset(each: Description) -> Node:
    node = _usual(full(each.set.path), str(each.set.title), str(each.set.description))
    node |= {
        # A list whose pages have data of their own holds them together.
        "@type": ["dcat:Dataset", "dcat:DatasetSeries"] if each.members else "dcat:Dataset",
        "dct:identifier": each.set.slug,
        "dcat:version": each.set.version,
        "dct:accrualPeriodicity": {"@id": _IRREGULAR},
        "dcat:distribution": [_distribution(one) for one in each.set.downloads()],
    }
    if each.span:
        first, last = (_day(end) for end in each.span)
        node["dct:temporal"] = {
            "@type": "dct:PeriodOfTime", "dcat:startDate": first, "dcat:endDate": last,
        }  # fmt: skip
    return node | _modified(each.changed_at)


def _member(member: Member, of: Description) -> Node:
    node = _usual(f"{member.address}#du-lieu", member.title, f"{of.set.title}: {member.title}")
    node |= {
        "dcat:landingPage": {"@id": member.address},
        "dcat:inSeries": {"@id": full(of.set.path)},
        "dcat:distribution": [_distribution(one) for one in member.downloads],
    }
    return node | _modified(member.changed_at)


def _usual(identity: str, title: str, description: str) -> Node:
    return {
        "@id": identity,
        "@type": "dcat:Dataset",
        "dct:title": _text(title),
        "dct:description": _text(description),
        "dct:publisher": _publisher(),
        "dct:license": _licence(),
        "dct:language": {"@id": _VIETNAMESE},
        "dcat:landingPage": {"@id": identity},
        "dcat:contactPoint": {
            "@type": "vcard:Organization",
            "vcard:fn": site_name("vi"),
            "vcard:hasURL": {"@id": full(reverse("contact"))},
        },
    }


def _distribution(download: Download) -> Node:
    address = {"@id": full(download.address)}
    return {
        "@type": "dcat:Distribution",
        "dct:title": download.label,
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": {"@id": _MEDIA_TYPES + download.media_type.partition(";")[0]},
        "dct:license": _licence(),
    }


def _everything(bulk: Bulk) -> Node:
    address = full(reverse("opendata:bulk"))
    file = _distribution(Download("ZIP", address, "application/zip")) | {
        "dcat:byteSize": {"@value": str(bulk.size), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": bulk.sha256, "@type": "xsd:hexBinary"},
        },
    }
    node = _usual(f"{address}#tap", "Toàn bộ dữ liệu", "Mọi tập dữ liệu trong một tệp, mỗi ngày.")
    landing = {"dcat:landingPage": {"@id": full(reverse("opendata:index"))}}
    return node | landing | {"dcat:distribution": [file]} | _modified(bulk.written_at)


def _service(descriptions: list[Description]) -> Node:
    return {
        "@type": "dcat:DataService",
        "dct:title": _text("Dữ liệu JSON theo trang"),
        "dcat:endpointURL": {"@id": full(reverse("opendata:index"))},
        "dcat:endpointDescription": {"@id": full(reverse("opendata:openapi"))},
        "dcat:servesDataset": [{"@id": full(each.set.path)} for each in descriptions],
    }


def _text(text: str) -> Node:
    return {"@value": text, "@language": LANGUAGE}


def _day(text: str) -> Node:
    return {"@value": text, "@type": "xsd:gYear" if len(text) == 4 else "xsd:date"}


def _modified(at: datetime | None) -> Node:
    modified = moment(at)
    return {"dct:modified": {"@value": modified, "@type": "xsd:dateTime"}} if modified else {}


def _publisher() -> Node:
    return {
        "@id": settings.SITE_URL + "/",
        "@type": "foaf:Organization",
        "foaf:name": site_name("vi"),
    }


def _licence() -> Node:
    return {
        "@id": licence_address(),
        "@type": "dct:LicenseDocument",
        "rdfs:label": licence(),
    }
