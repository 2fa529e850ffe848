"""Links that narrow the results of a search down to a kind or a year, or take that back."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from portal.search.facets import Facets


@dataclass(frozen=True, slots=True)
class FacetLink:
    """A link to the same query with or without one condition."""

    label: str
    query: str
    pages: int = 0
    current: bool = False


type Groups = list[tuple[str, list[FacetLink]]]


def facet_links(params: QueryDict, facets: Facets, labels: dict[str, str]) -> Groups:
    """Return a group of links for kinds and one for years, where there is something to choose."""
    groups = (
        (_("Kind"), _kinds(params, facets, labels)),
        (_("Year of publication"), _years(params, facets)),
    )
    return [(name, links) for name, links in groups if links]


def _kinds(params: QueryDict, facets: Facets, labels: dict[str, str]) -> list[FacetLink]:
    chosen = params.get("loai", "")
    if not chosen and len(facets.kinds) < 2:
        return []
    links = [
        FacetLink(
            labels.get(facet.value, facet.value),
            _with(params, loai=facet.value),
            facet.pages,
            current=facet.value == chosen,
        )
        for facet in facets.kinds
    ]
    return [FacetLink(_("All kinds"), _with(params, loai="")), *links] if chosen else links


def _years(params: QueryDict, facets: Facets) -> list[FacetLink]:
    chosen = params.get("tu", ""), params.get("den", "")
    if not any(chosen) and len(facets.years) < 2:
        return []
    links = []
    for facet in facets.years:
        first, last = f"01/01/{facet.value}", f"31/12/{facet.value}"
        query = _with(params, tu=first, den=last)
        links.append(FacetLink(facet.value, query, facet.pages, current=chosen == (first, last)))
    return (
        [FacetLink(_("All years"), _with(params, tu="", den="")), *links] if any(chosen) else links
    )


def _with(params: QueryDict, **changed: str) -> str:
    """Return the query string of the first page, with some conditions changed or dropped."""
    query = params.copy()
    query.pop("trang", None)
    for name, value in changed.items():
        query[name] = value
        if not value:
            del query[name]
    return f"?{query.urlencode()}"
