"""The formats that pictures are kept in, and how each is written."""

from dataclasses import dataclass, field
from typing import Any, Final

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
