"""The department's colours: whether they can be read, and all that follows from a few of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

HEX: Final = re.compile(r"#[0-9a-fA-F]{6}")
# WCAG 2.2, 1.4.3: letters of any size.
READABLE: Final = 4.5
# What is no text but has to be seen (1.4.11).
VISIBLE: Final = 3.0
# A colour for the night that is worked out shall be read with ease.
AT_EASE: Final = 7.0
WHITE, BLACK = "#ffffff", "#000000"
# As in static/css/site/tokens.css; a test compares them.
DAY: Final = {
    "paper": "#fbf9f4", "surface": WHITE, "ink": "#221b29", "quiet": "#5b5364",
    "line": "#ded6cc", "edge": "#857b8d", "accent": "#5a2a7e", "accent-deep": "#3f1a5c",
    "accent-tint": "#f2ebf7", "on-accent": "#fff", "warm": "#934a10", "warm-bright": "#c47a22",
    "warm-tint": "#fbf0dc", "error": "#b3141c", "footer": "#2f1545", "footer-ink": "#f0e8f6",
}  # fmt: skip
NIGHT: Final = {
    "paper": "#16121b", "surface": "#1f1926", "ink": "#efe9f3", "quiet": "#b8aec2",
    "line": "#3b3244", "edge": "#8b8096", "accent": "#d0abed", "accent-deep": "#e2c9f6",
    "accent-tint": "#2b2136", "on-accent": "#1d1128", "warm": "#edb56e", "warm-bright": "#c98a3b",
    "warm-tint": "#2f2516", "error": "#ff9a92", "footer": "#0e0a12", "footer-ink": "#f0e8f6",
}  # fmt: skip
_STEPS: Final = 50

type Tokens = dict[str, str]


def mixed(colour: str, other: str, share: float) -> str:
    """Return the colour with a share of another in it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """Return the ratio by which two colours, #rgb or #rrggbb, differ in light: 1 to 21 (WCAG)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    # #fff is #ffffff.
    digits = colour[1:] if len(colour) == len(WHITE) else "".join(2 * each for each in colour[1:])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _luminance(colour: str) -> float:
    shares = (each / 255 for each in _channels(colour))
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def nearest(colour: str, grounds: tuple[str, ...], toward: str, needed: float) -> str:
    """Return the colour, darkened or lightened only as far as it differs enough from all."""
    nearer = (mixed(colour, toward, step / _STEPS) for step in range(_STEPS + 1))
    return next((c for c in nearer if all(contrast(c, g) >= needed for g in grounds)), toward)


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours that a department chose; an empty one follows from the others, or is ours."""

    accent: str = ""
    accent_dark: str = ""
    warm: str = ""
    warm_dark: str = ""
    footer: str = ""

    def day(self) -> Tokens:
        """Return the custom properties that differ from ours by day."""
        return {
            **(_family("accent", self.accent, DAY, BLACK) if self.accent else {}),
            **(_family("warm", self.warm, DAY, BLACK) if self.warm else {}),
            **self._footer(),
        }

    def night(self) -> Tokens:
        """Return the same for the night."""
        tokens: Tokens = {}
        for name, day, night in (
            ("accent", self.accent, self.accent_dark),
            ("warm", self.warm, self.warm_dark),
        ):
            if day or night:
                tokens |= _family(name, night or at_night(day), NIGHT, WHITE)
        ground = self._footer().get("footer")
        return tokens | ({"footer": mixed(ground, BLACK, 0.7)} if ground else {})

    def _footer(self) -> Tokens:
        ground = self.footer or (mixed(self.accent, BLACK, 0.45) if self.accent else "")
        return {"footer": ground, "footer-ink": mixed(ground, WHITE, 0.92)} if ground else {}


def at_night(colour: str) -> str:
    """Return the colour made light enough for a dark ground."""
    return nearest(colour, (NIGHT["surface"],), WHITE, AT_EASE)


