"""Text compared without case, marks and spelling habits, by PostgreSQL itself.

For tables that have no search vector: offices, people, headings, the record. `folded` here and
`folded_column` there write a text alike; a test holds them together.
"""

import re
from typing import Any, Final

from django.db.models import F, Func, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

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
