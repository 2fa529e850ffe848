"""What pages of several kinds say beside their titles, such as the day that counts of each."""

from collections.abc import Mapping, Sequence

from portal.publishing.models import Publication
from portal.publishing.models.kinds import kinds
from portal.publishing.models.searched import Beside


class CardFacts:
    """What pages say beside their titles; asked of all of a kind where one is needed."""

    def __init__(self, pages: Sequence[Publication]) -> None:
        self._pages = pages
        self._of_kinds: dict[str, Mapping[int, Beside]] = {}

    def of(self, page: Publication) -> Beside:
        """Return what stands beside the title of one of the pages."""
        if page.kind not in self._of_kinds:
            keys = [each.pk for each in self._pages if each.kind == page.kind]
            self._of_kinds[page.kind] = kinds()[page.kind].beside_title(keys)
        return self._of_kinds[page.kind].get(page.pk, Beside())

    def cards(self) -> list[tuple[Publication, Beside]]:
        """Return each page with what stands beside its title."""
        return [(page, self.of(page)) for page in self._pages]
