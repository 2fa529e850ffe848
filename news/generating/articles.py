"""The made-up article of a number: the same one each time, whatever was made before it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from news.generating import phrases
from news.models import Article
from portal.publishing.models import Section, State, Topic

FIRST_MOMENT: Final = datetime(1997, 1, 1, tzinfo=UTC)
SECONDS: Final = int((datetime(2026, 7, 1, tzinfo=UTC) - FIRST_MOMENT).total_seconds())


@dataclass(frozen=True, slots=True)
class Stock:
    """The keys of the sections and topics that made-up articles stand in, by name."""

    sections: dict[str, int]
    topics: dict[str, int]

    @classmethod
    def stored(cls) -> "Stock":
        """All sections and topics of the phrases, made where they are missing."""
        topics = {topic for subject in phrases.SUBJECTS for topic in subject.topics}
        return cls(
            sections={name: _section(name).pk for name in phrases.SECTIONS},
            topics={name: Topic.objects.get_or_create(name=name)[0].pk for name in sorted(topics)},
        )


def _section(name: str) -> Section:
    known = Section.objects.filter(kind=Article.KIND, name=name).first()
    return known or Section.objects.create(kind=Article.KIND, name=name)


def slug_of(seed: int, number: int) -> str:
    """The address word of a made-up article; it has its number and depends on no phrase."""
    return f"bai-mau-{seed}-{number}"


def made_up(seed: int, number: int, stock: Stock) -> tuple[Article, list[int]]:
    """The unsaved, derived article of a number, and the keys of its topics."""
    random = Random(f"{seed}:{number}")  # noqa: S311  # nothing secret; the same each time is the point
    subject = random.choice(phrases.SUBJECTS)
    moment = FIRST_MOMENT + timedelta(seconds=random.randrange(SECONDS))
    words = _Words(random, subject, moment)
    article = Article(
        slug=slug_of(seed, number),
        title=words.say(phrases.TITLES),
        summary=words.say(phrases.SUMMARIES),
        body=words.body(),
        section_id=stock.sections[subject.section],
        state=State.PUBLISHED,
        published_at=moment,
        created_at=moment,
        updated_at=moment,
        is_sample=True,
    )
    article.derive()
    return article, [stock.topics[name] for name in subject.topics]


class _Words:
    """Sentences about one subject around one moment."""

    def __init__(self, random: Random, subject: phrases.Subject, moment: datetime) -> None:
        self.random = random
        self.subject = subject
        self.moment = moment

    def say(self, patterns: tuple[str, ...]) -> str:
        pick, number = self.random.choice, self.random.randint
        who, place, deed = pick(phrases.WHO), pick(phrases.PLACES), pick(phrases.DEEDS)
        return pick(patterns).format(
            meeting=pick(phrases.MEETINGS),
            thing=pick(self.subject.phrases),
            who=who,
            who_inside=who if who.startswith("Sở") else _lower_first(who),
            place=place,
            place_first=_upper_first(place),
            deed=deed,
            deed_first=_upper_first(deed),
            day=f"{self.moment:%d/%m/%Y}",
            year=self.moment.year,
            quarter=number(1, 4),
            count=number(5, 60),
            weeks=number(2, 12),
            percent=number(20, 95),
        )

    def body(self) -> str:
        return "\n".join(f"<p>{self.paragraph()}</p>" for _ in range(self.random.randint(2, 6)))

    def paragraph(self) -> str:
        return " ".join(self.say(phrases.SENTENCES) for _ in range(self.random.randint(1, 3)))


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
