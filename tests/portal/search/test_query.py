import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.abbreviations import Abbreviations
from portal.search.query import MAX_CHARACTERS, MAX_WORDS, parse_query
from tests.portal.search.abbreviations import OF_THE_DEMO

TABLE = Abbreviations.of(OF_THE_DEMO)


def tsquery_of(typed: str, *, exact: bool = False) -> str:
    return parse_query(typed, TABLE).tsquery(exact=exact)


@pytest.mark.parametrize(
    ("typed", "tsquery"),
    [
        ("hội nghị", "'hoi' & 'nghi'"),
        ('"hội nghị" tỉnh', "('hoi' <-> 'nghi') & 'tinh'"),
        ("“hội nghị”", "('hoi' <-> 'nghi')"),
        ('"hội nghị', "'hoi' & 'nghi'"),
        ("12/2007/QĐ-UBND,", "('12' <-> '2007' <-> 'qd' <-> 'ubnd')"),
        ("ngày 30/01/2007", "'ngay' & ('30' <-> '1' <-> '2007')"),
        ("HĐND", "('hdnd' | ('hoi' <-> 'dong' <-> 'nhan' <-> 'dan'))"),
        ("khu vực 3", "(('khu' & 'vuc') | 'kv') & '3'"),
        ("kv 3", "('kv' | ('khu' <-> 'vuc')) & '3'"),
    ],
)
def test_it_understands_phrases_numbers_and_abbreviations(typed: str, tsquery: str) -> None:
    assert tsquery_of(typed) == tsquery


@pytest.mark.parametrize("typed", ["Thừa Thiên –Huế", "thua thien hue", "Thừa-Thiên-Huế"])
def test_it_asks_for_the_short_form_of_a_long_one(typed: str) -> None:
    assert tsquery_of(typed) == "(('thua' & 'thien' & 'hue') | ('tt' <-> 'hue'))"


@pytest.mark.parametrize("typed", ["TT-Huế", "tt hue", "TT Huế"])
def test_it_asks_for_the_long_form_of_a_short_one(typed: str) -> None:
    assert tsquery_of(typed) == "(('tt' <-> 'hue') | ('thua' <-> 'thien' <-> 'hue'))"


def test_it_takes_the_longest_form_there_is() -> None:
    assert len(parse_query("công nghệ thông tin và truyền thông", TABLE).clauses) == 1


def test_it_leaves_a_quoted_phrase_as_it_was_typed() -> None:
    assert tsquery_of('"khu vực"') == "('khu' <-> 'vuc')"


def test_it_asks_for_words_with_marks_in_their_exact_form() -> None:
    assert tsquery_of("hội nghi", exact=True) == "'=hôị' & 'nghi'"
    assert not parse_query("hoi nghi").has_marks


def test_it_keeps_to_200_characters_and_16_words() -> None:
    query = parse_query("hội " * 40)
    assert (len(query.words), query.was_cut) == (MAX_WORDS, True)
    query = parse_query("x" * 5_000)
    assert (len(query.text), query.was_cut) == (MAX_CHARACTERS, True)
    assert not parse_query("hội nghị").was_cut


@pytest.mark.parametrize("typed", ["", " ", "!?", '""', "–", "\x00", "&|!()<->:*'\\"])
def test_it_is_empty_where_no_word_was_typed(typed: str) -> None:
    assert not parse_query(typed)


@given(st.text(alphabet=st.characters(codec=None)))
def test_it_takes_any_text(typed: str) -> None:
    query = parse_query(typed, TABLE)
    assert len(query.words) <= MAX_WORDS
    assert bool(query) is bool(query.tsquery(exact=True))
    query.text.encode()
