"""Where the links of a text lead on this site: to a page that readers see, to none, to nothing."""

from collections.abc import Mapping

from django.db.models import TextField, Value

from portal.media.richtext.links import links
from portal.publishing.models import Publication, Redirect, Section
from portal.publishing.references import is_fixed_page, led_on, own_path, with_and_without_slash


def own_paths(body: str, *, of: Publication) -> dict[str, str]:
    """Return the addresses in a text that are on this site, each with its path."""
    addresses = {link.address for link in links(body)}
    return {each: path for each in addresses if (path := own_path(each, of.path or "/"))}


def what_is_at(paths: set[str], *, seen: frozenset[str]) -> dict[str, bool | None]:
    """Return, of the paths that rows answer for, whether readers see it; None: nothing is there."""
    wanted = {path for path in paths if not is_fixed_page(path)}
    if not wanted:
        return {}
    forms = with_and_without_slash(wanted)
    pages = Publication.objects.filter(path__in=forms) | Publication.objects.filter(
        redirects__old_path__in=forms
    )
    known: dict[str, bool] = {}
    for page in pages.distinct().only_named("path"):
        known[page.path] = page.is_public or page.path in seen
    # Where an address has moved to, and the sections, which are there for everybody.
    moved = Redirect.objects.filter(old_path__in=forms).values_list(
        "old_path", "publication__path", "section_id"
    )
    sections = Section.objects.filter(path__in=forms).values_list(
        "path", Value(None, output_field=TextField()), "pk"
    )
    for old, path, section in moved.order_by().union(sections.order_by()):
        known[old] = bool(section) or known.get(path or "", False)
    found = {path: known.get(path, known.get(f"{path}/")) for path in wanted}
    lost = [path for path, is_shown in found.items() if is_shown is None]
    return found | dict.fromkeys(led_on(lost), True)


def addresses_at(
    own: Mapping[str, str], shown: Mapping[str, bool | None], answer: bool | None
) -> frozenset[str]:
    """Return those of a text's `own` addresses at which this is the answer of `what_is_at`."""
    return frozenset(each for each, path in own.items() if shown.get(path, True) is answer)