def _family(name: str, colour: str, ground: Mapping[str, str], toward: str) -> Tokens:
    """Return a colour and what goes with it: deeper, as a tint, and what is written upon it."""
    tint = mixed(colour, ground["surface"], 0.9)
    tokens = {name: colour, f"{name}-tint": tint}
    if name == "accent":
        on = WHITE if contrast(colour, WHITE) >= contrast(colour, BLACK) else "#141414"
        return tokens | {"accent-deep": mixed(colour, toward, 0.3), "on-accent": on}
    bright = nearest(mixed(colour, WHITE, 0.25), (ground["paper"],), colour, VISIBLE)
    return tokens | {"warm-bright": bright}


def rules(tokens: Mapping[str, str], selector: str = ":root") -> str:
    """Return the custom properties as a rule; nothing for none."""
    declarations = "".join(f"--{name}:{value};" for name, value in tokens.items())
    return f"{selector}{{{declarations}}}" if declarations else ""


def stylesheet(colours: Colours) -> str:
    """Return what overrides our colours: in their own layer, so that paper keeps its own."""
    day, night = rules(colours.day()), rules(colours.night())
    dark = f"@media (prefers-color-scheme:dark){{{night}}}" if night else ""
    return f"@layer tokens{{{day}{dark}}}\n" if day or dark else ""


# Where a colour is read, in words; a field for the night stands on the dark ground.
_WHERE: Final = {
    "accent": _("the light ground of pages"),
    "warm": _("the light ground of pages"),
    "accent_dark": _("the dark ground of pages"),
    "warm_dark": _("the dark ground of pages"),
    "footer": _("the light letters of the footer"),
}


def ratio(field: str, colour: str, *others: str) -> float:
    """Return the lowest contrast of a colour with what it stands on: its own tint, others too."""
    if field == "footer":
        return contrast(colour, mixed(colour, WHITE, 0.92))
    ground = NIGHT if field.endswith("_dark") else DAY
    tint = mixed(colour, ground["surface"], 0.9)
    return min(
        contrast(colour, each) for each in (ground["paper"], ground["surface"], tint, *others)
    )


def readable(field: str, colour: str, *others: str) -> str:
    """Return the nearest colour to this one that can be read in its place."""
    toward = WHITE if field.endswith("_dark") else BLACK
    nearer = (mixed(colour, toward, step / _STEPS) for step in range(_STEPS + 1))
    return next((found for found in nearer if ratio(field, found, *others) >= READABLE), toward)


def _tints_below(field: str, colours: Colours) -> tuple[str, ...]:
    """Return what else a field's colour stands on: the second one on the tint of the first."""
    if field == "warm":
        return ((DAY | colours.day())["accent-tint"],)
    return ((NIGHT | colours.night())["accent-tint"],) if field == "warm_dark" else ()


def unreadable(colours: Colours) -> Iterator[tuple[str, ValidationError]]:
    """Yield each field whose colour cannot be read where it stands, with what to do."""
    for field, where in _WHERE.items():
        colour = getattr(colours, field)
        others = _tints_below(field, colours)
        if not colour or (found := ratio(field, colour, *others)) >= READABLE:
            continue
        params = {
            # Cut off, not rounded: 4.46 is no 4.5.
            "found": number_format(int(found * 10) / 10, 1),
            "needed": number_format(READABLE, 1),
            "ground": where,
            "better": readable(field, colour, *others),
        }
        words = _LIGHTER if field.endswith("_dark") else _DARKER
        yield field, ValidationError(words, code="contrast", params=params)


_DARKER = _(
    "Its contrast with %(ground)s is %(found)s to 1; %(needed)s to 1 is needed. "
    "Choose a darker colour, such as %(better)s."
)
_LIGHTER = _(
    "Its contrast with %(ground)s is %(found)s to 1; %(needed)s to 1 is needed. "
    "Choose a lighter colour, such as %(better)s."
)
