from typing import Any, Final

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

# XML has no way to write them; a title pasted from elsewhere may hold one.
_NOT_IN_XML: Final = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFE, 0xFFFF])


class _OnlyXmlText(SyndicationFeed):
    """Leaves out of an item's texts what no XML can hold, so that one title never ends a feed."""

    def add_item(self, *args: Any, **kwargs: Any) -> None:
        super().add_item(*map(_xml_text, args), **{k: _xml_text(v) for k, v in kwargs.items()})


def _xml_text(value: Any) -> Any:
    if isinstance(value, str):
        return value.translate(_NOT_IN_XML)
    return tuple(map(_xml_text, value)) if isinstance(value, tuple) else value


class Rss(_OnlyXmlText, Rss201rev2Feed):
    pass


class Atom(_OnlyXmlText, Atom1Feed):
    pass


def absolute(path: str) -> str:
    """The full address of a path of this site, the same whichever host asked."""
    return f"{settings.SITE_URL}{path}"
