"""What is pasted from Word, Excel and web pages keeps every tag that means something."""

import re

import pytest

from portal.kit.text.html import plain_text
from portal.media.richtext.cleaning import clean_html
from portal.media.richtext.fields import RichTextFormField
from portal.media.richtext.table import TAKEN_IN
from tests.portal.media.richtext.fragments import FRAGMENTS

NAMES = [name for name, _pasted, _stored in FRAGMENTS]


def test_it_knows_more_than_twenty_fragments() -> None:
    assert len(set(NAMES)) > 20


@pytest.mark.parametrize(("pasted", "stored"), [row[1:] for row in FRAGMENTS], ids=NAMES)
def test_it_stores_what_was_meant(pasted: str, stored: str) -> None:
    assert clean_html(pasted) == stored
    assert clean_html(stored) == stored


@pytest.mark.parametrize("pasted", [row[1] for row in FRAGMENTS], ids=NAMES)
def test_it_loses_no_word(pasted: str) -> None:
    words = re.sub(r"\s+", " ", plain_text(pasted))
    assert plain_text(clean_html(pasted)) == words


def test_the_editor_takes_in_what_the_cleaner_writes_in_other_tags() -> None:
    for tag in ("h1", "h5", "h6", "del", "ins", "strike"):
        assert tag in TAKEN_IN.split()[1:] or f"{tag};" in TAKEN_IN


def test_an_alignment_of_a_cell_is_said_once() -> None:
    html = '<table><tr><td align="right"><p>a</p><p>b</p></td></tr></table>'
    assert '<td class="align-right"><p>a</p><p>b</p></td>' in clean_html(html)


def test_a_form_field_keeps_it() -> None:
    assert RichTextFormField().clean("<p><u>Điều 1</u></p>") == "<p><u>Điều 1</u></p>"
