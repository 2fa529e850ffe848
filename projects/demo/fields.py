"""The fields of work that projects stand in."""

from portal.publishing.models import Section
from projects.demo.report import IT, POSTS
from projects.work.models import Project

FIELDS = (POSTS, IT)


def field(name: str) -> Section:
    """The field of this name, made where there is none."""
    found = Section.objects.filter(kind=Project.KIND, name=name).first()
    if found is None:
        position = FIELDS.index(name) + 1
        found = Section.objects.create(kind=Project.KIND, name=name, position=position)
    return found
