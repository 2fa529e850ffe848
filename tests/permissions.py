"""Who is answered what: the table `permissions.txt`, and how an address is asked for it.

Behind every address stands a row: the demo's, or one made for it, of the enterprise that dn-a
speaks for wherever a row is somebody's own. What a request changes is taken back after it.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse

from enterprises.profiles.models import Representative
from portal.accounts.models import User
from portal.publishing.models import Attachment, AttachmentVersion
from projects.indicators.models import Indicator
from tests.addresses import Route
from tests.admin_rows import ROWS as ADMIN_ROWS
from tests.builders import article
from tests.page_kinds import ARTICLE, EVENT, IN_THE_DEMO, PLAN
from tests.page_rows import ROWS

METHODS = ("GET", "POST")
# A reader, two who speak for enterprises, and the four of the staff.
ROLES = ("signed-out", "dn-a", "dn-b", "phongvien", "bientap", "duyet", "quantri")
FILE = Path(__file__).with_name("permissions.txt")
SIGN_IN = "/tai-khoan/login/"

type Answers = dict[str, str]


def _attachment(_me: Representative) -> dict[str, Any]:
    name = default_storage.save("attachments/aa/x.pdf", ContentFile(b"%PDF-1.4"))
    row = Attachment.objects.create(publication=article(), name="Phụ lục", file=name, size=8)
    AttachmentVersion.objects.keep(row)
    return {"pk": row.pk, "number": 1}


def _indicator(_me: Representative) -> dict[str, Any]:
    return {"slug": "chi-tieu", "pk": Indicator.objects.public().first().pk}


def _media(_me: Representative) -> dict[str, Any]:
    return {"path": default_storage.save("pictures/aa/x.jpg", ContentFile(b"\xff\xd8"))}


# What stands behind addresses that are no pages to look at; the others are in page_rows.py.
MORE_ROWS: dict[str, Callable[[Representative], dict[str, Any]]] = ROWS | {
    "attachment": _attachment,
    "attachment_version": _attachment,
    "consultations:comments_data": ROWS["consultations:consultation"],
    "enterprises:invitation_ask_again": ROWS["enterprises:invitation"],
    "media": _media,
    "opendata:row": _indicator,
}
MORE_IN_THE_DEMO: dict[str, dict[str, Any]] = IN_THE_DEMO | {
    "enterprises:event_file": EVENT,
    "enterprises:event_series_calendar": IN_THE_DEMO["enterprises:event_series"],
    "enterprises:vcard": IN_THE_DEMO["enterprises:enterprise"],
    "opendata:file": {"slug": "chi-tieu"},
    "opendata:rows": {"slug": "chi-tieu"},
    "projects:masterplan_data": PLAN,
    "projects:task_data": {"slug": "2007"},
    "saved_page": {"page": ARTICLE.strip("/")},
}


@dataclass(frozen=True, slots=True, order=True)
class Asked:
    """A line of the table: an address as `Route.text` has it, and a method."""

    address: str
    method: str

    def line(self, answers: Answers) -> str:
        columns = "".join(f"{answers[role]:<7}" for role in ROLES)
        return f"{self.method:<5}{columns}{self.address}"


def table() -> dict[Asked, Answers]:
    """The table of the file, without its comments."""
    found: dict[Asked, Answers] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            method, *answers, address = line.split()
            asked = Asked(address, method)
            assert asked not in found, f"{FILE.name} has two lines for {method} {address}"
            found[asked] = dict(zip(ROLES, answers, strict=True))
    return found


def sample(asked: Asked, answers: Answers) -> list[str]:
    """One of the roles that get each of the answers, the same ones in every run."""
    # The roles are all tried in the long suite.
    chance = random.Random(f"{asked.method} {asked.address}")
    alike = [[role for role in ROLES if answers[role] == each] for each in answers.values()]
    return sorted({chance.choice(roles) for roles in alike}, key=ROLES.index)


class People:
    """One client for each role, signed in once."""

    def __init__(self) -> None:
        self.clients = {role: Client(raise_request_exception=False) for role in ROLES}
        for role in ROLES[1:]:
            self.clients[role].force_login(User.objects.get(username=role))
        self.cookies = {role: client.cookies for role, client in self.clients.items()}

    def ask(self, role: str, method: str, address: str) -> tuple[str, str]:
        """What the role is answered, as the table says it, and the text of it."""
        client = self.clients[role]
        client.cookies = SimpleCookie(self.cookies[role])
        with transaction.atomic():
            answer: Any = client.generic(method, address)
            text = text_of(answer)
            transaction.set_rollback(True)
        return said(answer), text


def said(answer: HttpResponse) -> str:
    """The status of an answer; `login` where it leads to the page of signing in."""
    if answer.status_code == 302 and answer["Location"].startswith(SIGN_IN):
        return "login"
    return str(answer.status_code)


def text_of(answer: Any) -> str:
    """What an answer holds, a streamed one to its end."""
    pieces = answer.streaming_content if answer.streaming else [answer.content]
    return b"".join(pieces).decode(errors="replace")


@contextmanager
def example(route: Route, me: Representative) -> Iterator[str]:
    """The address with a row behind it, which is gone afterwards."""
    with transaction.atomic():
        yield _address(route, me)
        transaction.set_rollback(True)


def _address(route: Route, me: Representative) -> str:
    parts: dict[str, Any] = {}
    if route.name in MORE_ROWS:
        parts = MORE_ROWS[route.name](me)
    elif route.name in MORE_IN_THE_DEMO:
        parts = MORE_IN_THE_DEMO[route.name]
    elif model := _admin_model(route):
        parts = dict.fromkeys(route.parts, _row(model).pk)
    named = {name: value for name, value in parts.items() if name in route.parts}
    if named and named.keys() == set(route.parts):
        # By its name where everything is known: it writes periods and the like as they are there.
        with suppress(NoReverseMatch):
            return reverse(route.name, kwargs=named)
    return route.address(**named)


def _admin_model(route: Route) -> type[Model] | None:
    """Whose form or list it is, by its address: `/admin/news/article/<object_id>/change/`."""
    words = route.text.split("/")
    if (
        not route.parts
        or words[1] != "admin"
        or len(words) < 5
        or f"{words[2]}.{words[3]}" not in ADMIN_ROWS
    ):
        return None
    return apps.get_model(words[2], words[3])


def _row(model: type[Model]) -> Model:
    ADMIN_ROWS[model._meta.label_lower](1)
    return model._default_manager.order_by("pk").reverse()[0]


def without_files(folder: Path) -> dict[str, Any]:
    """Settings with which a request leaves nothing behind outside the database."""
    return {
        "VAR_DIR": folder,
        "MEDIA_ROOT": folder / "media",
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}},
        "ACCOUNT_RATE_LIMITS": False,
        "DEMO_PASSWORD": "mat-khau-rat-dai",
    }
