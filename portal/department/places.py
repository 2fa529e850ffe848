"""What the search finds of the department: its About pages, units and posts, and how to call it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.department.about_pages import ABOUT_PAGES
from portal.department.models import Department, Post, ServiceLink, Unit
from portal.kit.places import Place, Rank
from portal.kit.sorted_names import in_order
from portal.publishing.pairs import way_to


def department_places() -> Iterator[Place]:
    """Yield the contact page and the About pages, with the numbers that answer at once."""
    facts = Department.objects.defer("functions", "functions_en").first()
    phone = facts.phone if facts else ""
    hotline = facts.hotline if facts else ""
    if hotline:
        yield Place(
            f"{way_to('reception')}#hotline",
            _("Hotline"),
            facts.translated("hotline_note").text if facts else "",
            pgettext("searched as", "hotline; emergency number; whom to call"),
            pgettext("meant by", "hotline; emergency number"),
            phone=hotline,
        )
    yield Place(
        way_to("contact"),
        _("Contact"),
        facts.translated("address").text if facts else "",
        pgettext(
            "searched as", "contact; address; telephone; telephone number; e-mail; office hours"
        ),
        pgettext(
            "meant by", "telephone of the department; address of the department; office hours"
        ),
        phone=phone,
    )
    for page in ABOUT_PAGES:
        yield Place(page.path, page.label, page.about, page.also, page.within)


def staff_places() -> Iterator[Place]:
    """Yield the units and posts, each with its telephone and who holds it; two queries."""
    structure = way_to("about_structure")
    units = in_order(Unit.objects.all())
    for unit in units:
        yield Place(
            f"{structure}#don-vi-{unit.pk}",
            unit.translated("name").text,
            unit.translated("room").text,
            kind=_("unit of the department"),
            phone=unit.phone,
            text=unit.translated("functions").text,
            rank=Rank.ROW,
        )
    yield from _posts(structure, {unit.pk: unit for unit in units})


def _posts(structure: str, units: dict[int, Unit]) -> Iterator[Place]:
    for post in Post.objects.all():
        title = post.translated("title").text
        unit = units.get(post.unit_id or 0)
        path = structure if unit else way_to("about_leaders")
        yield Place(
            f"{path}#chuc-danh-{post.pk}",
            f"{title}: {post.holder}" if post.holder else title,
            unit.translated("name").text if unit else "",
            "; ".join(filter(None, (title, post.holder))),
            kind=_("post in the department"),
            phone=post.phone,
            text=post.translated("duties").text,
            rank=Rank.ROW,
        )


def service_places() -> Iterator[Place]:
    """Yield the public services elsewhere, by the page that leads to them; one query."""
    names = [each.translated("name").text for each in ServiceLink.objects.all()]
    if names:
        yield Place(way_to("public_services"), _("Public services"), also="; ".join(names))
