"""Keeps the sums of migrations, so that none that has landed is edited."""

from argparse import ArgumentParser
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

SUMS: Final = "migrations.sha256"
PACKAGES: Final = ("portal", "enterprises", "projects", "news")


class Command(BaseCommand):
    help = f"Add the sums of new migrations to {SUMS}; the sums that stand there are left alone."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Write nothing; fail where a sum is missing, too."
        )

    def handle(self, *, check: bool, **options: object) -> None:
        root = settings.BASE_DIR
        sums, files = recorded_sums(root), migration_sums(root)
        if edited := sorted(path for path in sums if sums[path] != files.get(path)):
            raise CommandError(
                f"Migrations that have landed are kept for good; put back {', '.join(edited)} "
                "and say what is to change in a new migration. Of one that was never on the main "
                f"branch, take the line out of {SUMS} and run this again."
            )
        added = sorted(files.keys() - sums.keys())
        if check and added:
            names = ", ".join(added)
            raise CommandError(f"Not in {SUMS}: {names}. Run manage.py write_migration_sums.")
        if added:
            lines = (f"{total}  {path}\n" for path, total in sorted(files.items()))
            (root / SUMS).write_text("".join(lines))
        self.stdout.write(f"{SUMS}: {len(files)} migrations, {len(added)} of them new.")


def migration_sums(root: Path) -> dict[str, str]:
    """Return the SHA-256 sum of each migration of ours, by its path below `root`."""
    return {
        file.relative_to(root).as_posix(): sha256(file.read_bytes()).hexdigest()
        for package in PACKAGES
        for file in (root / package).rglob("migrations/[0-9]*.py")
    }


def recorded_sums(root: Path) -> dict[str, str]:
    """Return the sums that were committed, by path; none where the file is not there yet."""
    file = root / SUMS
    lines = file.read_text().splitlines() if file.exists() else []
    return {path: total for total, path in (line.split(maxsplit=1) for line in lines)}
