"""Numbers of documents, however they are typed: 12/2007/QĐ-UBND, 12 2007 qd ubnd."""

import re
from typing import Any, Final

from django.core.checks import CheckMessage
from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Lower, Trim

from portal.kit.text.normalize import nfc, visible

# The last two are the Icelandic letter that some keyboards write for the Vietnamese one. Capitals,
# too: by the rules of “C”, PostgreSQL makes only the letters of ASCII small.
_FROM, _TO = "đĐðÐ", "dddd"
_BETWEEN: Final = "[^a-z0-9]+"
_SAID_BEFORE: Final = re.compile(r"^\s*(số|so)(?![^\W\d_])[\s.:]*", re.IGNORECASE)


def number_key(typed: str) -> str:
    """Return the letters and digits of a number in small, divided by single blanks."""
    number = _SAID_BEFORE.sub("", visible(typed)).translate(str.maketrans(_FROM, _TO))
    return re.sub(_BETWEEN, " ", number.lower()).strip()


def bare_number(typed: str) -> str:
    """Return a number as it is kept: without the “Số” that stands before it on the paper."""
    number = nfc(typed).strip()
    bare = _SAID_BEFORE.sub("", number)
    return bare if bare[:1].isalnum() else number


def looks_like_number(typed: str) -> bool:
    """Return whether somebody may mean a number: it begins with a digit, after “số” perhaps."""
    return number_key(typed)[:1].isdigit()


def key_in_database(column: str) -> Trim:
    """Return the same key of a column, for a column that PostgreSQL works out by itself."""
    plain = Func(F(column), Value(_FROM), Value(_TO), function="TRANSLATE")
    text = models.TextField()
    divided = Func(
        Lower(plain, output_field=text),
        Value(_BETWEEN),
        Value(" "),
        Value("g"),
        function="REGEXP_REPLACE",
        output_field=text,
    )
    return Trim(divided)


class StoredColumn(models.GeneratedField):
    """A generated column that is stored, as every PostgreSQL that the site runs on can keep it.

    Django asks the server whether it can; settings are checked where no server answers yet.
    """

    def check(self, **kwargs: object) -> list[CheckMessage]:
        return super().check(**kwargs | {"databases": []})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.GeneratedField", args, kwargs
