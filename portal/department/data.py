"""The open data of the department itself: its units, and its posts with whom to ask at work."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.department.models import Post, Unit
from portal.exchange.datafiles.facts import ADDRESS, TITLE, facts_of_site
from portal.exchange.datafiles.reading import cells_of, page_address, records_of, table_of
from portal.exchange.datafiles.tables import ID, Cells, Column, Dataset, Fact, Kind, Table
from portal.exchange.opendata.sets import OpenSet
from portal.kit.sorted_names import in_order

_NAME = _("Structure of the department")
_PHONE = Column("phone", _("work telephone"), _("May be empty."))
_EMAIL = Column("email", _("work e-mail"), _("May be empty."))
_UNIT_ID = Column("unit_id", _("number of the unit"), _("“id” of the unit."), Kind.INTEGER)
UNIT = (
    ID,
    Column("name", _("name"), _("In full.")),
    Column("name_en", _("name in English"), _("Empty: there is none yet.")),
    Column(
        "part_of", _("part of"), _("“id” of the unit above it."), Kind.INTEGER, value="parent_id"
    ),
    Column("functions", _("functions"), _("One thing a line.")),
    Column("room", _("room or address"), _("May be empty.")),
    _PHONE,
    _EMAIL,
)
POST = (
    ID,
    _UNIT_ID,
    Column(
        "unit",
        pgettext_lazy("of the department", "unit"),
        _("Empty: a post of the department's leaders."),
        value="unit__name",
    ),
    Column("title", _("post"), _("As it is called.")),
    Column("title_en", _("post in English"), _("Empty: there is none yet.")),
    Column("holder", _("who holds it"), _("May be empty.")),
    Column("known_on", _("as of"), _("The day of which the name is known."), Kind.DATE),
    Column(
        "source",
        _("source"),
        _("The page that says who holds it."),
        Kind.ADDRESS,
        value=page_address("source_id"),
    ),
    Column("duties", _("duties"), _("One thing a line.")),
    Column("is_spokesperson", _("spokesperson"), _("Speaks to the press."), Kind.BOOLEAN),
    _PHONE,
    _EMAIL,
)


def structure_data() -> Dataset:
    """Return all units, and all posts: whatever the page of the structure shows."""
    page = settings.SITE_URL + reverse("about_structure")
    facts = (Fact(TITLE, str(_NAME)), Fact(ADDRESS, page), *facts_of_site(None))
    # The units stand in the order of the page.
    units = Table("units", _("Units"), UNIT, _cells_of_units)
    posts = table_of("posts", _("Posts"), POST, Post.objects.all(), "id")
    return Dataset("co-cau", page, facts, (units, posts))


def _cells_of_units() -> Iterator[Cells]:
    return cells_of(records_of(in_order(Unit.objects.all()), UNIT), UNIT)


SETS = [
    OpenSet(
        slug="co-cau",
        title=_NAME,
        description=_("Units and posts with duties, work telephone and work e-mail."),
        dataset=structure_data,
        queryset=Unit.objects.all,
    )
]
