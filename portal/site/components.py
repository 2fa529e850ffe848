"""A living page for whoever builds or checks pages: every component, every colour, every size."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from portal.accounts.models import User
from portal.accounts.roles import works_here
from portal.branding.colours import contrast
from portal.site.samples import SAMPLES

FOLDER: Final = settings.BASE_DIR / "templates" / "components"
TOKENS: Final = settings.BASE_DIR / "static" / "css" / "site" / "tokens.css"

# What is set on what, and how far apart WCAG 2.2 wants the two.
PAIRS: Final = (
    ("ink", "paper", 4.5), ("ink", "surface", 4.5), ("ink", "accent-tint", 4.5),
    ("ink", "warm-tint", 4.5), ("quiet", "paper", 4.5), ("quiet", "surface", 4.5),
    ("quiet", "accent-tint", 4.5), ("accent", "paper", 4.5), ("accent", "accent-tint", 4.5),
    ("accent", "surface", 4.5), ("warm", "paper", 4.5), ("warm", "warm-tint", 4.5),
    ("warm", "accent-tint", 4.5), ("error", "paper", 4.5), ("error", "surface", 4.5),
    ("ink", "error-tint", 4.5), ("accent", "error-tint", 4.5),
    ("on-accent", "accent", 4.5), ("on-accent", "accent-deep", 4.5),
    ("footer-ink", "footer", 4.5), ("edge", "paper", 3.0), ("edge", "surface", 3.0),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """One colour on another, and whether it can be read there."""

    front: str
    ground: str
    ratio: float
    minimum: float

    @property
    def is_enough(self) -> bool:
        return self.ratio >= self.minimum


@dataclass(frozen=True, slots=True)
class RenderedComponent:
    """A component and what it makes of its sample; nothing to see where it is of the head."""

    name: str
    markup: SafeString | str


def components(request: HttpRequest) -> HttpResponse:
    """Show the page, for the staff; for anybody else there is none."""
    if not (isinstance(request.user, User) and works_here(request.user)):
        raise Http404
    context = {
        "shown": [_rendered(name, request) for name in names()],
        "schemes": {scheme: pairs(scheme) for scheme in ("light", "dark")},
        "sizes": [name for name in tokens("light") if name.startswith("text")],
        "spaces": [name for name in tokens("light") if name.startswith("space")],
    }
    return render(request, "portal/components.html", context)


def names() -> list[str]:
    """Return the components, by the names of their files."""
    return sorted(file.stem for file in Path(FOLDER).glob("*.html"))


def _rendered(name: str, request: HttpRequest) -> RenderedComponent:
    sample: Callable[[], dict[str, Any]] | None = SAMPLES.get(name)
    if sample is None:
        return RenderedComponent(name, "")
    return RenderedComponent(
        name, render_to_string(f"components/{name}.html", sample(), request=request)
    )


def tokens(scheme: str) -> dict[str, str]:
    """Return the tokens of a scheme; by night they are those of the day with what it changes."""
    day, _, night = Path(TOKENS).read_text(encoding="utf-8").partition("prefers-color-scheme: dark")
    found = re.compile(r"--([\w-]+): ([^;]+);")
    by_day = dict(found.findall(day))
    return by_day | dict(found.findall(night)) if scheme == "dark" else by_day


def pairs(scheme: str) -> list[Pair]:
    """Return each pair of colours that stands on a page, with its contrast."""
    known = tokens(scheme)
    return [
        Pair(front, ground, round(contrast(known[front], known[ground]), 2), minimum)
        for front, ground, minimum in PAIRS
    ]
