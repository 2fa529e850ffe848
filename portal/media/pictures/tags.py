"""`{% picture %}`: a picture in the size that the reader's screen needs."""

from typing import Any

from django import template

from portal.media.pictures.models import Picture

register = template.Library()


@register.inclusion_tag("portal/pictures/picture.html")
def picture(
    picture: Picture | None,
    *,
    alt: str = "",
    sizes: str = "100vw",
    css_class: str = "",
    first: bool = False,
    crop: bool = False,
) -> dict[str, Any]:
    """Return the picture with all its sizes; nothing where there is none.

    An empty `alt` says that the picture is decorative. `first` is for the one picture that stands
    at the top of a page: it is fetched at once, others when they come near. `crop` shows the part
    around its focal point, where one was made.
    """
    if picture is None:
        return {"url": ""}
    fallback = picture.fallback_format
    cut = picture.crop(fallback) if crop else []
    srcset = picture.crop_srcset if cut else picture.srcset
    return {
        "url": picture.crop_url if cut else picture.url,
        "size": cut[-1] if cut else {"width": picture.width, "height": picture.height},
        "webp": srcset("webp"),
        "fallback": srcset(fallback),
        "alt": alt,
        "sizes": sizes,
        "css_class": css_class,
        "first": first,
    }
