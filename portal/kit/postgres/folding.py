"""Text compared without case, marks and spelling habits, by PostgreSQL itself.

For tables that have no search vector: offices, people, headings, the record. `folded` here and
`folded_column` there write a text alike; a test holds them together.
"""

import re
from typing import Any, Final

from django.db.models import F, Func, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Collate

from portal.kit.text.normalize import fold

# As in `portal.kit.text.syllables`: "kỹ" and "kĩ" are one word. Wherever the letter stands, so
# that a part of a word is found as well.
_Y_FOR_I: Final = re.compile("([hklmst]|qu)y")
# Letters that Unicode does not take apart, as far as people here write them.
_UNDECOMPOSED: Final = ("ĐđÐðƉɖ", "dddddd")


def folded(text: str) -> str:
    """Return the text without case and marks, y after some consonants as i: "Quý" is "qui"."""
    return _Y_FOR_I.sub(r"\1i", fold(text))


def folded_column(name: str) -> Combinable:
    """Return the expression that PostgreSQL compares with a text that was `folded`."""
    letters = Func(
        Cast(F(name), TextField()),
        template=(r"regexp_replace(normalize(%(expressions)s, NFD), '[\u0300-\u036f]', '', 'g')"),
        output_field=TextField(),
    )
    plain = Func(letters, Value(_UNDECOMPOSED[0]), Value(_UNDECOMPOSED[1]), function="translate")
    # Only now: what a database takes for the small letter of one with marks hangs on its locale.
    small: Any = Func(plain, function="lower")
    return Func(
        small,
        Value(_Y_FOR_I.pattern),
        Value(r"\1i"),
        Value("g"),
        function="regexp_replace",
        output_field=TextField(),
    )


def alphabetical(name: str) -> Combinable:
    """Return what sorts a column by the letters of the Vietnamese alphabet, without their tones.

    For lists that stay short; long ones have a key for it (`portal.kit.sorted_names`).
    """
    letters: Any = Func(
        Cast(F(name), TextField()),
        template=(
            r"regexp_replace(normalize(%(expressions)s, NFD), "
            r"'[\u0300\u0301\u0303\u0309\u0323]', '', 'g')"
        ),
        output_field=TextField(),
    )
    # A letter with a mark follows the plain one: ă before â, and đ as such a letter of d.
    for mark, other in (("Đ", "d\u0300"), ("đ", "d\u0300"), ("\u0306", "\u0300")):
        letters = Func(letters, Value(mark), Value(other), function="replace")
    return Collate(Func(letters, function="lower", output_field=TextField()), "C")
