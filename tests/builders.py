"""People and pages for tests, each from one plain call."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client

from news.articles.models import Article
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.media.pictures.models import Picture
from portal.publishing import services
from portal.publishing.models import EnglishVersion, Publication, Section, State
from portal.publishing.models.english import text_digest

FEBRUARY = datetime(2007, 2, 1, 3, 27, 14, tzinfo=UTC)


def person(username: str, *roles: Role, **fields: Any) -> User:
    """Somebody who signs in; staff unless an enterprise's representative."""
    staff = Role.REPRESENTATIVE not in roles
    user = User.objects.create_user(username, password="mat khau rat dai", is_staff=staff, **fields)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def reporter(username: str = "phongvien") -> User:
    return person(username, Role.REPORTER)


def editor(username: str = "bientap") -> User:
    return person(username, Role.EDITOR)


def publisher(username: str = "duyet") -> User:
    return person(username, Role.PUBLISHER)


def signed_in(user: User) -> Client:
    """A browser of its own in which somebody has signed in."""
    client = Client()
    client.force_login(user)
    return client


def section(name: str = "Hoạt động của Sở", **fields: Any) -> Section:
    return Section.objects.create(kind=Article.KIND, name=name, **fields)


def article(title: str = "Mật độ điện thoại", **fields: Any) -> Article:
    """A public article of 1 February 2007, unless the fields say otherwise."""
    by = fields.pop("by", None)
    topics = fields.pop("topics", None)
    fields = {"state": State.PUBLISHED, "published_at": FEBRUARY, "summary": "Tóm tắt."} | fields
    return services.save(Article(title=title, **fields), by=by, topics=topics)


def picture(**fields: Any) -> Picture:
    """A picture's row; no file stands behind it."""
    row = {
        "file": "pictures/aa/cover.jpg",
        "width": 960,
        "height": 540,
        "sha256": "0" * 64,
    } | fields
    return Picture.objects.create(**row)


def english(of: Publication | None = None, title: str = "Telephones", **fields: Any) -> Any:
    """The public English version of a page of its own, or of the one given."""
    by = fields.pop("by", None)
    page = of if of is not None else article("Mật độ máy điện thoại")
    row = {
        "state": State.PUBLISHED,
        "published_at": FEBRUARY,
        "summary": "In short.",
        "body": "<p>All of it.</p>",
        "original_digest": text_digest(page),
    } | fields
    version = services.save(EnglishVersion(translation_of=page, title=title, **row), by=by)
    page.refresh_from_db()
    return version
