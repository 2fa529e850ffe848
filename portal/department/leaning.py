"""What the pages about the department name as their source."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.department.models import Department, Post
from portal.editing.leaning import Leaning
from portal.publishing.models import Publication


def sources(page: Publication) -> list[Leaning]:
    """Return the department whose functions the page lays down, and posts whose holder it names."""
    return [
        Leaning(Department.objects.filter(basis=page), _founding),
        Leaning(Post.objects.filter(source=page), _naming),
    ]


def _founding(_number: int) -> str:
    return _("The page of the department's functions names it as source, and will name none.")


def _naming(number: int) -> str:
    text = ngettext(
        "It is the source of who holds %(number)d post, and readers will find none there.",
        "It is the source of who holds %(number)d posts, and readers will find none there.",
        number,
    )
    return text % {"number": number}
