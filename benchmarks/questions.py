"""Questions as people type them, drawn from titles: each class spoils a title in its own way."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from random import Random
from typing import Final

from portal.kit.text.normalize import fold, nfc
from portal.kit.text.syllables import TONES, exact_form, split_tone, words
from portal.search.models import Abbreviation
from portal.search.query import MAX_WORDS, is_stop_word

_KEYS: Final = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
_TONE_KEYS: Final = dict(zip(TONES, "frxsj", strict=True))
_BESIDE: Final = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "g": "fh", "h": "gj", "i": "uo",
    "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et",
    "s": "ad", "t": "ry", "u": "yi", "v": "cb", "x": "zc", "y": "tu",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """What is typed, of which class, and the places of the titles that answer it."""

    kind: str
    text: str
    right: frozenset[int]


class Title:
    """One title's words among all titles, with a chance of its own."""

    def __init__(self, at: int, titles: "Titles", random: Random, most: int) -> None:
        words = titles.words[at]
        first = random.randrange(max(1, len(words) - most + 1))
        self.words = words[first : first + most]
        self.titles = titles
        self.random = random

    def instead(self, at: int | None, *instead: str, of: int = 1) -> str:
        """Return the title with other words at a place; empty where there is no such place."""
        if at is None or not any(instead):
            return ""
        return " ".join([*self.words[:at], *instead, *self.words[at + of :]])

    def place(self, fits: Callable[[str], object]) -> int | None:
        places = [at for at, word in enumerate(self.words) if fits(word)]
        return self.random.choice(places) if places else None


class Titles:
    """All titles, and what is known of their words."""

    def __init__(self, titles: Sequence[str]) -> None:
        self.words = [words(title) for title in titles]
        self.exact = [_exact(title) for title in self.words]
        self.known = {fold(word) for title in self.words for word in title}
        self.pairs = Counter(
            pair for title in self.words for pair in pairwise(map(exact_form, title))
        )

    def with_words(self, sought: Sequence[str]) -> frozenset[int]:
        """Return the places of titles in which these words stand side by side."""
        phrase = _exact(sought)
        return frozenset(at for at, title in enumerate(self.exact) if phrase in title)


def _exact(title: Sequence[str]) -> str:
    return f" {' '.join(map(exact_form, title))} "


def questions(
    titles: Sequence[str], *, of_each: int, seed: int, most_words: int = MAX_WORDS
) -> Iterator[Question]:
    """Yield so many questions of each class, the same for the same titles and seed.

    With fewer words than a title has, a part of it is asked for.
    """
    known = Titles(titles)
    for kind, spoil in CLASSES.items():
        random = Random(f"{seed} {kind}")  # noqa: S311  # the same each time is the point
        order = [at for at, title in enumerate(known.words) if len(title) < MAX_WORDS]
        random.shuffle(order)
        left = of_each
        for at in order:
            title = Title(at, known, random, most_words)
            text, about = spoil(title)
            if text:
                yield Question(kind, text, known.with_words(about or title.words))
                left -= 1
            if not left:
                break


type Variant = tuple[str, Sequence[str]]


def _unchanged(title: Title) -> Variant:
    return " ".join(title.words), ()


def _without_marks(title: Title) -> Variant:
    return " ".join(map(fold, title.words)), ()


def _every_second(title: Title) -> Variant:
    halves = (fold(word) if at % 2 else word for at, word in enumerate(title.words))
    return " ".join(halves), ()


def _wrong_tone(title: Title) -> Variant:
    at = title.place(lambda word: not word.isascii())
    return title.instead(at, _other_tone(title, at)), ()


def _other_tone(title: Title, at: int | None) -> str:
    if at is None:
        return ""
    letters, tone = split_tone(title.words[at])
    return _toned(letters, title.random.choice([other for other in ("", *TONES) if other != tone]))


def _tone_elsewhere(title: Title) -> Variant:
    """Return the title with the tones of two neighbours exchanged."""
    apart = [split_tone(word) for word in title.words]
    places = [at for at, (one, other) in enumerate(pairwise(apart)) if one[1] != other[1]]
    if not places:
        return "", ()
    at = title.random.choice(places)
    (one, tone), (other, its_tone) = apart[at : at + 2]
    return title.instead(at, _toned(one, its_tone), _toned(other, tone), of=2), ()


def _marks_partly(title: Title) -> Variant:
    """Return the title with a hat, a horn or a tone missing or wrong in two of its words."""
    text = list(title.words)
    places = [at for at, word in enumerate(text) if not word.isascii()]
    for at in title.random.sample(places, min(2, len(places))):
        text[at] = _marks_spoilt(text[at], title.random)
    return (" ".join(text), ()) if places else ("", ())


def _marks_spoilt(word: str, random: Random) -> str:
    letters, tone = split_tone(word)
    ways = [_toned(letters, random.choice(["", *TONES])), _toned(fold(letters), tone), letters]
    ways = [way for way in ways if exact_form(way) != exact_form(word)]
    return random.choice(ways) if ways else fold(word)


