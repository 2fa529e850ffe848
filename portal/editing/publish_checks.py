"""The checks before readers: no step that lets a text through is taken past what blocks."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextField, Value
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.editing.checks.credits import credited_pictures, uncredited
from portal.editing.checks.days import days_left_behind
from portal.editing.checks.figures import quotes_in
from portal.editing.checks.moments import passed_moments
from portal.editing.checks.personal_numbers import PersonalNumber, personal_numbers
from portal.editing.checks.prose import Parts, parts_of, plain_columns, violations_in, words_of
from portal.editing.checks.recordings import played_without_words
from portal.editing.checks.rules import READ, Written, violations
from portal.editing.checks.scans import violations_in_files
from portal.editing.checks.translations import untranslated
from portal.editing.checks.violations import Level, Violation
from portal.editing.file_links import files_at
from portal.kit.text.html import plain_text
from portal.media.richtext import figures
from portal.media.richtext.fields import rich_fields, rich_text_in
from portal.media.richtext.links import links
from portal.publishing import changes, deciding, workflow
from portal.publishing.models import (
    Bundle,
    BundleState,
    ChangeSet,
    Publication,
    Redirect,
    Revision,
    Section,
    State,
)
from portal.publishing.models.state import OPEN
from portal.publishing.references import is_fixed_page, led_on, own_path, with_and_without_slash
from portal.publishing.scheduling import in_words
from portal.publishing.steps import Step

# What a text must be mended for before it is taken; all other steps are open as ever. Who sends it
# is told already: he can still mend it, and nobody waits for what cannot be published.
GUARDED = frozenset({State.SUBMITTED, State.APPROVED, State.PUBLISHED})
_FIELDS = ("title", "summary", "body", "cover_alt", "cover_decorative")
_CHECKED = (*_FIELDS, "correction", "hides_earlier", "cover_id", "expires_at")

type Text = tuple[Publication, dict[str, Any]]
# What a kind asks of its own texts, all of them at once; see `add_rule`.
type Rule = Callable[[Sequence[Text]], list[list[Violation]]]
_RULES: dict[str, Rule] = {}


def add_rule(kind: str, rule: Rule) -> None:
    """Let a kind have a rule of its own; fields that a text does not name stand in its row."""
    _RULES[kind] = rule


class Blocked(ValidationError):
    """The text has violations that have to be mended first; it is kept as it is."""

    def __init__(self, blocking: list[Violation]) -> None:
        self.violations = blocking
        named = " ".join(f"({number}) {each.message}" for number, each in enumerate(blocking, 1))
        super().__init__(
            _("before readers see it, something has to be mended: %(named)s") % {"named": named},
            code="publish_checks",
        )


def check(publication: Publication, version: Revision | None = None) -> list[Violation]:
    """Return what is to be mended in the text that would be let through: of a live page its change.

    `version` is what waits on the page, where the caller has read it.
    """
    live = publication.state == State.PUBLISHED
    known = {publication.pk: version} if version is not None else None
    pending = (known or changes.pending_versions([publication.pk])) if live else {}
    found = check_together([publication], pending)[publication.pk]
    # Pages that go out together do so at a moment of their own.
    live_fields = fields_of(publication) if live else None
    return [*found, *passed_moments(publication, live_fields, pending.get(publication.pk))]


def check_together(
    publications: Sequence[Publication], pending: Mapping[int, Revision]
) -> dict[int, list[Violation]]:
    """Return what is to be mended in each of the texts that would be let through at once, by page.

    `pending` are the versions that wait on live ones. A link from one text to another leads to
    what readers will see. Asks as often for many texts as for one.
    """
    texts = [
        (page, pending[page.pk].data["fields"] if page.pk in pending else fields_of(page))
        for page in publications
    ]
    parts = parts_of(publications, pending)
    seen = frozenset(page.path for page in publications) if len(publications) > 1 else frozenset()
    scans = violations_in_files(publications, pending)
    found = _check(texts, pending, seen=seen, parts=parts, scans=scans)
    for number, page in enumerate(publications):
        if page.pk in pending:
            found[number] += days_left(fields_of(page), page, pending[page.pk])
    return {page.pk: found[number] for number, page in enumerate(publications)}


def check_as_it_stands(
    publication: Publication,
    *,
    live: Mapping[str, Any] | None = None,
    version: Revision | None = None,
) -> list[Violation]:
    """Return what is to be mended in the fields of the object itself.

    Where these are of a `version` that waits, `live` is what readers have.
    """
    text = (publication, fields_of(publication))
    scans = violations_in_files([publication], {})
    pending = {publication.pk: version} if version is not None else {}
    parts = parts_of([publication], {})
    found = _check([text], pending, parts=parts, scans=scans)[0]
    if live is not None and version is not None:
        found += days_left(live, publication, version)
    return [*found, *passed_moments(publication, live, version)]


def fields_of(publication: Publication) -> dict[str, Any]:
    kind = type(publication)
    names = dict.fromkeys([*_CHECKED, *rich_fields(kind), *plain_columns(kind)])
    return {name: getattr(publication, name) for name in names}


def _check(
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
    rich_texts = [rich_text_in(type(page), fields) for page, fields in texts]
    paths = [_own_paths(text, of=page) for text, (page, _) in zip(rich_texts, texts, strict=True)]
    wanted = {path for each in paths for path in each.values()}
    shown = _what_is_at(wanted, seen=seen)
    shown |= files_at(wanted, [page for page, _fields in texts], pending)
    quoted = figures.resolve(each for text in rich_texts for each in figures.quoted(text))
    credited = credited_pictures(rich_texts)
    of_kinds = _by_rules_of_kinds(texts)
    played = played_without_words(parts)
    found = []
    for number, ((page, fields), own) in enumerate(zip(texts, paths, strict=True)):
        rows = parts.get(page.pk, {})
        written = Written(
            **{name: fields[name] for name in _FIELDS},
            beside_body={name: fields.get(name) or "" for name in _beside_body(page)},
            # What was proposed before there were corrections has none.
            correction=fields.get("correction", ""),
            reopened=_numbers_reopened(page, fields, rows),
            has_cover=fields["cover_id"] is not None,
            has_cover_in_lists=page.HAS_COVER_IN_LISTS,
            has_recording=page.pk in played and played[page.pk].has_recording,
            films=played[page.pk].films if page.pk in played else (),
            is_imported=getattr(page, "is_imported", False),
        )
        nowhere = frozenset(each for each, path in own.items() if shown.get(path, True) is None)
        hidden = frozenset(each for each, path in own.items() if shown.get(path, True) is False)
        others = [
            *violations_in(page, fields, rows),
            *quotes_in(page, fields, quoted),
            *uncredited(
                {name: fields.get(name) or "" for name in rich_fields(type(page))}, credited
            ),
            *untranslated(page, fields),
            *of_kinds.get(number, ()),
            *scans.get(page.pk, ()),
        ]
        named = violations(written, nowhere=nowhere, hidden=hidden, others=others)
        found.append([_with_its_text(page, each) for each in named])
    return found


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


def _without_section(publication: Publication) -> list[Violation]:
    """Ask who sends a new text for its section, where its kind has some: readers look there."""
    if publication.state == State.PUBLISHED or publication.section_id is not None:
        return []
    if not Section.objects.of_kind(publication.kind).exists():
        return []
    said = _("No section is chosen."), _("Choose where readers will look for it.")
    return [Violation(Level.BLOCK, "section", *said)]


def transition(
    publication: Publication,
    *,
    to: State,
    by: User,
    published_at: datetime | None = None,
    comment: str = "",
    force: str = "",
    seen: int | None = None,
) -> Step:
    """Take a step for people at a screen; raises Blocked where the text is not fit for readers."""
    if to == State.PUBLISHED:
        _refuse_before_bundle(publication)
    if to in GUARDED:
        blocking = [each for each in check(publication) if each.blocks]
        if to == State.SUBMITTED:
            blocking += _without_section(publication)
        if blocking:
            raise Blocked(blocking)
    return workflow.transition(
        publication,
        to=to,
        by=by,
        published_at=published_at,
        comment=comment,
        force=force,
        seen=seen,
    )


def _refuse_before_bundle(publication: Publication) -> None:
    """Let no page appear before the scheduled bundle that it goes out with, and hold that back."""
    if publication.state not in OPEN:
        return  # Readers have it, or had; of a change `scheduling` says the same.
    rows = Bundle.objects.filter(
        members__publication_id=publication.pk, state=BundleState.SCHEDULED
    )
    if (bundle := rows.first()) is not None:
        raise ValidationError(
            _(
                "It appears with the bundle “%(name)s” at %(at)s. To publish it before, take the "
                "schedule of the bundle back first."
            ),
            params={"name": bundle, "at": in_words(bundle.publish_at)},
            code="bundle",
        )


def decide(
    publication: Publication,
    *,
    accepted: Collection[str],
    refused: Mapping[str, str],
    by: User,
    seen: int,
) -> ChangeSet:
    """`deciding.decide` for people at a screen: what is accepted is fit for readers, or Blocked."""
    return deciding.decide(
        publication, accepted=accepted, refused=refused, by=by, seen=seen, transition=transition
    )


def _own_paths(body: str, *, of: Publication) -> dict[str, str]:
    """Return the addresses in a text that are on this site, each with its path."""
    addresses = {link.address for link in links(body)}
    return {each: path for each in addresses if (path := own_path(each, of.path or "/"))}


def _what_is_at(paths: set[str], *, seen: frozenset[str]) -> dict[str, bool | None]:
    """Of the paths that rows answer for: whether readers see it; None where nothing is."""
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
