"""Vietnamese that was left standing in an English text: readers abroad take it for a fault."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from django.utils.translation import gettext as _

from portal.editing.checks.violations import Level, Violation
from portal.kit.text.html import paragraphs_of
from portal.kit.text.syllables import syllable
from portal.publishing.models import EnglishVersion, Publication

# Names are Vietnamese in English texts, too; a sentence has more words, and more marks.
_MIN_WORDS: Final = 6
_SHARE: Final = 0.5
_READ: Final = ("title", "summary", "cover_alt")


def is_vietnamese(text: str) -> bool:
    """Return whether a passage reads as Vietnamese.

    Half its words have letters that English has not.
    """
    words = re.findall(r"[^\W\d_]+", text)
    marked = sum(syllable(word).folded != word.lower() for word in words)
    return len(words) >= _MIN_WORDS and marked >= _SHARE * len(words)


def untranslated(page: Publication, fields: Mapping[str, str]) -> Iterator[Violation]:
    """Return what is to be translated yet in the text of an English version.

    Nothing of other kinds.
    """
    if page.kind != EnglishVersion.KIND:
        return
    passages = [(name, str(fields[name])) for name in _READ]
    passages += [("body", paragraph) for paragraph in paragraphs_of(fields["body"])]
    for name, passage in passages:
        if is_vietnamese(passage):
            yield Violation(
                Level.BLOCK,
                name,
                _("This is still in Vietnamese: “%(words)s…”") % {"words": passage[:60]},
                _("Translate it; names of people, places and offices may stay."),
            )
