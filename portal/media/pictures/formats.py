"""The formats that pictures are kept in, and how each is written."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Format:
    """A format that pictures are kept in."""

    extension: str
    options: dict[str, Any] = field(default_factory=dict)


FORMATS = {
    "jpeg": Format("jpg", {"quality": 82, "optimize": True, "progressive": True}),
    # Higher levels take three times as long for photographs, and make them no smaller.
    "png": Format("png", {"compress_level": 3}),
    "webp": Format("webp", {"quality": 80, "method": 4}),
}
