"""Drawing: elements with escaped attributes and texts."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

type Attribute = str | int | float | Decimal | None


def element(name: str, attributes: Mapping[str, Attribute], *children: str) -> SafeString:
    """An SVG element; attributes that are None are left out, children are escaped unless safe."""
    written = "".join(
        f' {key}="{conditional_escape(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(conditional_escape(child) for child in children)
    if not inner:
        return mark_safe(f"<{name}{written}/>")  # noqa: S308  # escaped piece by piece above
    return mark_safe(f"<{name}{written}>{inner}</{name}>")  # noqa: S308  # likewise


def number(value: Attribute) -> str:
    """Return a coordinate with at most one digit after the point, as SVG writes it."""
    if isinstance(value, str):
        return value
    text = f"{float(value or 0):.1f}"
    return text.removesuffix(".0")


def joined(pieces: Iterable[str]) -> SafeString:
    return mark_safe("".join(conditional_escape(piece) for piece in pieces))  # noqa: S308  # escaped


def drawing(
    chart_id: str,
    size: tuple[float, float],
    *,
    kind: str,
    title: str,
    description: str,
    content: Iterable[str],
    role: str = "img",
) -> SafeString:
    """Return the whole picture, named by its title, with its description; a `group` has links."""
    width, height = size
    return format_html(
        '<svg class="chart chart-{kind}" viewBox="0 0 {width} {height}" role="{role}"'
        ' aria-labelledby="{id}-title" aria-describedby="{id}-desc">'
        '<title id="{id}-title">{title}</title><desc id="{id}-desc">{description}</desc>'
        "{content}</svg>",
        kind=kind,
        role=role,
        width=number(width),
        height=number(height),
        id=chart_id,
        title=title,
        description=description,
        content=joined(content),
    )


def path(points: Iterable[tuple[float, float]]) -> str:
    """Return the `d` of a line through the points."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
