"""Asks all rules of some texts at once: those of every text, and what their kinds ask besides."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.text import capfirst

from portal.editing.checks.addresses import addresses_at, own_paths, what_is_at
from portal.editing.checks.credits import credited_pictures, uncredited
from portal.editing.checks.days import days_left_behind
from portal.editing.checks.figures import quotes_in
from portal.editing.checks.personal_numbers import PersonalNumber, personal_numbers
from portal.editing.checks.prose import Parts, plain_columns, violations_in, words_of
from portal.editing.checks.recordings import Unworded, played_without_words
from portal.editing.checks.rules import READ, Written, violations
from portal.editing.checks.translations import untranslated
from portal.editing.checks.violations import Violation
from portal.editing.file_links import files_at
from portal.kit.text.html import plain_text
from portal.media.richtext import figures
from portal.media.richtext.fields import rich_fields, rich_text_in
from portal.publishing import changes
from portal.publishing.models import Publication, Revision, State

_FIELDS = ("title", "summary", "body", "cover_alt", "cover_decorative")
_CHECKED = (*_FIELDS, "correction", "hides_earlier", "cover_id", "expires_at")

type Text = tuple[Publication, dict[str, Any]]
# What a kind asks of its own texts, all of them at once; see `add_rule`.
type Rule = Callable[[Sequence[Text]], list[list[Violation]]]
_RULES: dict[str, Rule] = {}


def add_rule(kind: str, rule: Rule) -> None:
    """Let a kind have a rule of its own; fields that a text does not name stand in its row."""
    _RULES[kind] = rule


def fields_of(publication: Publication) -> dict[str, Any]:
    """Return what the checks read of a page, from the object itself."""
    kind = type(publication)
    names = dict.fromkeys([*_CHECKED, *rich_fields(kind), *plain_columns(kind)])
    return {name: getattr(publication, name) for name in names}


def check_texts(
    texts: Sequence[Text],
    pending: Mapping[int, Revision],
    *,
    seen: frozenset[str] = frozenset(),
    parts: Mapping[int, Parts],
    scans: Mapping[int, list[Violation]],
) -> list[list[Violation]]:
    """Return the violations of each text; at the paths `seen` readers will find a page.

    `pending` are the versions of which texts are; `scans` is what the virus scanner says of the
    files of each page.
    """
    pages = [page for page, _fields in texts]
    rich_texts = [rich_text_in(type(page), fields) for page, fields in texts]
    paths = [own_paths(text, of=page) for text, page in zip(rich_texts, pages, strict=True)]
    wanted = {path for each in paths for path in each.values()}
    shown = what_is_at(wanted, seen=seen) | files_at(wanted, pages, pending)
    quoted = figures.resolve(each for text in rich_texts for each in figures.quoted(text))
    credited = credited_pictures(rich_texts)
    of_kinds = _by_rules_of_kinds(texts)
    played = played_without_words(parts)
    found = []
    for number, ((page, fields), own) in enumerate(zip(texts, paths, strict=True)):
        rows = parts.get(page.pk, {})
        written = _written(page, fields, rows, played.get(page.pk, Unworded()))
        others = [
            *violations_in(page, fields, rows),
            *quotes_in(page, fields, quoted),
            *uncredited(_rich_texts_of(page, fields), credited),
            *untranslated(page, fields),
            *of_kinds.get(number, ()),
            *scans.get(page.pk, ()),
        ]
        nowhere, hidden = addresses_at(own, shown, None), addresses_at(own, shown, False)
        named = violations(written, nowhere=nowhere, hidden=hidden, others=others)
        found.append([_with_its_text(page, each) for each in named])
    return found


def _written(page: Publication, fields: dict[str, Any], rows: Parts, played: Unworded) -> Written:
    """Return what the rules for every text look at."""
    return Written(
        **{name: fields[name] for name in _FIELDS},
        beside_body={name: fields.get(name) or "" for name in _beside_body(page)},
        # What was proposed before there were corrections has none.
        correction=fields.get("correction", ""),
        reopened=_numbers_reopened(page, fields, rows),
        has_cover=fields["cover_id"] is not None,
        has_cover_in_lists=page.HAS_COVER_IN_LISTS,
        has_recording=played.has_recording,
        films=played.films,
        is_imported=getattr(page, "is_imported", False),
    )


def _rich_texts_of(page: Publication, fields: Mapping[str, Any]) -> dict[str, str]:
    return {name: fields.get(name) or "" for name in rich_fields(type(page))}


def _beside_body(page: Publication) -> Iterator[str]:
    """Yield the fields of the kind's rich texts beside the body."""
    return (name for name in rich_fields(type(page)) if name != "body")


def _with_its_text(page: Publication, violation: Violation) -> Violation:
    """Name the rich text beside the body in which it is: the rules speak of “the text”."""
    if violation.field not in _beside_body(page):
        return violation
    field: Any = page._meta.get_field(violation.field)
    label = capfirst(str(field.verbose_name))
    return replace(violation, message=f"{label}: {violation.message}", is_beside_body=True)


def days_left(live: Mapping[str, Any], page: Publication, version: Revision) -> list[Violation]:
    """Return where a change leaves a day as it was that it corrects elsewhere."""
    files = [row["name"] for row in version.data["parts"].get("attachments", [])]
    new, beside = version.data["fields"], tuple(_beside_body(page))
    found = days_left_behind(live, new, path=page.path or "", files=files, beside_body=beside)
    return [_with_its_text(page, each) for each in found]


def _numbers_reopened(
    publication: Publication, fields: Mapping[str, str], parts: Parts
) -> tuple[PersonalNumber, ...]:
    """Persons' numbers that only the live text has, where the new one lets readers compare."""
    lets_compare = fields.get("correction", "").strip() and not fields.get("hides_earlier")
    if not lets_compare or publication.state != State.PUBLISHED:
        return ()
    if (live := changes.live_version(publication)) is None:
        return ()
    here = set(_personal_numbers(publication, fields, parts))
    before = _personal_numbers(publication, live.data["fields"], live.data["parts"])
    return tuple(each for each in before if each not in here)


def _personal_numbers(
    page: Publication, fields: Mapping[str, str], parts: Parts
) -> list[PersonalNumber]:
    names = (*READ, *_beside_body(page))
    texts = [plain_text(fields.get(name) or "") for name in names]
    return personal_numbers(" \n ".join([*texts, *words_of(page, fields, parts)]))


def _by_rules_of_kinds(texts: Sequence[Text]) -> dict[int, list[Violation]]:
    """Return what the kinds' own rules find, by the place of the text."""
    found: dict[int, list[Violation]] = {}
    for kind, rule in _RULES.items():
        places = [place for place, (page, _fields) in enumerate(texts) if page.kind == kind]
        if places:
            found |= dict(zip(places, rule([texts[place] for place in places]), strict=True))
    return found
