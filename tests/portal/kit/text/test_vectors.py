from datetime import date
from typing import Any

from portal.kit.text.vectors import MAX_BYTES, search_vector


def vector(**changed: Any) -> str:
    fields: dict[str, Any] = {
        "title": "",
        "summary": "",
        "body_html": "",
        "kind": "article",
        "language": "vi",
        "published_at": None,
    }
    return search_vector(**(fields | changed))


def lexemes(literal: str) -> dict[str, str]:
    pairs = (part.rpartition("'") for part in literal.split(" "))
    return {lexeme[1:]: places for lexeme, _, places in pairs}


def test_it_places_both_forms_of_a_word_together() -> None:
    found = lexemes(vector(title="Hội nghị", body_html="<p>hội <b>2007</b></p>"))
    assert found == {
        "k:article": "",
        "l:vi": "",
        "^hoi": "",
        "^nghi": "",
        "hoi": ":1A,11",
        "=hôị": ":1A,11",
        "nghi": ":2A",
        "=nghị": ":2A",
        "2007": ":12",
    }


def test_it_weighs_the_fields() -> None:
    found = lexemes(vector(title="một", summary="hai", extra="ba", body_html="bon"))
    assert [found[word] for word in ("mot", "hai", "ba", "bon")] == [":1A", ":10B", ":19C", ":28"]


def test_it_marks_when_it_was_published() -> None:
    found = lexemes(vector(published_at=date(2007, 2, 1)))
    assert {"y:2007", "m:2007-02", "d:2007-02-01"} < set(found)


def test_it_lets_nothing_break_out_of_a_lexeme() -> None:
    hostile = "a'b\\c:1A\x00d' 'k:page"
    found = lexemes(vector(title=hostile, kind="x' 'y", body_html=f"<p>{hostile}</p>"))
    assert set(found) == {
        "k:xy", "l:vi", *"abcdk", *(f"^{letter}" for letter in "abcdk"),
        "1a", "^1a", "page", "^page",
    }  # fmt: skip


def test_it_stays_within_the_limits_of_postgresql() -> None:
    literal = vector(body_html=" ".join(f"{number:060}ộ" for number in range(40_000)))
    assert len(literal.encode()) < 2 * MAX_BYTES
    # Short words reach the last position before the last byte.
    found = lexemes(vector(body_html=" ".join(f"a{number}" for number in range(20_000))))
    assert max(int(place.strip(":")) for place in found.values() if place) == 16_383
    found = lexemes(vector(body_html="hội " * 20_000))
    assert found["hoi"].count(",") == 254
