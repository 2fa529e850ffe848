"""Fills the table of links for pages that were stored before there was one."""

from itertools import batched

from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import Q

from portal.kit.progress import progress_bar
from portal.media.richtext.fields import rich_fields
from portal.publishing.links import find_again
from portal.publishing.models import Publication
from portal.publishing.models.kinds import kinds

BATCH = 500


class Command(BaseCommand):
    help = "Work out anew which page points where; safe to run again, also while the site runs."

    def handle(self, **options: object) -> None:
        found = sum(_find_in(model) for model in kinds().values())
        self.stdout.write(f"{found} links found.")


def _find_in(model: type[Publication]) -> int:
    """Work out the links of a kind's pages, quoted figures among them; how many."""
    names = rich_fields(model)
    has_links = Q()
    for name in names:
        has_links |= Q(**{f"{name}__contains": "<a "}) | Q(**{f"{name}__contains": "<data "})
    keys = model.objects.filter(has_links).order_by("pk").values_list("pk", flat=True)
    found = 0
    watched = progress_bar(keys.iterator(), total=keys.count())
    for batch in batched(watched, BATCH):  # the last one is shorter
        with transaction.atomic():
            # Locked, so that a save meanwhile waits for its turn; in one order.
            rows = model.objects.locked().filter(pk__in=batch).order_by("pk")
            found += find_again(list(rows.only("path", *names)))
    return found
