"""Sample articles by number: the same number gives the same article."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from news.articles.models import Article
from news.articles.queries import section_named
from news.generating import phrases
from portal.publishing.models import State, Topic

FIRST_MOMENT: Final = datetime(1997, 1, 1, tzinfo=UTC)
SECONDS: Final = int((datetime(2026, 7, 1, tzinfo=UTC) - FIRST_MOMENT).total_seconds())


@dataclass(frozen=True, slots=True)
class ShelfKeys:
    """Keys of the sections and topics of sample articles, by name."""

    sections: dict[str, int]
    topics: dict[str, int]

    @classmethod
    def get_or_create(cls) -> "ShelfKeys":
        """Return all sections and topics of the phrases, made where they are missing."""
        topics = {topic for subject in phrases.SUBJECTS for topic in subject.topics}
        return cls(
            sections={name: section_named(name).pk for name in phrases.SECTIONS},
            topics={name: Topic.objects.get_or_create(name=name)[0].pk for name in sorted(topics)},
        )


def slug_of(seed: int, number: int) -> str:
    """Return the address word of a made-up article; it has its number and depends on no phrase."""
    return f"bai-mau-{seed}-{number}"


def sample_article(seed: int, number: int, shelves: ShelfKeys) -> tuple[Article, list[int]]:
    """Return the unsaved, derived article of a number, and the keys of its topics."""
    random = Random(f"{seed}:{number}")  # noqa: S311  # nothing secret; the same each time is the point
    subject = random.choice(phrases.SUBJECTS)
    moment = FIRST_MOMENT + timedelta(seconds=random.randrange(SECONDS))
    sentences = _SentenceMaker(random, subject, moment)
    article = Article(
        slug=slug_of(seed, number),
        title=sentences.say(phrases.TITLES),
        summary=sentences.say(phrases.SUMMARIES),
        body=sentences.body(),
        section_id=shelves.sections[subject.section],
        state=State.PUBLISHED,
        published_at=moment,
        created_at=moment,
        updated_at=moment,
        is_sample=True,
    )
    article.derive()
    return article, [shelves.topics[name] for name in subject.topics]


class _SentenceMaker(dict[str, object]):
    """Sentences about one subject and moment; a blank is filled when a sentence has it."""

    def __init__(self, random: Random, subject: phrases.Subject, moment: datetime) -> None:
        super().__init__()
        self.random = random
        self.subject = subject
        self.moment = moment

    def say(self, patterns: tuple[str, ...]) -> str:
        """Return a pattern with its blanks filled; the same blank twice is filled alike."""
        self.clear()
        return self._pick(patterns).format_map(self)

    def body(self) -> str:
        """Return two to six paragraphs as rich text, clean as it stands."""
        return "\n".join(f"<p>{self._paragraph()}</p>" for _ in range(2 + self._below(5)))

    def _paragraph(self) -> str:
        return " ".join(self.say(phrases.SENTENCES) for _ in range(1 + self._below(3)))

    def __missing__(self, blank: str) -> object:
        self[blank] = filled = self._filled(blank)
        return filled

    def _filled(self, blank: str) -> object:
        match blank:
            case "meeting":
                return self._pick(phrases.MEETINGS)
            case "thing":
                return self._pick(self.subject.phrases)
            case "who":
                return self._pick(phrases.WHO)
            case "who_inside":
                return _inside(self._pick(phrases.WHO))
            case "place":
                return self._pick(phrases.PLACES)
            case "place_first":
                return _upper_first(self._pick(phrases.PLACES))
            case "deed":
                return self._pick(phrases.DEEDS)
            case "deed_first":
                return _upper_first(self._pick(phrases.DEEDS))
            case "day":
                return f"{self.moment:%d/%m/%Y}"
            case "year":
                return self.moment.year
            case _:
                lowest, above = phrases.NUMBERS[blank]
                return lowest + self._below(above - lowest)

    def _below(self, limit: int) -> int:
        # A third of the cost of `randrange`, and none of what is made here has to be secret.
        return int(self.random.random() * limit)

    def _pick(self, choices: tuple[str, ...]) -> str:
        return choices[self._below(len(choices))]


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _inside(who: str) -> str:
    """Return a name as it stands within a sentence: the department keeps its capital."""
    return who if who.startswith("Sở") else who[:1].lower() + who[1:]
