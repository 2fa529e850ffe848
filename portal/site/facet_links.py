"""Links that narrow the results of a search down to a kind or a year, or take that back."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from portal.search.facets import Facets


@dataclass(frozen=True, slots=True)
class FacetLink:
    """Where a choice leads: the same question, with or without one condition."""

    label: str
    query: str
    pages: int = 0
    current: bool = False


type Groups = list[tuple[str, list[FacetLink]]]


def facet_links(asked: QueryDict, facets: Facets, labels: dict[str, str]) -> Groups:
    """A group of links for kinds and one for years, where there is something to choose."""
    groups = (
        (_("Kind"), _kinds(asked, facets, labels)),
        (_("Year"), _years(asked, facets)),
    )
    return [(name, links) for name, links in groups if links]


def _kinds(asked: QueryDict, facets: Facets, labels: dict[str, str]) -> list[FacetLink]:
    chosen = asked.get("loai", "")
    if not chosen and len(facets.kinds) < 2:
        return []
    links = [
        FacetLink(
            labels.get(facet.value, facet.value),
            _with(asked, loai=facet.value),
            facet.pages,
            current=facet.value == chosen,
        )
        for facet in facets.kinds
    ]
    return [FacetLink(_("All kinds"), _with(asked, loai="")), *links] if chosen else links


def _years(asked: QueryDict, facets: Facets) -> list[FacetLink]:
    chosen = asked.get("tu", ""), asked.get("den", "")
    if not any(chosen) and len(facets.years) < 2:
        return []
    links = []
    for facet in facets.years:
        first, last = f"01/01/{facet.value}", f"31/12/{facet.value}"
        query = _with(asked, tu=first, den=last)
        links.append(FacetLink(facet.value, query, facet.pages, current=chosen == (first, last)))
    return (
        [FacetLink(_("All years"), _with(asked, tu="", den="")), *links] if any(chosen) else links
    )


def _with(asked: QueryDict, **changed: str) -> str:
    """The question from its first page on, with some conditions changed; empty ones go."""
    query = asked.copy()
    query.pop("trang", None)
    for name, value in changed.items():
        query[name] = value
        if not value:
            del query[name]
    return f"?{query.urlencode()}"
