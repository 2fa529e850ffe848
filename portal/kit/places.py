"""Parts of the site as the search finds them: each app describes its own, settings name where."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

from django.utils.functional import Promise

type Words = str | Promise


class Rank(IntEnum):
    """How much of the site lies behind a place; of two that match alike the greater comes first."""

    PART = 0
    SHELF = 1
    ROW = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere on the site that is no publication, in the language that is spoken now."""

    path: str
    label: Words
    # What readers find there, in a sentence.
    about: Words = ""
    # What else people call it, with semicolons between.
    also: Words = ""
    # What means it wherever it stands in a longer question, with semicolons between.
    within: Words = ""
    # What sort of thing it is, shown beside it; "" where that goes without saying.
    kind: Words = ""
    # A number to call, shown large: the answer itself.
    phone: str = ""
    # More words that it is found by, though never as what it is called.
    text: str = ""
    rank: Rank = Rank.PART

    def names(self) -> Iterator[str]:
        """Yield all that it is called."""
        yield str(self.label)
        yield from _parts(self.also)

    def phrases(self) -> Iterator[str]:
        """Yield what means it in the middle of a question."""
        return _parts(self.within)


def _parts(listed: Words) -> Iterator[str]:
    return filter(None, (each.strip() for each in str(listed).split(";")))


def first_of_each(places: Iterable[Place]) -> list[Place]:
    """Return one place for each address; what later ones call it, it is called too."""
    found: dict[str, Place] = {}
    for place in places:
        before = found.setdefault(place.path, place)
        if before is not place:
            also = "; ".join([*list(before.names())[1:], *place.names()])
            found[place.path] = replace(
                before,
                about=before.about or place.about,
                also=also,
                within="; ".join([*before.phrases(), *place.phrases()]),
                phone=before.phone or place.phone,
                text=f"{before.text} {place.text}".strip(),
            )
    return list(found.values())
