"""Feeds of what is public: the three forms they come in, and what stands in an entry."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, Final, Self

from django.conf import settings
from django.db.models import OuterRef, Subquery, prefetch_related_objects
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from portal.kit.samples import with_mark
from portal.kit.site_names import site_name
from portal.publishing.models import (
    Correction,
    EnglishVersion,
    Publication,
    PublicationQuerySet,
    Redirect,
    heavy_columns,
)
from portal.publishing.models.kinds import kinds
from portal.publishing.models.visibility import public_rule

ENTRIES: Final = 20
# XML has no way to write them; a title pasted from elsewhere may hold one.
_NOT_IN_XML: Final = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFE, 0xFFFF])

# What links are written with that browsers let people press.
_HTML: Final = "html"
_IN_HTML: Final = {f"xmlns:{_HTML}": "http://www.w3.org/1999/xhtml"}


class _OnlyXmlText(SyndicationFeed):
    """Leaves out of an item's texts what no XML can hold, so that one title never ends a feed."""

    def add_item(self, *args: object, **kwargs: object) -> None:
        super().add_item(*map(_xml_text, args), **{k: _xml_text(v) for k, v in kwargs.items()})


def _xml_text(value: object) -> Any:
    if isinstance(value, str):
        return value.translate(_NOT_IN_XML)
    return tuple(map(_xml_text, value)) if isinstance(value, tuple) else value


class _Pressed(_OnlyXmlText):
    """Has links of XHTML beside its own, for browsers: a style alone makes none of an address.

    Both forms allow elements of other namespaces; feed readers pass over them.
    """

    def add_root_elements(self, handler: Any) -> None:
        _add_link(handler, self.feed)
        super().add_root_elements(handler)

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        _add_link(handler, item)
        super().add_item_elements(handler, item)


def _add_link(handler: Any, row: Mapping[str, Any]) -> None:
    handler.addQuickElement(f"{_HTML}:a", row["title"], {"href": row["link"]})


