"""Lookup of the source pages of figures, by address or number."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.kit.text.numbers import parse_key
from portal.publishing.models import Publication
from portal.publishing.references import own_path, targets_of


class Sources:
    """Finds pages by number, path or whole address; only such as the person may read."""

    def __init__(self, user: User) -> None:
        self._user = user
        self._found: dict[str, Publication | None] = {}

    def look_up(self, written: Iterable[str]) -> None:
        """Look up what somebody wrote in many cells, in few queries."""
        unknown = {each.strip() for each in written} - self._found.keys() - {""}
        # No database keeps a NUL, so no page is at such an address.
        unknown = {each for each in unknown if "\0" not in each}
        numbers = {each: parse_key(each) for each in unknown}
        keys: dict[str, int | None] = {
            each: key for each, key in numbers.items() if key is not None
        }
        paths = {each: own_path(each, "/") for each in unknown - keys.keys()}
        led = targets_of(path for path in paths.values() if path) if paths else {}
        keys |= {each: led.get(path) for each, path in paths.items()}
        pages = {page.pk: page for page in self._readable({key for key in keys.values() if key})}
        self._found |= {each: pages.get(key or 0) for each, key in keys.items()}

    def find(self, written: str) -> Publication:
        """Return the page of an address or number; raise ValidationError where there is none."""
        self.look_up([written])
        if (found := self._found.get(written.strip())) is not None:
            return found
        raise ValidationError(
            _(
                "No page of this site is at “%(said)s”. Write its address, such as "
                "/tin-tuc/bao-cao-nam-2007/, or its number in the admin."
            )
            % {"said": written.strip()[:100]}
        )

    def _readable(self, keys: set[int]) -> Iterable[Publication]:
        if not keys:
            return []
        rows = Publication.objects.filter(pk__in=keys).readable_by(self._user)
        return rows.only("title", "path")
