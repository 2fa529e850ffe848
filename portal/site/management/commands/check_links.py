"""Checks foreign addresses now, by hand."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.kit.arguments import counted
from portal.links.checker import check_due
from portal.links.registry import update_listed
from portal.publishing.models import ExternalAddress, LinkState


class Command(BaseCommand):
    help = "Check the addresses that pages link to on other sites, those whose turn it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--most", type=counted(), default=500, help="So many at most.")
        parser.add_argument(
            "--dead", action="store_true", help="Check those that are called dead now, too."
        )

    def handle(self, *, most: int, dead: bool, **options: object) -> None:
        if dead:
            rows = ExternalAddress.objects.filter(state=LinkState.DEAD)
            rows.update(next_check_at=timezone.now())
        update_listed()
        report = check_due(limit=most)
        if not report.network:
            raise CommandError("No network, or nobody answers: nothing was marked.")
        self.stdout.write(f"{report.checked} checked, {report.dead} of them dead.")
