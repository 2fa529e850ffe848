"""The articles of the lived-in year, with covers that are drawn when they are first needed."""

from collections import Counter
from pathlib import Path
from typing import Final

from django.core.files.base import ContentFile

from news.articles.models import Article
from news.articles.queries import section_named
from news.demo import bundle, notices
from news.demo.drawings import DRAWINGS, draw
from portal.media.pictures.intake import store_picture
from portal.media.pictures.models import Picture
from portal.publishing import services
from portal.publishing.sample_pages import Row, html_of, publish_sample, read_rows

FOLDER: Final = Path(__file__).parent / "articles"
CREDIT: Final = "Hình vẽ minh họa của trang"


def load() -> Counter[str]:
    """Publish articles, one corrected since, notices and a bundle; return what was new."""
    pictures: dict[str, Picture] = {}
    files = sorted(FOLDER.glob("*.toml"))
    rows = [row for path in files for row in read_rows(path)]
    articles = Counter({"sample articles": sum(_bring(row, pictures) for row in rows)})
    return articles + notices.load() + bundle.load()


def _bring(row: Row, pictures: dict[str, Picture]) -> bool:
    def add_parts(article: Article) -> None:
        article.section = section_named(row["section"])
        if name := row.get("cover"):
            article.cover = pictures.get(name) or pictures.setdefault(name, _picture(name))
            article.cover_alt = DRAWINGS[name][1]
        for position, (name, caption) in enumerate(row.get("gallery", ())):
            picture = pictures.get(name) or pictures.setdefault(name, _picture(name))
            alt = DRAWINGS[name][1]
            article.gallery.create(picture=picture, alt=alt, caption=caption, position=position)

    article = Article()
    is_new = publish_sample(article, row, parts=add_parts)
    if is_new and "correction" in row:
        text = row["text"].replace(row["corrected_to"], row["corrected_from"])
        _correct(article, was=html_of(text), correction=row["correction"])
    return is_new


def _correct(article: Article, *, was: str, correction: str) -> None:
    """Let the article have said something else before: its history then has a correction."""
    now = article.body
    article.body = was
    services.save(article, by=None)
    article.body, article.correction = now, correction
    services.save(article, by=None)


def _picture(name: str) -> Picture:
    picture = store_picture(ContentFile(draw(name), f"{name}.png"), by=None, alt=DRAWINGS[name][1])
    if not picture.credit:
        picture.credit = CREDIT
        picture.save()
    return picture
