"""Words change, tags and addresses do not."""

import unicodedata

import pytest

from portal.newsroom.replacing.wording import Wording, in_html, in_text

OLD, NEW = "Sở Bưu chính, Viễn thông", "Sở Thông tin và Truyền thông"
RENAMED = Wording(OLD, NEW)
NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        (f"{OLD} họp.", f"{NEW} họp."),
        (f"{OLD}; {OLD}", f"{NEW}; {NEW}"),
        (OLD.replace(" ", NBSP), NEW),
        (OLD.replace(" ", "\n  "), NEW),
        (unicodedata.normalize("NFD", f"Theo {OLD}"), f"Theo {NEW}"),
        (f"{OLD}A", f"{OLD}A"),
        ("sở bưu chính, viễn thông", "sở bưu chính, viễn thông"),
    ],
)
def test_plain_text(text, becomes):
    assert in_text(text, RENAMED).text == becomes


def test_a_wording_typed_in_pieces_is_found_too():
    typed = Wording(unicodedata.normalize("NFD", OLD), unicodedata.normalize("NFD", NEW))
    assert in_text(f"Theo {OLD}", typed).text == f"Theo {NEW}"


def test_what_is_not_found_stays_to_the_byte():
    apart = unicodedata.normalize("NFD", "Ủy ban")
    assert in_text(apart, RENAMED).text == apart


def test_parts_of_words_only_where_asked():
    assert in_text("viễn thông, thông", Wording("thông", "X")).text == "viễn X, X"
    assert in_text("không thông", Wording("hông", "X")).count == 0
    assert in_text("không thông", Wording("hông", "X", whole_words=False)).text == "kX tX"


def test_capitals_follow_the_place_where_case_does_not_matter():
    any_case = Wording("Sở Bưu chính", "Sở Thông tin", match_case=False)
    assert in_text("SỞ BƯU CHÍNH và sở bưu chính", any_case).text == "SỞ THÔNG TIN và Sở Thông tin"


def test_signs_of_patterns_are_plain_letters():
    assert in_text("1+1 (a.b)", Wording("(a.b)", r"\1 [x]")).text == r"1+1 \1 [x]"


def test_tags_and_addresses_are_never_touched():
    html = (
        '<p>Xem <a href="/tin-tuc/hue/">tin Huế</a> và '
        '<a href="https://hue.vn/?q=hue" rel="external noopener">hue</a>, <strong>hue</strong>.</p>'
    )
    done = in_html(html, Wording("hue", "p", match_case=False))
    assert done.count == 2
    assert done.text == (
        '<p>Xem <a href="/tin-tuc/hue/">tin Huế</a> và '
        '<a href="https://hue.vn/?q=hue" rel="external noopener">p</a>, <strong>p</strong>.</p>'
    )


@pytest.mark.parametrize("word", ["p", "strong", "href", "a", "amp", "td", "class"])
def test_a_wording_that_looks_like_markup_changes_words_only(word):
    html = '<p>Một <strong>hai</strong> <a href="/a/">ba &amp; bốn</a></p>'
    assert in_html(html, Wording(word, "XX", whole_words=False, match_case=False)).text in (
        html,
        html.replace("hai", "hXXi").replace("ba &amp;", "bXX &amp;"),
    )


def test_signs_of_markup_in_the_new_wording_are_text():
    assert in_html("<p>Số 5</p>", Wording("Số", "<b>&")).text == "<p>&lt;b&gt;&amp; 5</p>"
    assert in_html("<p>A &amp; B</p>", Wording("A & B", "C")).text == "<p>C</p>"


def test_words_with_formatting_in_between_are_counted_and_left():
    done = in_html(f"<p>Sở <strong>Bưu chính</strong>, Viễn thông. {OLD}.</p>", RENAMED)
    assert (done.count, done.by_hand) == (1, 1)
    assert done.text == f"<p>Sở <strong>Bưu chính</strong>, Viễn thông. {NEW}.</p>"


def test_words_of_two_paragraphs_are_no_wording():
    done = in_html("<p>Họp tại Sở</p><p>Bưu chính, Viễn thông</p>", RENAMED)
    assert (done.count, done.by_hand) == (0, 0)
