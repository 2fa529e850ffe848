"""Fills the table of links for pages that were stored before there was one."""

from itertools import batched

from django.core.management.base import BaseCommand
from django.db import transaction

from portal.kit.progress import progress_bar
from portal.publishing.links import find_again
from portal.publishing.models import Publication

BATCH = 500


class Command(BaseCommand):
    help = "Work out anew which page points where; safe to run again, also while the site runs."

    def handle(self, **options: object) -> None:
        pages = Publication.objects.filter(body__contains="<a ").order_by("pk")
        keys = progress_bar(pages.values_list("pk", flat=True).iterator(), total=pages.count())
        found = 0
        for batch in batched(keys, BATCH):  # the last one is shorter
            with transaction.atomic():
                # Locked, so that a save meanwhile waits for its turn; in one order.
                rows = Publication.objects.select_for_update().filter(pk__in=batch)
                found += find_again(list(rows.order_by("pk").only("body", "path")))
        self.stdout.write(f"{found} links found.")
