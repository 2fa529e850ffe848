"""Generates sample articles, for tests at scale."""

import os
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from news.articles.models import Article
from news.generating.services import generate_articles
from portal.kit.progress import progress_bar
from portal.publishing.loading import PACE_FROM, Pace, analyze
from portal.search import vocabulary

MAX_ROWS = 10_000_000


class Command(BaseCommand):
    help = (
        "See to it that N made-up Vietnamese articles are there, for scale tests. The same N adds "
        "nothing, a larger one the rest. They are marked as samples and come without versions."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("count", metavar="N", type=int)
        parser.add_argument("--seed", type=int, default=2007, help="Another seed, other articles.")
        parser.add_argument(
            "--processes",
            type=int,
            default=os.cpu_count() or 1,
            help="As many as cores by default.",
        )

    def handle(self, *, count: int, seed: int, processes: int, **options: object) -> None:
        if not 1 <= count <= MAX_ROWS:
            message = _("N is %(count)d; write a number from 1 to %(most)d.")
            raise CommandError(message % {"count": count, "most": MAX_ROWS})
        if seed < 0:
            raise CommandError(_("The seed is %(seed)d; write 0 or more.") % {"seed": seed})
        if processes < 1:
            message = _("--processes is %(count)d; write 1 or more.")
            raise CommandError(message % {"count": processes})
        total, pace = 0, Pace()
        with progress_bar(total=count) as bar:
            for chunk in generate_articles(count, seed=seed, processes=processes):
                total += chunk.added
                pace.stored += chunk.stored / processes
                bar.update(chunk.done)
        pace.stop()
        if total:
            analyze(Article)
        vocabulary.refresh()
        message = _("%(added)d articles added, %(already)d were there.")
        self.stdout.write(message % {"added": total, "already": count - total})
        if total >= PACE_FROM:
            self.stdout.write(pace.describe(total))
