"""`{% picture %}`: a picture in the size that the reader's screen needs."""

from typing import Any

from django import template

from portal.pictures.models import Picture

register = template.Library()


@register.inclusion_tag("portal/picture.html")
def picture(
    picture: Picture | None,
    *,
    alt: str = "",
    sizes: str = "100vw",
    css_class: str = "",
    first: bool = False,
) -> dict[str, Any]:
    """The picture with all its sizes; nothing where there is none.

    An empty `alt` says that the picture is decorative. `first` is for the one picture that stands
    at the top of a page: it is fetched at once, others when they come near.
    """
    if picture is None:
        return {"picture": None}
    return {
        "picture": picture,
        "webp": picture.srcset("webp"),
        "fallback": picture.srcset(picture.fallback_format),
        "alt": alt,
        "sizes": sizes,
        "css_class": css_class,
        "first": first,
    }
