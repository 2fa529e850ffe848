"""Captions: what people send is read, mended into plain WebVTT, and refused by the line."""

import pytest
from django.core.exceptions import ValidationError

from portal.kit.files import captions
from portal.kit.files.captions import Cue, as_webvtt, parse_captions, transcript_of
from tests.portal.kit.files.films import WORDS

SUBRIP = """1
00:00:00,500 --> 00:00:02,000
Nước đang lên.

2
00:00:02,000 --> 00:00:04,000
Trực ban: Mọi người lên chỗ cao & mang theo đèn.
"""
CUES = [
    Cue(0.5, 2.0, "Nước đang lên."),
    Cue(2.0, 4.0, "Trực ban: Mọi người lên chỗ cao & mang theo đèn."),
]


@pytest.mark.parametrize("text", [WORDS, SUBRIP, "\ufeff" + WORDS.replace("\n", "\r\n")])
def test_both_usual_kinds_are_read(text):
    assert parse_captions(text) == CUES


def test_they_become_plain_webvtt_that_reads_the_same():
    text = as_webvtt(CUES)
    assert text.startswith("WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nNước đang lên.\n")
    assert "chỗ cao &amp; mang" in text
    assert parse_captions(text) == CUES


def test_styles_notes_places_and_tags_are_left_out():
    text = (
        "WEBVTT\n\nSTYLE\n::cue { background: url(https://a.example/) }\n\nNOTE của ai đó\n\n"
        "a\n00:01.000 --> 00:02.000 line:0 align:start\n<c.vang><b>Nước</b></c> &lt;b&gt; lên\n"
    )
    assert as_webvtt(parse_captions(text)) == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nNước &lt;b&gt; lên\n"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "vtt"),
        ("WEBVTT\n\nchỉ có chữ", "vtt"),
        ("WEBVTT\n\n00:01 --> 00:02\nA", "Dòng 3"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nA", "Dòng 3"),
        ("WEBVTT\n\n00:02.000 --> 00:03.000\nA\n\n00:01.000 --> 00:03.000\nB", "Dòng 6"),
        ("x" * (captions.MAX_LENGTH + 1), "dài"),
    ],
)
def test_what_no_player_could_show_is_refused_by_its_line(text, message):
    with pytest.raises(ValidationError) as refused:
        parse_captions(text)
    assert message in " ".join(refused.value.messages)


@pytest.mark.usefixtures("deadline")
@pytest.mark.parametrize("part", ["<v a", "<v.a ", "<v ", "<v" + " " * 10_000, "<v a" + " " * 100])
def test_voices_that_never_end_come_back(part):
    line = part * (200_000 // len(part))
    (cue,) = parse_captions(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{line}\n")
    assert cue.text.startswith("<v")


def test_the_text_to_be_read_has_paragraphs_where_nobody_speaks():
    cues = [*CUES, Cue(4.0, 5.0, CUES[-1].text), Cue(9.0, 10.0, "Hết\nlũ.")]
    assert transcript_of(cues) == (
        "Nước đang lên. Trực ban: Mọi người lên chỗ cao & mang theo đèn.\n\nHết lũ."
    )
