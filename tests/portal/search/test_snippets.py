from hypothesis import given
from hypothesis import strategies as st

from portal.search.abbreviations import Abbreviations
from portal.search.query import parse_query
from portal.search.snippets import WIDTH, Marker, highlight
from tests.portal.search.abbreviations import OF_THE_DEMO

TABLE = Abbreviations.of(OF_THE_DEMO)


def snippet(text, query, width=WIDTH):
    return Marker(query).snippet(text, width)


def test_it_marks_the_words_as_the_text_has_them() -> None:
    assert highlight("Hội nghị tổng kết", parse_query("hoi nghi")) == (
        "<mark>Hội nghị</mark> tổng kết"
    )


def test_it_marks_the_exact_words_where_there_are_any() -> None:
    assert highlight("Hỏi trong hội nghị", parse_query("hội")) == (
        "Hỏi trong <mark>hội</mark> nghị"
    )
    assert highlight("Hỏi và đáp", parse_query("hội")) == "<mark>Hỏi</mark> và đáp"


def test_it_marks_what_an_abbreviation_stands_for() -> None:
    text = "Bưu chính, Viễn thông; thông báo của BCVT"
    assert highlight(text, parse_query("bcvt", TABLE)) == (
        "<mark>Bưu chính, Viễn thông</mark>; thông báo của <mark>BCVT</mark>"
    )


def test_it_marks_a_phrase_only_as_a_whole() -> None:
    assert highlight("năm 2007, số 12/2007", parse_query("12/2007")) == (
        "năm 2007, số <mark>12/2007</mark>"
    )


def test_it_escapes_the_text() -> None:
    text = "<script>alert('hội')</script> & nghị"
    assert highlight(text, parse_query("hội nghị script")) == (
        "&lt;<mark>script</mark>&gt;alert(&#x27;<mark>hội</mark>&#x27;)"
        "&lt;/<mark>script</mark>&gt; &amp; <mark>nghị</mark>"
    )


def test_it_cuts_around_what_was_found() -> None:
    text = "mở đầu " * 100 + "mật độ điện thoại đạt 35 máy " + "kết thúc " * 100
    piece = snippet(text, parse_query("mat do dien thoai"), width=100)
    assert "<mark>mật độ điện thoại</mark> đạt" in piece
    assert piece.startswith("… ")
    assert piece.endswith(" …")
    assert len(piece) < 130


def test_it_prefers_the_place_with_most_of_the_words() -> None:
    text = "Hội thảo. " + "xa xôi " * 60 + "hội nghị triển khai. " + "xa xôi " * 60
    assert "<mark>hội nghị triển khai</mark>" in snippet(text, parse_query("hoi nghi trien khai"))


def test_it_begins_at_the_beginning_where_nothing_was_found() -> None:
    assert snippet("một hai ba bốn", parse_query("năm"), width=8) == "một hai …"


@given(st.text(alphabet="hội nghị<&>\"'.x \n"), st.integers(min_value=5, max_value=40))
def test_it_never_adds_or_loses_a_letter(text: str, width: int) -> None:
    query = parse_query("hội nghị")
    plain = highlight(text, query).replace("<mark>", "").replace("</mark>", "")
    assert "<" not in plain
    assert ">" not in plain
    piece = snippet(text, query, width)
    assert piece.count("<mark>") == piece.count("</mark>")


def test_a_word_inside_another_run_of_letters_before_it_is_not_taken_for_it():
    text = "xhộix (hội)hội, hội.hội hội"
    assert highlight(text, parse_query("hội")) == (
        "xhộix (<mark>hội</mark>)<mark>hội</mark>, <mark>hội</mark>.<mark>hội hội</mark>"
    )
    assert highlight("ahội hội", parse_query("hội")) == "ahội <mark>hội</mark>"
