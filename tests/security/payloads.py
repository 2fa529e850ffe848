"""The stored payloads of `payloads.txt`, by category, and how they are packed into short fields."""

from collections.abc import Iterable, Iterator
from pathlib import Path

FILE = Path(__file__).with_name("payloads.txt")
# Pictures of what no line of a file should hold.
_CONTROLS = str.maketrans({"␀": "\0", "␉": "\t", "␊": "\n", "␍": "\r"})


def by_category() -> dict[str, list[str]]:
    """Return the payloads of each category, in the order of the file."""
    found: dict[str, list[str]] = {}
    for line in FILE.read_text(encoding="utf-8").split("\n"):
        if not line or line.startswith("# "):
            continue
        if line.startswith("[") and line.endswith("]"):
            here = found.setdefault(line[1:-1], [])
        else:
            here.append(line.translate(_CONTROLS))
    return found


def payloads() -> list[str]:
    return [payload for of_one in by_category().values() for payload in of_one]


def one_line(payload: str) -> str:
    """Return a payload as a field of one line takes it."""
    return " ".join(payload.replace("\0", "").split())


def packed(texts: Iterable[str], limit: int) -> Iterator[str]:
    """Yield fields of at most `limit` letters that together hold each text that fits into one."""
    here = ""
    for text in texts:
        if len(text) > limit:
            continue
        if here and len(here) + len(text) >= limit:
            yield here
            here = ""
        here = f"{here} {text}".strip()
    if here:
        yield here
