"""A name of an encoding that nobody has is answered, and not remembered."""

import codecs
import encodings
from encodings.aliases import aliases

import pytest

from portal.kit.text.known_encodings import encoding_of


@pytest.mark.parametrize("name", ["khong-co", "a" * 4000, "\xfc-8", "..", "", "encodings.utf_8"])
def test_an_unknown_name_is_not_remembered(name):
    with pytest.raises(LookupError):
        codecs.lookup(name)
    with pytest.raises(LookupError):
        b"a".decode(name)
    assert encoding_of(name) is None
    assert name.lower() not in encodings._cache


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        *(("utf-8", "utf-8"), ("UTF8", "utf-8"), (" utf--8", "utf-8"), ("cp65001", "utf-8")),
        *(("iso8859.1", "iso8859-1"), ("unicode_escape", "unicode-escape"), ("utf-8\0", "utf-8")),
    ],
)
def test_a_known_one_is_known_however_it_is_written(name, encoding):
    assert encoding_of(name) == encoding


def test_python_finds_what_it_found_before():
    of_other_systems = {"mbcs", "oem"}
    for name, module in {**aliases, "koi8-u": "koi8_u", "utf-8-sig": "utf_8_sig"}.items():
        if module not in of_other_systems and name == name.lower():
            assert codecs.lookup(name).name == encodings.search_function(name).name
    assert encoding_of("mbcs") in (None, "mbcs")
