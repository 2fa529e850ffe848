"""Puts pages that only a file makes an answer among those that say it themselves."""

from collections.abc import Set
from dataclasses import dataclass

from portal.publishing.models import Publication
from portal.search.file_texts import NO_FILES, FilesWith, InFile, files_with
from portal.search.passes import Found
from portal.search.query import Query
from portal.search.scope import Scope


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """Pages that only a file of theirs makes an answer, the first such file each.

    Those of `after` have what the pages have that are shown, and stand after all that say it
    themselves; those of `first` have what was typed where pages are shown that do not.
    """

    first: dict[int, InFile]
    after: dict[int, InFile]
    # How many have what was typed, and whether these are all.
    of_typed: int
    all_typed: bool
    # Whether no more files have the words than were looked at.
    complete: bool = True

    @classmethod
    def of(
        cls, scope: Scope, typed: Query, found: Found, picked: list[Publication]
    ) -> "FoundFiles":
        """Return the files for what was typed and, where other words were sought, for these."""
        above = {page.pk for page in picked}
        for_typed = files_with(scope, typed) if found.all_known else NO_FILES
        if found.query == typed:
            after = _but(for_typed, above | found.full)
            return cls({}, after, len(after), for_typed.complete, for_typed.complete)
        first = _but(for_typed, above)
        for_found = files_with(scope, found.query) if found.pages.complete else NO_FILES
        after = _but(for_found, above | found.full | first.keys())
        complete = for_typed.complete and for_found.complete
        return cls(first, after, len(first), for_typed.complete, complete)

    def among(self, order: list[int], full: frozenset[int]) -> list[int]:
        """Return the pages in order: none that lacks words stands before one whose file has all."""
        order = [key for key in order if key not in self.first and key not in self.after]
        end = max((at for at, key in enumerate(order, 1) if key in full), default=0)
        return [*self.first, *order[:end], *self.after, *order[end:]]


def _but(files: FilesWith, pages: Set[int]) -> dict[int, InFile]:
    return {key: file for key, file in files.first.items() if key not in pages}