def _one_word(title: Title) -> Variant:
    """Return some word of two syllables that few titles have, its marks partly missing or wrong."""
    pairs = [
        (one, other)
        for one, other in pairwise(title.words)
        if not one.isascii() and not other.isascii() and one.islower() == other.islower()
        and not is_stop_word(one) and not is_stop_word(other)
    ]  # fmt: skip
    often = [title.titles.pairs[exact_form(one), exact_form(other)] for one, other in pairs]
    usual = [pair for pair, times in zip(pairs, often, strict=True) if 3 <= times <= 30]
    if not usual:
        return "", ()
    pair = title.random.choice(usual)
    spoilt = [_marks_spoilt(word, title.random) for word in pair]
    if title.random.random() < 0.5:
        spoilt[1] = pair[1]
    return " ".join(spoilt), pair


def _slip(title: Title) -> Variant:
    at = title.place(lambda word: len(word) > 2 and word.isalpha())
    return ("", ()) if at is None else (title.instead(at, _slipped(title, at)), ())


def _slipped(title: Title, at: int) -> str:
    """Return a word with a letter missing, doubled, exchanged with its neighbour or missed."""
    word, random = title.words[at], title.random
    place = random.randrange(len(word) - 1)
    letter = fold(word[place])
    match random.randrange(4):
        case 0:
            return word[:place] + word[place + 1 :]
        case 1:
            return word[: place + 1] + letter + word[place + 1 :]
        case 2:
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        case _:
            return word[:place] + random.choice(_BESIDE.get(letter, "x")) + word[place + 1 :]


def _slip_to_a_word(title: Title) -> Variant:
    """Return the title, without marks, with a slip that makes another word of the titles."""
    plain = [fold(word) for word in title.words]
    for _ in range(60):
        at = title.place(lambda word: len(word) > 2 and word.isalpha())
        if at is None:
            break
        slipped = fold(_slipped(title, at))
        if slipped in title.titles.known and slipped != plain[at]:
            return " ".join([*plain[:at], slipped, *plain[at + 1 :]]), ()
    return "", ()


def _telex(title: Title) -> Variant:
    return " ".join(map(_keys, title.words)), ()


def _keys(word: str) -> str:
    letters, tone = split_tone(word)
    return "".join(_KEYS.get(letter, letter) for letter in letters) + _TONE_KEYS.get(tone, "")


def _left_out(title: Title) -> Variant:
    if len(title.words) < 4:
        return "", ()
    at = title.random.randrange(len(title.words))
    return " ".join([*title.words[:at], *title.words[at + 1 :]]), ()


def _foreign(title: Title) -> Variant:
    """Return the title with a word of some other title in it."""
    others = title.random.choice(title.titles.words)
    word = title.random.choice(others).lower()
    at = title.random.randrange(len(title.words))
    return ("", ()) if is_stop_word(word) else (title.instead(at, word, title.words[at]), ())


def _joined(title: Title) -> Variant:
    at = title.random.randrange(len(title.words) - 1)
    text = title.instead(at, title.words[at] + title.words[at + 1], of=2)
    return (fold(text) if title.random.random() < 0.5 else text), ()


def _split(title: Title) -> Variant:
    at = title.place(lambda word: len(word) > 3 and word.isalpha())
    if at is None:
        return "", ()
    word = title.words[at]
    place = title.random.randrange(1, len(word) - 1)
    text = title.instead(at, word[:place], word[place:])
    return (fold(text) if title.random.random() < 0.5 else text), ()


def _short_for_long(title: Title) -> Variant:
    return _exchanged(title, [(long, short) for short, long in _abbreviations()]), ()


def _long_for_short(title: Title) -> Variant:
    return _exchanged(title, _abbreviations()), ()


@cache
def _abbreviations() -> list[tuple[str, str]]:
    return list(Abbreviation.objects.values_list("short", "long"))


def _exchanged(title: Title, table: list[tuple[str, str]]) -> str:
    text = " ".join(title.words)
    for here, instead in table:
        form = " ".join(words(here))
        if f" {form} ".casefold() in f" {text} ".casefold():
            at = f" {text} ".casefold().index(f" {form} ".casefold())
            return f"{text[:at]}{instead}{text[at + len(form) :]}"
    return ""


def _toned(letters: str, tone: str) -> str:
    """Return a word with the tone on a vowel; which one makes no difference to the search."""
    vowels = [at for at, letter in enumerate(letters) if fold(letter) in "aeiouy"]
    marked = [at for at in vowels if not letters[at].isascii()] or vowels[-1:]
    if not marked:
        return letters
    at = marked[-1] + 1
    return nfc(letters[:at] + unicodedata.normalize("NFD", tone) + letters[at:])


CLASSES: Final[dict[str, Callable[[Title], Variant]]] = {
    "whole": _unchanged,
    "without marks": _without_marks,
    "every second word without marks": _every_second,
    "one wrong tone": _wrong_tone,
    "tones of two words exchanged": _tone_elsewhere,
    "marks partly missing or wrong": _marks_partly,
    "one word, marks partly wrong": _one_word,
    "one slip": _slip,
    "one slip that makes a word": _slip_to_a_word,
    "Telex": _telex,
    "one word left out": _left_out,
    "one foreign word": _foreign,
    "two words joined": _joined,
    "one word split": _split,
    "short form for the long": _short_for_long,
    "long form for the short": _long_for_short,
}
