"""Fills the table of links for pages that were stored before there was one."""

from django.core.management.base import BaseCommand
from django.db.models import Q

from portal.kit.progress import progress_bar
from portal.media.richtext.fields import rich_fields
from portal.publishing.links import find_in
from portal.publishing.models import Publication
from portal.publishing.models.kinds import kinds


class Command(BaseCommand):
    help = "Work out anew which page points where; safe to run again, also while the site runs."

    def handle(self, **options: object) -> None:
        found = sum(_find_in(model) for model in kinds().values())
        self.stdout.write(f"{found} links found.")


def _find_in(model: type[Publication]) -> int:
    """Work out the links of a kind's pages, quoted figures among them; how many."""
    has_links = Q()
    for name in rich_fields(model):
        has_links |= Q(**{f"{name}__contains": "<a "}) | Q(**{f"{name}__contains": "<data "})
    keys = model.objects.filter(has_links).order_by("pk").values_list("pk", flat=True)
    return find_in(model, progress_bar(keys.iterator(), total=keys.count()))
