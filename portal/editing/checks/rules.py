"""What a text should be before readers see it: each rule a plain function over what was written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from portal.editing import markup
from portal.editing.checks.personal_numbers import PersonalNumber, personal_numbers
from portal.editing.checks.violations import Level, Violation
from portal.kit.text.html import plain_text
from portal.kit.text.legacy import convert, encodings_in
from portal.media.richtext.links import links
from portal.media.richtext.pictures import descriptions

MAX_SUMMARY_LENGTH = 300
_MIN_CAPITALS = 8
# Where letters of old fonts and numbers of persons are looked for, and in all rich texts.
READ = ("title", "summary", "body", "correction")


@dataclass(frozen=True, slots=True)
class Written:
    """What the rules look at: the fields of a page as they were typed."""

    title: str
    summary: str = ""
    body: str = ""
    # The rich texts of the kind beside the body, by their fields.
    beside_body: Mapping[str, str] = field(default_factory=dict)
    has_cover: bool = False
    # Whether lists show covers of pages of the kind.
    has_cover_in_lists: bool = False
    correction: str = ""
    # Numbers that only the earlier text has, where readers are to compare with it.
    reopened: tuple[PersonalNumber, ...] = ()
    cover_alt: str = ""
    cover_decorative: bool = False
    # Whether a recording is attached.
    has_recording: bool = False
    # The names of attached films without captions or without a text of what is said.
    films: tuple[str, ...] = ()
    # Taken over from elsewhere as it was: today's rules give advice and block nothing.
    is_imported: bool = False

    @property
    def rich_texts(self) -> dict[str, str]:
        """Return all rich texts by their fields."""
        return {"body": self.body, **self.beside_body}

    @property
    def read(self) -> dict[str, str]:
        """Return what is read for letters of old fonts and numbers of persons, by field."""
        return {name: getattr(self, name) for name in READ} | dict(self.beside_body)


def violations(
    written: Written,
    *,
    nowhere: frozenset[str],
    hidden: frozenset[str],
    others: Iterable[Violation],
) -> list[Violation]:
    """Return all there is to mend, what blocks first.

    `nowhere` are the addresses in the text at which nothing is; `hidden` those of pages that
    readers cannot see yet; `others` are violations of rules that ask more than the text.
    """
    found = [
        *_old_letters(written),
        *_title(written),
        *_summary(written),
        *_cover(written),
        *_links(written, nowhere, hidden),
        *_structure(written),
        *_recording(written),
        *_films(written),
        *_persons(written),
        *others,
    ]
    if written.is_imported:
        found = [replace(violation, level=Level.WARN) for violation in found]
    return sorted(found, key=lambda violation: not violation.blocks)


def _old_letters(written: Written) -> Iterator[Violation]:
    for name, text in written.read.items():
        yield from old_letters(name, [text])


def old_letters(name: str, texts: Iterable[str]) -> Iterator[Violation]:
    """Yield one violation where texts of a field are in an old font's letters."""
    found = {text: encodings_in(text) for text in texts}
    if any(found.values()):
        encodings = dict.fromkeys(each for encodings in found.values() for each in encodings)
        yield Violation(
            Level.BLOCK,
            name,
            _("The text is in an old font's letters: %(names)s.") % {"names": ", ".join(encodings)},
            _("Tick “convert” below and save; the letters become readable everywhere."),
            "\n".join(plain_text(convert(text)) for text in found if found[text]),
        )


def _title(written: Written) -> Iterator[Violation]:
    capitals = sum(letter.isupper() for letter in written.title)
    if capitals >= _MIN_CAPITALS and written.title.isupper() and " " in written.title:
        yield Violation(
            Level.WARN,
            "title",
            _("The title is all in capitals."),
            _("Write it in small letters; capitals are hard to read and lose their marks."),
        )


def _summary(written: Written) -> Iterator[Violation]:
    length = len(written.summary.strip())
    if not length:
        yield Violation(
            Level.BLOCK,
            "summary",
            _("There is no summary."),
            _("Write two or three sentences; lists and search show them."),
        )
    elif length > MAX_SUMMARY_LENGTH:
        yield Violation(
            Level.WARN,
            "summary",
            _("The summary has %(length)s characters.") % {"length": length},
            _("Up to %(most)s are read; leave the rest to the text.")
            % {"most": MAX_SUMMARY_LENGTH},
        )


