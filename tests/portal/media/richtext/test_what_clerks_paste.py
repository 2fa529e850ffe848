"""What is pasted from Word, Excel and web pages keeps every tag that means something."""

import re
from pathlib import Path

import pytest

from portal.kit.text.html import plain_text
from portal.media.richtext.cleaning import clean_html
from portal.media.richtext.fields import RichTextFormField
from portal.media.richtext.structure import RENAMED
from portal.media.richtext.table import TAKEN_IN, allowed
from tests.portal.media.richtext.fragments import FRAGMENTS

FILE = Path(__file__).with_name("fragments.txt")


def of_the_file() -> list[tuple[str, ...]]:
    """Return the fragments of the file: three lines each, an empty one between them."""
    text = FILE.read_text(encoding="utf-8").partition("\n\n")[2]
    parts = [tuple(part.strip("\n").split("\n")) for part in text.split("\n\n")]
    return [(name, come.replace("␊", "\n"), kept.replace("␊", "\n")) for name, come, kept in parts]


ALL = [*FRAGMENTS, *of_the_file()]
NAMES = [row[0] for row in ALL]


def test_it_knows_more_than_eighty_fragments() -> None:
    assert len(set(NAMES)) > 80


@pytest.mark.parametrize(("pasted", "stored"), [row[1:] for row in ALL], ids=NAMES)
def test_it_stores_what_was_meant(pasted: str, stored: str) -> None:
    assert clean_html(pasted) == stored
    assert clean_html(stored) == stored


@pytest.mark.parametrize("pasted", [row[1] for row in ALL], ids=NAMES)
def test_it_loses_no_word(pasted: str) -> None:
    assert letters(clean_html(pasted)) == letters(pasted)


def letters(html: str) -> str:
    """Return the words without their spaces: what lines are broken by differs."""
    return re.sub(r"\s+", "", plain_text(html))


@pytest.mark.parametrize("pasted", [row[1] for row in ALL], ids=NAMES)
def test_it_loses_no_tag_that_means_something(pasted: str) -> None:
    before, kept = tags_of(pasted), tags_of(clean_html(pasted))
    assert not before - kept, f"lost {sorted(before - kept)}"


def tags_of(html: str) -> set[str]:
    """Return the tags of our table that a text says, whatever it calls them."""
    if 'id="docs-internal-guid' in html:
        # The bold around all that Google Docs copies is none.
        html = html.replace("<b style", "<div style")
    found = {RENAMED.get(tag, tag) for tag in re.findall(r"<([a-z][a-z0-9]*)", html)}
    return {tag for tag in found & set(allowed()) if tag not in IGNORED}


# Spans mean a language only where it is another one; Vietnamese pages hold no data that is typed.
# Headings move up together: which level is kept is said by the fragments themselves.
IGNORED = {"span", "h2", "h3", "h4", "p", "br"}


def test_a_cleaner_that_loses_a_tag_would_be_seen() -> None:
    assert "u" in tags_of(FRAGMENTS[0][1]) - tags_of("<p>Điều 1</p>")


EMPHASIS = {
    "font-weight:bold": "strong",
    "font-style: italic": "em",
    "text-decoration: underline solid": "u",
    "text-decoration-line: line-through": "s",
    "vertical-align: super": "sup",
    "vertical-align: sub": "sub",
}


@pytest.mark.parametrize("style", EMPHASIS)
def test_emphasis_that_is_a_style_becomes_a_tag(style: str) -> None:
    tag = EMPHASIS[style]
    stored = f"<p>x <{tag}>chữ</{tag}></p>"
    assert clean_html(f'<p>x <span style="color:red;{style}">chữ</span></p>') == stored
    # Said twice, it is written once.
    assert clean_html(f'<p>x <{tag}><span style="{style}">chữ</span></{tag}></p>') == stored


def test_a_style_takes_emphasis_back() -> None:
    assert clean_html('<b style="font-weight:normal"><p>Một</p><p>Hai</p></b>') == (
        "<p>Một</p>\n<p>Hai</p>"
    )
    assert clean_html('<p><em style="font-style:normal">Một</em></p>') == "<p>Một</p>"


def test_links_are_not_underlined_twice() -> None:
    pasted = '<p><a href="/x/"><span style="text-decoration:underline">Bộ</span></a></p>'
    assert clean_html(pasted) == '<p><a href="/x/">Bộ</a></p>'


def test_the_editor_takes_in_what_the_cleaner_writes_in_other_tags() -> None:
    for tag in ("h1", "h5", "h6", "del", "ins", "strike"):
        assert tag in TAKEN_IN.split()[1:] or f"{tag};" in TAKEN_IN


def test_an_alignment_of_a_cell_is_said_once() -> None:
    html = '<table><tr><td align="right"><p>a</p><p>b</p></td></tr></table>'
    assert '<td class="align-right"><p>a</p><p>b</p></td>' in clean_html(html)


def test_a_form_field_keeps_it() -> None:
    assert RichTextFormField().clean("<p><u>Điều 1</u></p>") == "<p><u>Điều 1</u></p>"
