"""What belongs to others is not there: at every address that names a row, for everybody else.

Which addresses these are is read off the map: a new one has to be told of here.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from enterprises.profiles.models import Enterprise, Representative
from portal.accounts.models import User
from portal.publishing import services, workflow
from portal.publishing.models import AttachmentVersion, State
from tests import builders
from tests.addresses import Route, routes
from tests.enterprises import builders as enterprises
from tests.enterprises.of_others import MAKERS
from tests.page_kinds import DESK
from tests.permissions import MORE_ROWS
from tests.projects import builders as projects
from tests.sampling import params

pytestmark = pytest.mark.django_db
# Parts of addresses that say which public page or list is meant.
PUBLIC_PARTS = {
    "slug", "file", "page", "extension", "year", "month", "monday", "kind", "listed", "chart",
    # Sums of what is drawn, and the form of a drawing.
    "digest", "form",
}  # fmt: skip
# Addresses of the desk that name something that is nobody's own.
SHARED = {"enterprises:desk_event", "enterprises:desk_slot_ask", "enterprises:handbook_picture"}
# The part of these is the secret itself: whoever has it may look.
SECRETS = {
    "questions:sent": "mark", "questions:state": "mark", "consultations:comment_sent": "mark",
    "en:comment_sent": "mark",
    "enterprises:still_right": "token", "enterprises:join_sent": "mark",
    "enterprises:invitation": "token", "enterprises:invitation_ask_again": "token",
    "preview_link": "token", "preview_file": "token", "subscriptions:confirm": "mark",
    "subscriptions:manage": "mark", "subscriptions:stop": "mark",
    "en:subscriptions:confirm": "mark",
    "en:subscriptions:manage": "mark", "en:subscriptions:stop": "mark", "en:question_sent": "mark",
    "en:question_state": "mark", "feedback:word": "mark", "en:feedback_word": "mark",
}  # fmt: skip
# What has a row of its own for its secret.
MADE_BY = {"preview_file": "preview_link"}
# Tried with keys of others' accounts, here or in what is named.
ACCOUNTS = {
    "mfa_remove_webauthn", "mfa_edit_webauthn", "account_confirm_email",
    "account_reset_password_from_key", "account_end_session",
}  # fmt: skip
# Whatever somebody else's form might send.
SENT = {
    "title": "Chiếm", "summary": "Chiếm", "name": "Chiếm", "role": "owner", "step": "discarded",
    "answer": "yes", "confirm": "on", "reason": "x", "topic": "Chiếm", "text": "Chiếm",
    "_save": "1", "state": "published", "email": "ke-trom@example.vn", "action": "withdraw",
    "slot": "1",
}  # fmt: skip
# Written whoever asks: the session, and what a wall writes down of who stood before it.
OWN_TABLES = (
    "django_session",
    "audit_",
    "savepoint",
    "pagecache_",
    "accounts_usersession",
    "cache",
)
WRITING = ("INSERT", "UPDATE", "DELETE")


@contextmanager
def writes() -> Iterator[list[str]]:
    """Collect what is written into tables of content."""
    found: list[str] = []

    def notice(execute: Any, sql: str, *more: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITING) and not any(own in sql for own in OWN_TABLES):
            found.append(sql[:120])
        return execute(sql, *more)

    with connection.execute_wrapper(notice):
        yield found


ALL = {route.name: route for route in routes() if not route.text.startswith("/admin/")}
OWNED = [name for name in sorted(MAKERS) if name in ALL]


def test_no_address_that_names_a_row_is_forgotten() -> None:
    named = {name for name, route in ALL.items() if set(route.parts) - PUBLIC_PARTS}
    decided = {*MAKERS, *SHARED, *SECRETS, *ACCOUNTS, *HIDDEN}
    assert named - decided == set()
    assert (decided - set(ALL)) == set()
    desk = {n for n, r in ALL.items() if r.text.startswith(DESK) and r.parts}
    assert desk - SHARED == set(MAKERS)


# --- the desk of an enterprise -------------------------------------------------------------------


@pytest.fixture
def others() -> Enterprise:
    firm = enterprises.enterprise("Công ty B")
    enterprises.representative(firm, "dn-b")
    return firm


def strangers(others: Enterprise) -> dict[str, Client]:
    """Everybody who has signed in, but does not speak for that enterprise."""
    mine = enterprises.enterprise("Công ty A")
    ended = enterprises.representative(others, "dn-cu")
    ended.ended_at = timezone.now()
    ended.save()
    people: list[User] = [
        enterprises.representative(mine, "dn-a").user,
        enterprises.representative(mine, "dn-a-2", role="editor").user,
        ended.user,
        builders.reporter(),
        builders.editor(),
        builders.publisher(),
        builders.person("quantri", is_superuser=True),
    ]
    found = {}
    for person in people:
        found[person.username] = Client()
        found[person.username].force_login(person)
    return found


@pytest.mark.parametrize("name", params(OWNED, one_in=4))
def test_rows_of_an_enterprise_are_there_for_its_own_people_alone(
    others: Enterprise, name: str
) -> None:
    address = reverse(name, kwargs=MAKERS[name](others))
    for who, client in strangers(others).items():
        with writes() as written:
            answers = [client.get(address), client.post(address, SENT)]
        assert [answer.status_code for answer in answers] == [404, 404], who
        assert written == [], who
    signed_out = Client()
    for answer in (signed_out.get(address), signed_out.post(address, SENT)):
        assert answer.headers["Location"].startswith("/tai-khoan/login/")


@pytest.mark.parametrize("name", params(OWNED, one_in=4))
def test_their_own_people_would_be_seen(others: Enterprise, name: str) -> None:
    """So that the 404 of the others says something."""
    address = reverse(name, kwargs=MAKERS[name](others))
    owner = Client()
    owner.force_login(others.representatives.get(user__username="dn-b").user)
    assert {owner.get(address).status_code, owner.post(address, SENT).status_code} != {404}


# --- secrets in addresses ------------------------------------------------------------------------


def altered(secret: str) -> list[str]:
    """Return secrets that are one letter away, cut off, or of something else."""
    middle = len(secret) // 2
    other = "A" if secret[middle] != "A" else "B"
    return [secret[:middle] + other + secret[middle + 1 :], secret[:-1], secret + "A", "1", "a:b:c"]


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_a_secret_that_is_not_exactly_right_opens_nothing(others: Enterprise, name: str) -> None:
    me = Representative.objects.get(user__username="dn-b")
    part = SECRETS[name]
    known = {"path": "attachments/aa/x.pdf", **MORE_ROWS[MADE_BY.get(name, name)](me)}
    client = Client()
    for wrong in altered(str(known[part])):
        address = _address(ALL[name], {**known, part: wrong})
        with writes() as written:
            answers = [client.get(address), client.post(address, SENT)]
        # What looks the same for every wrong one may say what to do now; who presses the way out
        # of letters again has succeeded.
        allowed = {404, 405, 410} | ({200} if name.endswith("subscriptions:stop") else set())
        assert {answer.status_code for answer in answers} <= allowed, wrong
        assert written == [], wrong


def _address(route: Route, parts: dict[str, Any]) -> str:
    return reverse(route.name, kwargs={name: parts[name] for name in route.parts})


# --- rows of pages that are not public -----------------------------------------------------------


def _attachment(_hidden: Any) -> dict[str, Any]:
    draft = builders.article("Bản thảo", state=State.DRAFT)
    sent = SimpleUploadedFile("a.pdf", b"%PDF-1.4 kin")
    row = draft.attachments.create(name="Phụ lục", file=sent, size=12, captions="WEBVTT")
    AttachmentVersion.objects.keep(row)
    return {"pk": row.pk, "number": 1, "path": row.file.name}


def _figures(_hidden: Any) -> dict[str, Any]:
    return {"slug": "chi-tieu", "pk": projects.indicator("Kín", state=State.DRAFT).pk}


def _card(_hidden: Any) -> dict[str, Any]:
    return {"pk": builders.article("Kín", state=State.DRAFT).pk, "digest": "khac"}


def _corrected(_hidden: Any) -> dict[str, Any]:
    page = builders.article("Đã gỡ", body="<p>Cũ</p>")
    page.body, page.correction = "<p>Mới</p>", "Nhầm số."
    services.save(page, by=None)
    workflow.transition(page, to=State.WITHDRAWN, by=None)
    return {"page": page.path.strip("/"), "number": page.corrections.get().pk}


def _corrected_in_english(_hidden: Any) -> dict[str, Any]:
    version = builders.english(builders.article("Bài đã dịch"), body="<p>Old</p>")
    version.body, version.correction = "<p>New</p>", "It is 35."
    services.save(version, by=None)
    workflow.transition(version, to=State.WITHDRAWN, by=None)
    page = version.path.strip("/").removeprefix("en/")
    return {"page": page, "number": version.corrections.get().pk}


def _promise(_hidden: Any) -> dict[str, Any]:
    report = builders.article("Báo cáo đã gỡ", body=f"<p>{projects.QUOTE}.</p>")
    promise = projects.promise(article=report)
    workflow.transition(report, to=State.WITHDRAWN, by=None)
    return {"pk": promise.pk, "slug": "xay-dung-website", "digest": "khac"}


HIDDEN: dict[str, Callable[[Any], dict[str, Any]]] = {
    "attachment": _attachment,
    "attachment_version": _attachment,
    "captions": _attachment,
    "media": _attachment,
    "opendata:row": _figures,
    "shared_picture": _card,
    "projects:promise": _promise,
    "projects:promise_card": _promise,
    "correction": _corrected,
    "en:correction": _corrected_in_english,
}


@pytest.mark.parametrize("name", sorted(HIDDEN))
def test_rows_of_what_is_not_public_are_there_for_no_reader(
    media: Any, others: Enterprise, name: str
) -> None:
    address = _address(ALL[name], HIDDEN[name](None))
    clerk = Client()
    clerk.force_login(others.representatives.get().user)
    for client in (Client(), clerk):
        assert client.get(address).status_code == 404
        assert client.post(address, SENT).status_code in (404, 405)


# --- keys of accounts ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["mfa_remove_webauthn", "mfa_edit_webauthn"])
def test_the_key_of_another_account_is_not_there(name: str) -> None:
    owner, other = builders.editor(), builders.publisher()
    kind = Authenticator.Type.WEBAUTHN
    key = Authenticator.objects.create(user=owner, type=kind, data={"name": "Khóa"})
    client = Client()
    client.force_login(other)
    session = client.session
    fresh = {"method": "password", "at": time.time(), "reauthenticated": True}
    session["account_authentication_methods"] = [fresh]
    session["account_authentication_methods_user"] = str(other.pk)
    session.save()
    address = reverse(name, args=[key.pk])
    for answer in (client.get(address), client.post(address, {"name": "Chiếm"})):
        assert answer.status_code == 404
    key.refresh_from_db()
    assert key.data == {"name": "Khóa"}
