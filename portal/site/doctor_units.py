"""Checks whether the units of systemd work where the settings say: theirs stand above `.env`."""

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core import checks

# As the handbook puts them there; who runs the site otherwise has none.
_FOLDER: Final = Path("/etc/systemd/system")
_UNITS: Final = ("portal.service", "portal-helper.service", "portal-backup.service")
_PLACES: Final = ("VAR_DIR", "MEDIA_ROOT")


def examine_units(**_options: object) -> Iterator[checks.CheckMessage]:
    """Find units of this very site that work in other folders than commands do."""
    for name in _UNITS:
        lines = unit_lines(_FOLDER / name)
        if f"WorkingDirectory={settings.BASE_DIR}" not in lines:
            continue
        given = _variables(lines)
        for place in _PLACES:
            ours = Path(getattr(settings, place))
            theirs = Path(given.get(place, ours))
            if theirs.resolve() != ours.resolve():
                yield checks.Error(
                    f"{name} works in {theirs} ({place}), and commands as this one in {ours}.",
                    f"Set {place} in .env back; or write it into ~/tra-loi, run install again, "
                    "copy systemd/ and nginx/ anew, then systemctl daemon-reload.",
                )


def unit_lines(unit: Path) -> list[str]:
    """Return the lines of a unit, with what `systemctl edit` has added; none where it is none."""
    beside = sorted(unit.with_name(f"{unit.name}.d").glob("*.conf"))
    return [line.strip() for file in (unit, *beside) for line in _text_of(file).splitlines()]


def _variables(lines: list[str]) -> dict[str, str]:
    """Return the variables that a unit gives its programs, the last of a name."""
    given = " ".join(line.partition("=")[2] for line in lines if line.startswith("Environment="))
    try:
        words = shlex.split(given)
    except ValueError:
        return {}
    return {name: value for name, _equals, value in (word.partition("=") for word in words)}


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
