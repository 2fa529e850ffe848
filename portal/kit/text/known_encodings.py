"""Which encodings Python has: it keeps each name that it looks for in vain, for ever.

Names are a stranger's: they come in headers, in the parts of forms and in files. So one that Python
does not have is not looked for.
"""

import codecs
import contextlib
import encodings
import pkgutil
from encodings.aliases import aliases
from typing import Final

_MODULES: Final = frozenset(each.name for each in pkgutil.iter_modules(encodings.__path__)) - {
    "aliases"
}


def encoding_of(name: str) -> str | None:
    """Return Python's own name of an encoding; None for one that it does not have."""
    plain = _plain(name)
    # Some that it names are those of other systems.
    with contextlib.suppress(LookupError):
        return codecs.lookup(plain).name if _is_known(plain) else None
    return None


def look_for_known_alone() -> None:
    """Have Python, and so Django, look for nothing that it does not have."""
    codecs.unregister(encodings.search_function)
    codecs.unregister(_search)
    codecs.register(_search)


def _search(name: str) -> codecs.CodecInfo | None:
    return encodings.search_function(name) if _is_known(_plain(name)) else None


def _plain(name: str) -> str:
    return encodings.normalize_encoding(name).lower()


def _is_known(plain: str) -> bool:
    return plain in _MODULES or plain in aliases or plain.replace(".", "_") in aliases