class Rss(_Pressed, Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | _IN_HTML


class Atom(_Pressed, Atom1Feed):
    def root_attributes(self) -> dict[str, str]:
        return super().root_attributes() | _IN_HTML

    def write(self, outfile: IO[str], encoding: str) -> None:
        """Write it as Django does, with the stylesheets that Django gives to RSS alone."""
        # The stubs take neither what the feed writes to nor its attributes.
        generator: Any = SimplerXMLGenerator
        handler = generator(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        for stylesheet in self.feed["stylesheets"] or []:
            handler.processingInstruction("xml-stylesheet", str(stylesheet))
        handler.startElement("feed", self.root_attributes())
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")


class Json(SyndicationFeed):
    """JSON Feed 1.1, made from the same calls as the two of Django's."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: IO[str], encoding: str) -> None:
        data = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "description": self.feed["description"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "language": self.feed["language"],
            "authors": [{"name": site_name(), "url": f"{settings.SITE_URL}/"}],
            "items": [self._item(item) for item in self.items],
        }
        outfile.write(json.dumps(data, ensure_ascii=False, indent=1))

    @staticmethod
    def _item(item: Mapping[str, Any]) -> dict[str, object]:
        known = {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_html": item["description"],
            "date_published": timezone.localtime(item["pubdate"]).isoformat(),
            "date_modified": timezone.localtime(item["updateddate"]).isoformat(),
            "authors": [{"name": item["author_name"]}],
            "tags": list(item["categories"]),
            "language": item["language"],
        }
        return {name: value for name, value in known.items() if value}


# Each form by the name of its file, which stands below the page that the feed belongs to.
FORMS: Final[dict[str, type[SyndicationFeed]]] = {
    "rss.xml": Rss,
    "atom.xml": Atom,
    "feed.json": Json,
}


class FeedFile:
    """The last part of a feed's address."""

    regex = "|".join(name.replace(".", r"\.") for name in FORMS)

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


def has_feed(view_name: str) -> bool:
    """Return whether the pages of a view list what a feed could tell of.

    A kind, a section, a topic.
    """
    lists = {name for model in kinds().values() for name in (model.LIST_VIEW, model.SECTION_VIEW)}
    return view_name in (lists - {""} | {"topic", "en:topic", "en:list"})


def absolute(path: str) -> str:
    """Return the full address of a path of this site, the same whichever host asked."""
    return f"{settings.SITE_URL}{path}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page, or a correction of one: who has read the mistake in a feed learns of it there."""

    title: str
    paragraphs: tuple[str, ...]
    address: str
    # The address at which readers first found it: it stays when the page moves (RFC 4287, 4.2.6).
    key: str
    at: datetime
    updated_at: datetime
    author: str
    tags: tuple[str, ...]
    language: str

    @classmethod
    def of_page(cls, page: Publication) -> Self:
        assert page.published_at is not None  # noqa: S101  # it is public
        notes = [
            _("Correction of %(day)s: %(text)s")
            % {"day": date_format(timezone.localtime(each.at), "DATE_FORMAT"), "text": each.text}
            for each in page.shown_corrections
        ]
        return cls(
            title=with_mark(page.meta_title(), is_sample=page.is_sample),
            paragraphs=(page.summary or page.title, *notes),
            address=absolute(page.path),
            key=absolute(_first_path(page)),
            at=page.published_at,
            updated_at=page.last_changed_at,
            author=page.meta_creator() or site_name(),
            tags=page.meta_tags(),
            language=page.language,
        )

    @classmethod
    def of_correction(cls, correction: Correction) -> Self:
        page = correction.publication
        named = with_mark(page.title, is_sample=page.is_sample)
        return cls(
            title=_("Correction: %(title)s") % {"title": named},
            paragraphs=(correction.text,),
            address=f"{absolute(page.path)}#{correction.anchor}",
            key=f"{absolute(_first_path(correction))}#{correction.anchor}",
            at=correction.at,
            updated_at=correction.at,
            author=site_name(),
            tags=(page.section.name,) if page.section else (),
            language=page.language,
        )

    def added_to(self, feed: SyndicationFeed) -> None:
        feed.add_item(
            title=self.title,
            link=self.address,
            # Readers' programs take it for HTML.
            description=str(format_html_join("", "<p>{}</p>", ((p,) for p in self.paragraphs))),
            unique_id=self.key,
            # An address that a page had once leads to it for good.
            unique_id_is_permalink=True,
            pubdate=self.at,
            updateddate=self.updated_at,
            author_name=self.author,
            categories=self.tags,
            language=self.language,
        )


def entries(kind: str = "", **only: object) -> list[Entry]:
    """Return the newest pages and corrections, of one kind or of all, of those that `only` names.

    Two queries; one more where a page among them has been corrected, and one for each kind in a
    feed of all kinds that says more of its pages than what all kinds have.
    """
    pages = _newest(kind, only)
    corrected = [page for page in pages if page.corrected_at]
    if corrected:
        prefetch_related_objects(corrected, "corrections")
    found = [*map(Entry.of_page, pages), *map(Entry.of_correction, _corrections(kind, only))]
    return sorted(found, key=lambda entry: entry.at, reverse=True)[:ENTRIES]


def _newest(kind: str, only: Mapping[str, object]) -> list[Publication]:
    model = kinds()[kind] if kind else Publication
    rows: PublicationQuerySet[Publication] = model.objects.public().filter(**only)
    if not kind:
        rows = rows.exclude(kind=EnglishVersion.KIND)  # they have a feed in their language
    return _of_their_kinds(list(_brief(rows, model).newest()[:ENTRIES]))


def _brief[P: Publication](rows: PublicationQuerySet[P], model: type[P]) -> PublicationQuerySet[P]:
    rows = rows.select_related("section", *model.META_SELECT_RELATED).defer("body")
    found: Any = rows.annotate(first_path=_first_address())
    return found  # type: ignore[no-any-return]  # the annotation has a type of its own


def _first_address(prefix: str = "") -> Subquery:
    """Return the first address that the page had since readers could see it, if it has moved."""
    moves = Redirect.objects.filter(
        publication=OuterRef(f"{prefix}pk"), created_at__gte=OuterRef(f"{prefix}published_at")
    )
    return Subquery(moves.order_by("created_at", "pk").values("old_path")[:1])


def _first_path(row: Publication | Correction) -> str:
    page = row.publication if isinstance(row, Correction) else row
    return vars(row)["first_path"] or page.path


def _of_their_kinds(pages: list[Publication]) -> list[Publication]:
    """Return the same pages.

    Where all kinds were read at once, those that say more read as their own.
    """
    found: dict[int, Publication] = {}
    for name in {page.kind for page in pages if type(page) is Publication}:
        model = kinds()[name]
        if model.META_SELECT_RELATED:
            keys = [page.pk for page in pages if page.kind == name]
            rows = _brief(model.objects.public().filter(pk__in=keys), model)
            found |= {row.pk: row for row in rows}
    return [found.get(page.pk, page) for page in pages]


def _corrections(kind: str, only: Mapping[str, object]) -> Iterable[Correction]:
    of = {f"publication__{name}": value for name, value in only.items()}
    if kind:
        of["publication__kind"] = kind
    rows = Correction.objects.filter(public_rule(timezone.now(), "publication__"), **of)
    if not kind:
        rows = rows.exclude(publication__kind=EnglishVersion.KIND)
    rows = rows.select_related("publication__section")
    rows = rows.annotate(first_path=_first_address("publication__"))
    return rows.defer(*heavy_columns("publication")).order_by("-at", "-id")[:ENTRIES]