def _cover(written: Written) -> Iterator[Violation]:
    if written.has_cover and not written.cover_decorative and not written.cover_alt.strip():
        yield Violation(
            Level.BLOCK,
            "cover_alt",
            _("Nobody has said what the cover shows."),
            _("Say it in one sentence for readers who cannot see it, or mark it as decoration."),
        )
    elif (
        written.has_cover_in_lists
        and not (written.has_cover or written.is_imported)
        and descriptions(written.body)
    ):
        yield Violation(
            Level.WARN,
            "cover_from_text",
            _("The text has a picture, and no cover is chosen."),
            _("Tick “Take the first picture of the text”: lists and the first page then show it."),
        )


def _links(
    written: Written, nowhere: frozenset[str], hidden: frozenset[str]
) -> Iterator[Violation]:
    for name, text in written.rich_texts.items():
        yield from _links_in(name, text, nowhere, hidden)


def _links_in(
    name: str, text: str, nowhere: frozenset[str], hidden: frozenset[str]
) -> Iterator[Violation]:
    found = links(text)
    for link in found:
        if link.address in nowhere:
            yield Violation(
                Level.BLOCK,
                name,
                _("The link “%(words)s” leads nowhere on this site: %(address)s")
                % {"words": link.words, "address": link.address},
                _("Copy the address of the page from your browser, or take the link out."),
            )
        elif link.address in hidden:
            yield Violation(
                Level.WARN,
                name,
                _("The link “%(words)s” leads to a page that readers cannot see yet.")
                % {"words": link.words},
                _("Publish that page first, or together with this one."),
            )
    for link in found:
        if not markup.is_descriptive(link):
            yield Violation(
                Level.WARN,
                name,
                _("The words of a link do not say where it leads: “%(words)s”.")
                % {"words": link.words or link.address},
                _("Use the name of the page or document; it is read out alone by screen readers."),
            )


def _structure(written: Written) -> Iterator[Violation]:
    for name, text in written.rich_texts.items():
        yield from _structure_of(name, text)


def _structure_of(name: str, text: str) -> Iterator[Violation]:
    if number := markup.pictures_without_words(text):
        yield Violation(
            Level.BLOCK,
            name,
            _("Pictures in the text that nobody has described: %(number)s.") % {"number": number},
            _(
                "Double-click each marked picture in the editor; write its description for those "
                "who cannot see it, or tick that it is decoration."
            ),
        )
    if heading := markup.skipping_heading(text):
        yield Violation(
            Level.WARN,
            name,
            _("The heading “%(heading)s” skips a level.") % {"heading": heading},
            _("Begin with “Heading”, and go down one size at a time."),
        )
    if number := markup.tables_without_header(text):
        yield Violation(
            Level.WARN,
            name,
            _("Tables without header cells: %(number)s.") % {"number": number},
            _("In the table's properties, choose the first row or column as headers."),
        )


def _recording(written: Written) -> Iterator[Violation]:
    if written.has_recording and not plain_text(written.body):
        yield Violation(
            Level.BLOCK,
            "body",
            _("There is a recording, and no text that says what is heard."),
            _("Write it out in the text: who cannot hear reads it, and search finds it."),
        )


def _films(written: Written) -> Iterator[Violation]:
    for name in written.films:
        yield Violation(
            Level.BLOCK,
            "attachments",
            _("The film “%(name)s” has no captions.") % {"name": name},
            _(
                "Add a file of captions (.vtt or .srt) at the film, under “Only for a film”: who "
                "cannot hear reads along, and the text below the film is made of it."
            ),
        )


def _persons(written: Written) -> Iterator[Violation]:
    for name, text in written.read.items():
        yield from numbers_of_persons(name, [plain_text(text)])
    for number in written.reopened:
        yield Violation(
            Level.WARN,
            "hides_earlier",
            _("Readers could compare with the earlier text, with a %(kind)s in it: %(number)s.")
            % {"kind": number.kind.label, "number": number.masked},
            _("Tick “keep the earlier text closed” beside the correction."),
        )


def numbers_of_persons(name: str, texts: Iterable[str]) -> Iterator[Violation]:
    """Yield a violation for each number of a person in plain texts of a field."""
    for number in dict.fromkeys(each for text in texts for each in personal_numbers(text)):
        yield Violation(
            Level.WARN,
            name,
            _("This looks like somebody's %(kind)s: %(number)s.")
            % {"kind": number.kind.label, "number": number.masked},
            _("Leave it out unless the person has agreed or the law asks for it."),
        )
