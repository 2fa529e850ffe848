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
    "png": Format("png", {"optimize": True}),
    "webp": Format("webp", {"quality": 80, "method": 4}),
}
