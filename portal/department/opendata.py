"""The open data of the department itself: its units, and its posts with whom to ask at work."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.department.models import Post, Unit
from portal.exchange.datafiles.columns import ID
from portal.exchange.datafiles.facts import ADDRESS, TITLE, facts_of_site
from portal.exchange.datafiles.reading import address, in_pieces, public_pages
from portal.exchange.datafiles.tables import Cells, Column, Dataset, Fact, Kind, Table
from portal.exchange.opendata.sets import OpenSet

_NAME = _("Structure of the department")
_PHONE = Column("phone", _("work telephone"), _("Empty: not known."))
_EMAIL = Column("email", _("work e-mail"), _("Empty: not known."))
_UNIT_ID = Column("unit_id", _("number of the unit"), _("“id” of the unit."), Kind.WHOLE)
UNIT = (
    ID,
    Column("name", _("name"), _("In full.")),
    Column("name_en", _("name in English"), _("Empty: there is none yet.")),
    Column("part_of", _("part of"), _("“id” of the unit above it."), Kind.WHOLE),
    Column("functions", _("functions"), _("One thing a line.")),
    Column("room", _("room or address"), _("Empty: not known.")),
    _PHONE,
    _EMAIL,
)
POST = (
    ID,
    _UNIT_ID,
    Column("unit", _("unit"), _("Empty: a post of the department's leaders.")),
    Column("title", _("post"), _("As it is called.")),
    Column("title_en", _("post in English"), _("Empty: there is none yet.")),
    Column("holder", _("who holds it"), _("Empty: not known.")),
    Column("known_on", _("as of"), _("The day of which the name is known."), Kind.DAY),
    Column("source", _("source"), _("The page that says who holds it."), Kind.ADDRESS),
    Column("duties", _("duties"), _("One thing a line.")),
    Column("is_spokesperson", _("spokesperson"), _("Speaks to the press."), Kind.YES_NO),
    _PHONE,
    _EMAIL,
)


def structure_data() -> Dataset:
    """All units, and all posts: whatever the page of the structure shows."""
    page = settings.SITE_URL + reverse("about_structure")
    facts = (Fact(TITLE, str(_NAME)), Fact(ADDRESS, page), *facts_of_site(None))
    units = Table("units", _("Units"), UNIT, lambda: unit_rows(Unit.objects.all()))
    return Dataset("co-cau", page, facts, (units, Table("posts", _("Posts"), POST, _posts)))


def unit_rows(units: QuerySet[Unit]) -> Iterator[Cells]:
    """The units as UNIT has them, in the order of the page."""
    read = ("id", "name", "name_en", "parent_id", "functions", "room", "phone", "email")
    for piece in in_pieces(units, "position", "name", "id", fields=read):
        for record in piece:
            yield tuple(record[name] or None for name in read)


def _posts() -> Iterator[Cells]:
    read = ("id", "unit_id", "unit__name", "title", "title_en", "holder", "known_on")
    more = ("duties", "is_spokesperson", "phone", "email")
    for piece in in_pieces(Post.objects.all(), "id", fields=(*read, "source_id", *more)):
        pages = public_pages(record["source_id"] for record in piece)
        for record in piece:
            yield (
                *(record[name] or None for name in read),
                address(pages.get(record["source_id"])),
                record["duties"] or None,
                record["is_spokesperson"],
                record["phone"] or None,
                record["email"] or None,
            )


SETS = [
    OpenSet(
        slug="co-cau",
        title=_NAME,
        description=_("Units and posts with duties, work telephone and work e-mail."),
        whole=structure_data,
        found=Unit.objects.all,
        cells=unit_rows,
    ),
]
