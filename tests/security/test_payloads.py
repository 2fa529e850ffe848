"""Of each stored payload nothing is left that a browser would act on: no tag, no address, no name.

What a real browser does with them is asked in `tests/browser/test_stored_payloads.py`.
"""

import pytest

from portal.media.richtext.cleaning import clean_html
from tests.portal.media.richtext.test_hostile_html import assert_harmless
from tests.security.payloads import by_category, packed, payloads


def test_there_are_hundreds_of_many_categories() -> None:
    assert len(set(payloads())) >= 400
    assert min(len(set(found)) for found in by_category().values()) >= 15
    assert len(by_category()) >= 12


@pytest.mark.parametrize("category", by_category())
def test_it_makes_each_harmless_at_once(category: str) -> None:
    for payload in by_category()[category]:
        cleaned = clean_html(f"<p>trước</p>{payload}")
        assert_harmless(cleaned)
        assert cleaned.startswith("<p>trước</p>"), payload
        assert clean_html(cleaned) == cleaned, payload


def test_the_check_sees_what_is_not_cleaned() -> None:
    seen = 0
    for payload in payloads():
        try:
            assert_harmless(payload)
        except (AssertionError, ValueError):
            seen += 1
    assert seen > 340


def test_fields_that_they_are_packed_into_lose_none() -> None:
    short = [text for text in payloads() if len(text) <= 200]
    assert max(len(text) for text in packed(short, 200)) <= 200
    assert " ".join(packed(short, 200)) == " ".join(text.strip() for text in short)
