"""The department's report of its conference, as it was published on 1 February 2007."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.html import escape

from news import first_sections
from news.articles.models import Article
from news.articles.queries import section_named
from news.importing.dates import read_us
from portal.publishing import translating
from portal.publishing.first_content import get_or_publish
from portal.publishing.translating import TRANSLATED

SOURCE = Path(__file__).parent / "hoi-nghi-2007.txt"
ENGLISH = Path(__file__).parent / "conference-2007.en.txt"
SECTIONS = ("Hoạt động của Sở", "Công nghệ thông tin", "Bưu chính – Viễn thông", "Thông báo")
TOPICS = (
    "Bưu chính, viễn thông", "Công nghệ thông tin", "Mật độ điện thoại", "Phòng chống bão lụt",
    "Hội Tin học", "Dùng chung hạ tầng",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """The text of the source, word for word."""

    title: str
    published_at: datetime
    lead: str
    paragraphs: list[str]


def read_report() -> Report:
    """Return the report out of its file; its lead, which the source prints twice, is there once."""
    text = SOURCE.read_text(encoding="utf-8")
    title, moment, *paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()]
    lead = paragraphs[0]
    rest = [paragraph for paragraph in paragraphs if paragraph != lead]
    # The page that the text comes from writes the month before the day.
    return Report(title, read_us(moment), lead, rest)


def load(*, with_samples: bool = True) -> Counter[str]:
    """Publish the report and create the news' sections; return counts of what was new."""
    report = read_report()
    article = Article(
        title=report.title, summary=report.lead, body=_html(report.paragraphs), is_imported=True
    )
    brought: Counter[str] = Counter()

    def put_on_shelf(article: Article) -> None:
        shelves = [section_named(name, position) for position, name in enumerate(SECTIONS, 1)]
        article.section = shelves[0]
        brought["news sections"] = len(shelves)

    if get_or_publish(article, topics=TOPICS, published_at=report.published_at, parts=put_on_shelf):
        brought["article"] = 1
        brought["English versions"] = _bring_translation(article)
    return brought + first_sections.load()


def _bring_translation(article: Article) -> int:
    """Publish the report in English, paragraph by paragraph; return how many are new."""
    title, lead, *paragraphs = ENGLISH.read_text(encoding="utf-8").strip().split("\n\n")
    words = {"title": title, "summary": lead, "body": _html(paragraphs)}
    return translating.publish_once(article, note=TRANSLATED, **words)


def _html(paragraphs: list[str]) -> str:
    return "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
