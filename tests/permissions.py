"""Who is answered what: the table `permissions.txt`, and how an address is tried for it.

Behind every address stands a row: the demo's, or one made for it, of the enterprise that dn-a
speaks for wherever a row is somebody's own. What a request changes is taken back after it.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from enterprises.profiles.models import Representative
from portal.accounts.models import User
from portal.publishing.models import Attachment, AttachmentVersion
from portal.site.adminsite import package_of
from projects.indicators.models import Indicator
from tests.addresses import Route
from tests.admin_rows import ROWS as ADMIN_ROWS
from tests.builders import article
from tests.page_accounts import WAYS
from tests.page_kinds import ARTICLE, EVENT, IN_THE_DEMO, PLAN
from tests.page_rows import ROWS
from tests.projects import builders as projects
from tests.reading import content_of

METHODS = ("GET", "POST")
# How often a page of the admin may ask the database, however much there is.
MAX_QUERIES = 12
# Panels of many apps, and checks that each ask for themselves.
MAX_QUERIES_OF = {"/admin/": 15, "/admin/suc-khoe/": 17}
# Of who leaves, each app counts what that person holds.
MAX_QUERIES_OF_LEAVING = 14
# What stands for BEGIN in a test, and what a session notes of itself every few minutes only.
NOT_THE_PAGES = (
    "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT",
    'INSERT INTO "accounts_usersession"', 'UPDATE "django_session"',
)  # fmt: skip
# A reader, two who speak for enterprises, and the four of the staff.
OUTSIDE = ("signed-out", "dn-a", "dn-b")
STAFF = ("phongvien", "bientap", "duyet", "quantri")
ROLES = OUTSIDE + STAFF
FILE = Path(__file__).with_name("permissions.txt")
# The admin sends people on from its own page of signing in to the site's.
SIGN_IN = ("/tai-khoan/login/", "/admin/login/")
# What stands for the key of a row in addresses of the admin.
ROW_PARTS = ("object_id", "pk", "number", "id")

type Answers = dict[str, str]


def _attachment(_me: Representative) -> dict[str, Any]:
    name = default_storage.save("attachments/aa/x.pdf", ContentFile(b"%PDF-1.4"))
    row = Attachment.objects.create(publication=article(), name="Phụ lục", file=name, size=8)
    AttachmentVersion.objects.keep(row)
    return {"pk": row.pk, "number": 1}


def _film(_me: Representative) -> dict[str, Any]:
    name = default_storage.save("attachments/aa/x.mp4", ContentFile(b"film"))
    kind = {"content_type": "video/mp4", "captions": "WEBVTT\n"}
    row = Attachment.objects.create(publication=article(), name="Phim", file=name, size=4, **kind)
    return {"pk": row.pk}


def _indicator(_me: Representative) -> dict[str, Any]:
    return {"slug": "chi-tieu", "pk": Indicator.objects.public().first().pk}


def _drawn(_me: Representative) -> dict[str, Any]:
    indicator = projects.indicator("Đã có số")
    projects.observation(indicator, article())
    return {"slug": indicator.slug, "digest": "khac"}


def _in_parts(me: Representative) -> dict[str, Any]:
    found = _drawn(me)
    indicator = Indicator.objects.get(slug=found["slug"])
    for name in ("Mạng A", "Mạng B"):
        projects.observation(indicator, article(), series=projects.series(indicator, name))
    return {"slug": indicator.slug}


def _timed(_me: Representative) -> dict[str, Any]:
    plan = projects.plan("Đã có ngày", slug="da-co-ngay")
    days = {"starts_on": date(2007, 1, 1), "ends_on": date(2007, 12, 31)}
    projects.project("Đã có ngày", plan=plan, slug="da-co-ngay", **days)
    return {"slug": "da-co-ngay", "chart": "tien-do"}


def _media(_me: Representative) -> dict[str, Any]:
    return {"path": default_storage.save("anh/aa/x.jpg", ContentFile(b"\xff\xd8"))}


def _on_site(_me: Representative) -> dict[str, Any]:
    kind = ContentType.objects.get_for_model(Indicator)
    return {"content_type_id": kind.pk, "object_id": Indicator.objects.public()[0].pk}


# What stands behind addresses that are no pages to look at; the others are in page_rows.py. A step
# of signing in is tried as by somebody who has taken none before.
MORE_ROWS: dict[str, Callable[[Representative], dict[str, Any]]] = {
    **{name: row for name, row in ROWS.items() if name not in WAYS},
    "attachment": _attachment,
    "attachment_version": _attachment,
    "captions": _film,
    "consultations:comments_data": ROWS["consultations:consultation"],
    "enterprises:invitation_ask_again": ROWS["enterprises:invitation"],
    "admin:view_on_site": _on_site,
    "media": _media,
    "opendata:row": _indicator,
    **{
        f"{space}projects:indicator_{name}": _drawn
        for space in ("", "en:")
        for name in ("chart", "chart_png", "embedded", "card")
    },
    **{
        f"{space}projects:indicator_{name}": _in_parts
        for space in ("", "en:")
        for name in ("parts", "parts_png", "parts_embedded")
    },
    **{
        f"projects:{kind}_{name}": _timed
        for kind in ("masterplan", "project")
        for name in ("chart", "chart_png", "embedded")
    },
    "projects:promise_card": lambda _me: {"pk": projects.promise().pk, "digest": "khac"},
}
MORE_IN_THE_DEMO: dict[str, dict[str, Any]] = IN_THE_DEMO | {
    "enterprises:event_file": EVENT,
    "enterprises:event_series_calendar": IN_THE_DEMO["enterprises:event_series"],
    "enterprises:vcard": IN_THE_DEMO["enterprises:enterprise"],
    "opendata:file": {"slug": "tin-tuc"},
    "opendata:rows": {"slug": "chi-tieu"},
    "shared_picture": {"pk": 0, "digest": "khac"},
    "projects:masterplan_data": PLAN,
    "projects:project_timeline_data": IN_THE_DEMO["projects:project"],
    "projects:task_data": {"slug": "2007"},
    "saved_page": {"page": ARTICLE.strip("/")},
    "page_code": {"page": ARTICLE.strip("/")},
}


@dataclass(frozen=True, slots=True, order=True)
class Endpoint:
    """A line of the table: an address as `Route.text` has it, and a method."""

    address: str
    method: str

    def line(self, answers: Answers) -> str:
        columns = "".join(f"{answers[role]:<7}" for role in ROLES)
        return f"{self.method:<5}{columns}{self.address}"


def table() -> dict[Endpoint, Answers]:
    """The table of the file, without its comments."""
    found: dict[Endpoint, Answers] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            method, *answers, address = line.split()
            endpoint = Endpoint(address, method)
            assert endpoint not in found, f"{FILE.name} has two lines for {method} {address}"
            found[endpoint] = dict(zip(ROLES, answers, strict=True))
    return found


def sample(endpoint: Endpoint, answers: Answers) -> list[str]:
    """Some of the roles, the same ones in every run: the long suite asks everybody.

    Of the staff one for each answer they get, but where they all get the same to what they post,
    only now and then; of all others one.
    """
    chance = random.Random(f"{endpoint.method} {endpoint.address}")
    chosen = {chance.choice(OUTSIDE)}
    alike = {
        answers[role]: [each for each in STAFF if answers[each] == answers[role]] for role in STAFF
    }
    if endpoint.method == "GET" or len(alike) > 1 or chance.random() < 0.3:
        chosen |= {chance.choice(roles) for roles in alike.values()}
    return sorted(chosen, key=ROLES.index)


class People:
    """One client for each role, signed in once."""

    def __init__(self) -> None:
        self.clients = {role: Client(raise_request_exception=False) for role in ROLES}
        for role in ROLES[1:]:
            self.clients[role].force_login(User.objects.get(username=role))
        self.cookies = {role: client.cookies for role, client in self.clients.items()}

    def ask(self, role: str, method: str, address: str) -> tuple[str, str]:
        """What the role is answered, as the table says it, and the text of it."""
        answer, text, statements = self._ask(role, method, address)
        # In the frame of a preview stands the page of readers, whose queries its own tests count.
        is_framed = address.endswith("/xem-truoc/trang/")
        if method == "GET" and answer == "200" and address.startswith("/admin/") and not is_framed:
            most = most_queries(address)
            if len(statements) > most:
                # What is read once in the life of a process was read by now.
                answer, text, statements = self._ask(role, method, address)
            assert len(statements) <= most, "\n".join(
                [f"{role} {address}: {len(statements)}", *statements]
            )
        return answer, text

    def _ask(self, role: str, method: str, address: str) -> tuple[str, str, list[str]]:
        """Return the answer with the queries that the page took."""
        client = self.clients[role]
        client.cookies = SimpleCookie(self.cookies[role])
        # The log keeps 9,000 statements; once it is full, nothing more would be counted.
        connection.queries_log.clear()
        with transaction.atomic(), CaptureQueriesContext(connection) as queries:
            answer: Any = client.generic(method, address)
            text = content_of(answer)
            transaction.set_rollback(True)
        statements = [
            query["sql"] for query in queries if not query["sql"].startswith(NOT_THE_PAGES)
        ]
        return status_of(answer), text, statements


def most_queries(address: str) -> int:
    """How often a page of the admin may ask the database."""
    most = MAX_QUERIES_OF_LEAVING if address.endswith("/nghi/") else MAX_QUERIES
    return MAX_QUERIES_OF.get(address, most)


def status_of(answer: HttpResponse) -> str:
    """The status of an answer; `login` where it leads to the page of signing in."""
    if answer.status_code == 302 and answer["Location"].startswith(SIGN_IN):
        return "login"
    return str(answer.status_code)


def row_of(route: Route) -> str:
    """Which row stands behind an address; those with the same one are tried together."""
    _, folder, *table = route.text.split("/")[:4]
    label = labels_by_package().get(".".join(table), "")
    return label if folder == "admin" and label in ADMIN_ROWS else route.name


@cache
def labels_by_package() -> dict[str, str]:
    """The labels of models by the package and the name that stand in addresses of the admin."""
    return {
        f"{package_of(model._meta.app_label)}.{model._meta.model_name}": model._meta.label_lower
        for model in apps.get_models()
    }


@contextmanager
def examples(group: list[Route], me: Representative) -> Iterator[list[str]]:
    """The addresses of routes with one `row_of`, with that row behind them, gone afterwards."""
    label = row_of(group[0])
    with transaction.atomic():
        known: dict[str, Any] = MORE_IN_THE_DEMO.get(label, {})
        if label in MORE_ROWS:
            known = MORE_ROWS[label](me)
        elif label in ADMIN_ROWS:
            ADMIN_ROWS[label](1)
            newest = apps.get_model(label)._default_manager.order_by("pk").reverse()[0]
            known = dict.fromkeys(ROW_PARTS, newest.pk)
        yield [_address(route, known) for route in group]
        transaction.set_rollback(True)


def _address(route: Route, known: dict[str, Any]) -> str:
    named = {name: known[name] for name in route.parts if name in known}
    if named and named.keys() == set(route.parts):
        # By its name where everything is known: it writes periods and the like as they are there.
        with suppress(NoReverseMatch):
            return reverse(route.name, kwargs=named)
    return route.address(**named)


def without_files(folder: Path) -> dict[str, Any]:
    """Settings with which a request leaves nothing behind outside the database."""
    return {
        "VAR_DIR": folder,
        "MEDIA_ROOT": folder / "media",
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}},
        "ACCOUNT_RATE_LIMITS": False,
        "DEMO_PASSWORD": "mat-khau-rat-dai",
    }
