"""One thing to mend in a text: in which field, what it is, and whether it holds the text up."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Whether a violation holds a publication up, or is advice."""

    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing to mend: in which field, what it is, and what to do about it."""

    level: Level
    field: str
    message: str
    advice: str
    # The text as it would be after mending, where the site can mend it by itself.
    offer: str = ""
    # Whether the field is a rich text of the kind, beside the body.
    is_beside_body: bool = False
    # Whether the field is a table of rows, of the kind.
    is_table: bool = False

    @property
    def blocks(self) -> bool:
        return self.level == Level.BLOCK

    @property
    def anchor(self) -> str:
        """Return the place in the form where it is mended."""
        if self.is_table or self.field == "attachments":
            return f"{self.field}-group"
        if self.field in ("published_at", "expires_at"):
            return f"id_{self.field}_0"  # A moment has a box for its day and one for its hour.
        is_editor = self.field == "body" or self.is_beside_body
        return f"id_{self.field}_place" if is_editor else f"id_{self.field}"
