"""Colours of a department: readable ones only, and all that follows from them."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from portal.branding.colours import (
    DAY,
    NIGHT,
    READABLE,
    Colours,
    contrast,
    ratio,
    readable,
    stylesheet,
)
from portal.branding.models import Branding


def check(row):
    """Clean as a form does, without the constraints, for which a database is asked."""
    row.clean_fields()
    row.clean()


def test_the_grounds_are_those_of_the_stylesheet():
    text = (settings.BASE_DIR / "static/css/site/tokens.css").read_text(encoding="utf-8")
    day, night = text.split("prefers-color-scheme: dark")
    for tokens, part in ((DAY, day), (NIGHT, night)):
        found = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+)", part))
        inherited = {"footer-ink": tokens["footer-ink"]} | found
        assert {name: inherited[name].replace("#fff", "#ffffff", 1)[:7] for name in tokens} == {
            name: value.replace("#fff", "#ffffff", 1)[:7] for name, value in tokens.items()
        }


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48)]
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert round(contrast(one, other), 2) == ratio
    assert contrast(one, other) == contrast(other, one)


def test_a_colour_that_cannot_be_read_is_refused_with_the_ratio_and_what_to_do(in_vietnamese):
    with pytest.raises(ValidationError) as refused:
        check(Branding(accent="#4a90d9"))
    assert set(refused.value.message_dict) == {"accent"}
    words = refused.value.message_dict["accent"][0]
    better = re.search(r"#[0-9a-f]{6}", words)
    assert "3,0:1" in words, words
    assert "4,5" in words
    assert "đậm hơn" in words
    check(Branding(accent=better[0]))


def test_a_colour_of_the_night_is_made_lighter(in_vietnamese):
    with pytest.raises(ValidationError) as refused:
        check(Branding(accent="#1a5fb4", accent_dark="#1a5fb4"))
    words = refused.value.message_dict["accent_dark"][0]
    assert "sáng hơn" in words
    check(Branding(accent_dark=re.search(r"#[0-9a-f]{6}", words)[0]))


@pytest.mark.parametrize(
    ("accent", "warm"), [("#7a0010", "#a05a14"), ("#003366", "#a05a14"), ("#7a0010", "#9c5a1c")]
)
def test_the_second_colour_can_be_read_on_the_tint_of_the_main_one(accent, warm):
    check(Branding(warm=warm))
    with pytest.raises(ValidationError) as refused:
        check(Branding(accent=accent, warm=warm))
    words = refused.value.message_dict["warm"][0]
    better = re.search(r"#[0-9a-f]{6}", words)[0]
    check(Branding(accent=accent, warm=better))
    tint = Colours(accent=accent, warm=better).day()["accent-tint"]
    assert contrast(better, tint) >= READABLE


@pytest.mark.parametrize("text", ["red", "#12345", "#12345g", "#1a5fb4;}body{display:none", "#fff"])
def test_what_is_no_colour_is_refused_and_never_in_a_stylesheet(text):
    row = Branding(accent=text)
    with pytest.raises(ValidationError):
        check(row)
    assert stylesheet(row.colours) == ""


@pytest.mark.parametrize("accent", ["#1a5fb4", "#0b6b3a", "#8a1c1c", "#222222", "#6d28d9"])
def test_all_that_follows_from_one_colour_can_be_read(accent):
    colours = Colours(accent=accent, warm="#7a4a00")
    day, night = colours.day(), colours.night()
    for tokens, ground in ((day, DAY), (night, NIGHT)):
        for name in ("accent", "accent-deep", "warm"):
            assert contrast(tokens[name], ground["paper"]) >= READABLE, (name, tokens)
            assert contrast(tokens[name], ground["surface"]) >= READABLE, (name, tokens)
        for name in ("accent", "warm"):
            assert contrast(tokens[name], tokens[f"{name}-tint"]) >= READABLE, (name, tokens)
        assert contrast(tokens["on-accent"], tokens["accent"]) >= READABLE
        assert contrast(day["footer-ink"], tokens["footer"]) >= READABLE


@pytest.mark.parametrize("field", ["accent", "accent_dark", "warm", "warm_dark", "footer"])
@pytest.mark.parametrize("colour", ["#ffffff", "#808080", "#000000", "#ffcc00", "#0000ff"])
def test_for_any_colour_there_is_a_readable_one(field, colour):
    assert ratio(field, readable(field, colour)) >= READABLE


def test_nothing_chosen_overrides_nothing():
    assert stylesheet(Colours()) == ""
