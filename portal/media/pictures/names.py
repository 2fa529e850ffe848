"""Names and formats of stored pictures; a name says enough to write every size without a query."""

import re
from dataclasses import dataclass, field
from typing import Any, Final

WIDTHS = (480, 960, 1600)
FOLDER = "anh"
_NAME = re.compile(r"anh/([0-9a-f]{2})/(\1[0-9a-f]{30})-([1-9]\d{0,4})x([1-9]\d{0,4})\.(jpg|png)")


def folder_of(digest: str) -> str:
    """Return the folder of a picture's files."""
    return f"{FOLDER}/{digest[:2]}"


def sizes(width: int, height: int) -> list[tuple[int, int]]:
    """Return the stored sizes, smallest first: our widths, never larger than the picture."""
    largest = min(width, WIDTHS[-1])
    widths = [step for step in WIDTHS if step < largest] + [largest]
    tallest = _scaled(height, largest, width)
    return [(step, _scaled(tallest, step, largest)) for step in widths]


def _scaled(length: int, numerator: int, denominator: int) -> int:
    return max(1, round(length * numerator / denominator))


@dataclass(frozen=True, slots=True)
class StoredName:
    """The path of a picture's largest size: its digest, size and fallback format."""

    digest: str
    width: int
    height: int
    extension: str

    @property
    def path(self) -> str:
        """Return the path below the media folder."""
        return self.path_at(self.width, self.height, self.extension)

    def path_at(self, width: int, height: int, extension: str) -> str:
        """Return the path of one size of the picture."""
        return f"{folder_of(self.digest)}/{self.digest}-{width}x{height}.{extension}"

    def paths(self, extension: str) -> list[tuple[str, int]]:
        """Return all sizes in one format as (path, width), smallest first."""
        return [
            (self.path_at(width, height, extension), width)
            for width, height in sizes(self.width, self.height)
        ]


def parse(path: str) -> StoredName | None:
    """Return the name in a path below the media folder, or None if it is not ours."""
    if not (found := _NAME.fullmatch(path)):
        return None
    _folder, digest, width, height, extension = found.groups()
    return StoredName(digest, int(width), int(height), extension)


# A photograph of 1600 to 1200 has fewer. What has more is written with less searching: a tenth
# larger, in a third of the time. Transparency costs most of all.
MANY_PIXELS: Final = {"RGB": 2_000_000, "RGBA": 500_000}


@dataclass(frozen=True, slots=True)
class Format:
    """A format that pictures are kept in."""

    extension: str
    options: dict[str, Any] = field(default_factory=dict)
    quicker: dict[str, Any] = field(default_factory=dict)

    def options_for(self, mode: str, size: tuple[int, int]) -> dict[str, Any]:
        """Return how a picture of this mode and size is written."""
        is_large = size[0] * size[1] > MANY_PIXELS[mode]
        return self.options | (self.quicker if is_large else {})


FORMATS = {
    "jpeg": Format("jpg", {"quality": 82, "optimize": True, "progressive": True}),
    # Higher levels take three times as long for photographs, and make them no smaller.
    "png": Format("png", {"compress_level": 3}, {"compress_level": 1}),
    "webp": Format("webp", {"quality": 80, "method": 4}, {"method": 0, "alpha_quality": 80}),
}
