"""Captions of films: WebVTT as browsers read it, made of what people send (WebVTT or SubRip)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.kit.text.html import with_letters

MAX_LENGTH: Final = 300_000
MAX_CUES: Final = 5000
_TIME: Final = r"(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)[.,](\d{3})"
_TIMING: Final = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]+(.*))?")
_VOICE: Final = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^\s<>][^<>]*)>")
_TAG: Final = re.compile(r"<[^>]{0,200}>")
# Nothing is said for so long: a new paragraph of the text begins.
_PAUSE: Final = 3.0


@dataclass(frozen=True, slots=True)
class Cue:
    """What is heard, or seen as words, between two moments of a film; in seconds."""

    start: float
    end: float
    text: str


def parse_captions(text: str) -> list[Cue]:
    """Return the cues of a WebVTT or SubRip text; raise ValidationError that names the line."""
    if len(text) > MAX_LENGTH:
        raise ValidationError(_("The captions are longer than any film here."), code="length")
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cues = list(_cues(lines))
    if not cues:
        raise ValidationError(
            _("There is no caption in it: captions are WebVTT (.vtt) or SubRip (.srt)."),
            code="empty",
        )
    if len(cues) > MAX_CUES:
        raise ValidationError(_("The captions are longer than any film here."), code="length")
    return cues


def _cues(lines: list[str]) -> Iterator[Cue]:
    last = 0.0
    for number, line in enumerate(lines, start=1):
        if "-->" not in line:
            continue
        timing = _TIMING.fullmatch(line.strip())
        if timing is None:
            _refuse(number, _("a time is written as 00:01:02.500 --> 00:01:05.000"))
            continue
        start, end = _moment(*timing.groups()[:4]), _moment(*timing.groups()[4:8])
        if end <= start:
            _refuse(number, _("it ends before it begins"))
        if start < last:
            _refuse(number, _("it begins before the one above it"))
        last = start
        if words := _words(lines, number):
            yield Cue(start, end, words)


def _refuse(number: int, reason: str) -> None:
    text = _("Line %(number)d of the captions: %(reason)s.")
    raise ValidationError(text % {"number": number, "reason": reason}, code="timing")


def _moment(hours: str | None, minutes: str, seconds: str, thousandths: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(thousandths) / 1000


def _words(lines: list[str], after: int) -> str:
    """Return the lines below a time until an empty one, as plain text; a voice is named."""
    found = []
    for line in lines[after:]:
        if not line.strip() or "-->" in line:
            break
        plain = _TAG.sub("", _VOICE.sub(r"\1: ", line))
        found.append(with_letters(plain).strip())
    return "\n".join(filter(None, found))


def as_webvtt(cues: list[Cue]) -> str:
    """Return cues as a WebVTT text, without styles and places: the player has its own."""
    blocks = [f"{_stamp(cue.start)} --> {_stamp(cue.end)}\n{_escaped(cue.text)}" for cue in cues]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def _stamp(seconds: float) -> str:
    full, thousandths = divmod(round(seconds * 1000), 1000)
    minutes, rest = divmod(full, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest:02}.{thousandths:03}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def transcript_of(cues: list[Cue]) -> str:
    """Return what the captions say as paragraphs to be read; a pause begins a new one."""
    paragraphs: list[list[str]] = []
    end = None
    for cue in cues:
        words = " ".join(cue.text.split("\n"))
        if end is None or cue.start - end > _PAUSE:
            paragraphs.append([])
        if not paragraphs[-1] or paragraphs[-1][-1] != words:
            paragraphs[-1].append(words)
        end = cue.end
    return "\n\n".join(" ".join(words) for words in paragraphs)
