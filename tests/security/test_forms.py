"""No form breaks, whatever is typed into it by whoever may open it, and nothing is half saved.

Each form is sent as it stands in its page, with some of its fields replaced, left out or doubled.
"""

import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import override_settings

from enterprises.profiles.models import Representative
from tests import builders, filling
from tests.addresses import Route, routes, some_of_each_view
from tests.loaded_demo import load_demo
from tests.permissions import People, examples, without_files

# The demo is loaded for it; what each form looks for is tried by test_bad_values.py every time.
pytestmark = [pytest.mark.django_db, pytest.mark.stack]
SEED = 14
VALUES = (
    *("", "abc", "-1", "9" * 40, "1e999", "nan", "31/12/9999", "01/01/0001", "32/13/2007 25:61"),
    *("\ufffe\u202e'\"<script>", "a" * 5000, "a\x00b", "[]", '{"a": [', "ắ" * 300, "on", "None"),
    *("javascript:alert(1)", "http://[", "<p>" * 500, "%s %(x)s {0} {{ x }}", "\r\n.\r\n"),
)
# How often each form is sent, each time and in the long suite.
TIMES, TIMES_IN_ALL = 3, 8
# Signing out, and what sends letters without end; tried elsewhere.
PASSED_OVER = ("/logout/", "/reauthenticate/", "/password/reset/")
# Of a form that is shown again. To parse each page would take as long as to ask for it.
REFUSED = re.compile(
    rb'\bclass="[^"]*\b(errornote|errorlist|error-summary)\b|\baria-invalid="true"'
)
# Where a row is written although a form is refused: what was typed is kept for its writer, when a
# browser was seen last, once a minute, and room for a picture, given back where it is none.
KEPT = (
    "django_session", "accounts_usersession", "pagecache_", "audit_", "editing_autosave",
    "editing_openform", "cache", "uploads_enterpriseupload",
)  # fmt: skip


@pytest.fixture(scope="module")
def people(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[People]:
    """The demo with its people, made once."""
    known = override_settings(**without_files(tmp_path_factory.mktemp("forms")))
    with django_db_blocker.unblock(), known, transaction.atomic():
        # A form is the same with a year behind it, and its lists are a third as long.
        load_demo()
        yield People()
        transaction.set_rollback(True)


def forms_of(people: People, role: str, address: str) -> list[tuple[str, dict[str, Any], bool]]:
    """Return the forms that a page posts: where to, their fields, whether they take files."""
    answer: Any = _client(people, role).get(address)
    if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
        return []
    page = BeautifulSoup(answer.content, "html.parser")
    found = []
    for form in page.select('form[method="post"]'):
        to = urljoin(address, str(form.get("action") or address)).partition("#")[0]
        if to.endswith(PASSED_OVER):
            continue
        fields = {name: v for name, v in filling.fields_of(form) if "__prefix__" not in name}
        files = {str(field["name"]): None for field in form.select("input[type=file][name]")}
        buttons = {
            str(b["name"]): "1" for b in form.select("button[name], input[type=submit][name]")
        }
        found.append((to, fields | files | dict([*buttons.items()][:1]), bool(files)))
    return found


def _client(people: People, role: str) -> Any:
    client = people.clients[role]
    client.cookies = type(client.cookies)(people.cookies[role])
    return client


def twisted(fields: dict[str, Any], chance: Random) -> dict[str, Any]:
    """Return the form with some of its fields replaced, left out or doubled."""
    sent = {name: value for name, value in fields.items() if value is not None}
    for name in chance.sample(sorted(fields), min(len(fields), chance.choice((1, 1, 2, 4)))):
        how = chance.random()
        if fields[name] is None:
            content = chance.choice((b"", b"%PDF-1.4", b"\xff\xd8\xff", b"PK\x03\x04", b"<svg/>"))
            sent[name] = SimpleUploadedFile(chance.choice(("a.pdf", "a.jpg", "a.xlsx")), content)
        elif how < 0.15:
            sent.pop(name, None)
        elif how < 0.25:
            sent[name] = [chance.choice(VALUES), chance.choice(VALUES)]
        else:
            sent[name] = chance.choice(VALUES)
    return sent


class Changes:
    """Notes which tables of content were written to and not taken back: a wrapper of statements.

    To count the rows of all tables after each form would take as long as to send it.
    """

    WRITES = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
    SAVEPOINT = re.compile(r'(ROLLBACK TO SAVEPOINT|SAVEPOINT) "(\w+)"')

    def __init__(self) -> None:
        self._tables: list[str] = []
        self._savepoints: dict[str, int] = {}

    def __call__(self, execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        answer = execute(sql, *more)
        if written := self.WRITES.match(sql):
            self._tables.append(written[1])
        elif at := self.SAVEPOINT.match(sql):
            if at[1] == "SAVEPOINT":
                self._savepoints[at[2]] = len(self._tables)
            else:
                del self._tables[self._savepoints[at[2]] :]
        return answer

    @property
    def tables(self) -> set[str]:
        return {table for table in self._tables if not table.startswith(KEPT)}


def wrong(people: People, role: str, address: str, times: int) -> Iterator[str]:
    for to, fields, _files in forms_of(people, role, address):
        # The same in each run: keys hang on the tests that came before.
        chance = Random(f"{SEED} {role} {re.sub(r'[0-9]+', '0', to)}")
        for _ in range(times):
            sent, changes = twisted(fields, chance), Changes()
            with transaction.atomic():
                with connection.execute_wrapper(changes):
                    answer = _client(people, role).post(to, sent)
                status = answer.status_code
                values = {name: str(value)[:40] for name, value in sent.items()}
                if status >= 500:
                    yield f"{role} {to} answers {status}: {values}"
                # A form that is shown again has saved nothing.
                elif status == 200 and _is_refused(answer) and changes.tables:
                    yield f"{role} {to} half saves {changes.tables}: {values}"
                transaction.set_rollback(True)


def _is_refused(answer: Any) -> bool:
    return REFUSED.search(answer.content) is not None


def roles_of(route: Route) -> list[str]:
    if route.text.startswith("/admin/"):
        return ["bientap", "quantri"]
    return ["dn-a"] if "/cua-toi/" in route.text else ["signed-out", "dn-a", "duyet"]


def walk(people: People, chosen: list[Route], times: int, most_roles: int) -> list[str]:
    me = Representative.objects.get(user__username="dn-a")
    found: list[str] = []
    for route in chosen:
        with examples([route], me) as [address]:
            for role in roles_of(route)[:most_roles]:
                found += wrong(people, role, address, times)
    return found


def with_forms() -> list[Route]:
    """Return the addresses that may show a form: no files, feeds and lists of data."""
    return [
        route
        for route in some_of_each_view(routes())
        if route.text.endswith("/") and not route.text.endswith(PASSED_OVER)
    ]


# Forms with rows, files and many fields, and those that strangers send.
KNOWN = {"/admin/news/article/add/", "/lien-he/", "/tai-khoan/login/", "/doanh-nghiep/dang-ky/"}


def test_no_known_form_breaks_or_saves_half(people: People) -> None:
    chosen = [route for route in with_forms() if route.text in KNOWN]
    assert len(chosen) == len(KNOWN)
    found = walk(people, chosen, TIMES, most_roles=1)
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("part", range(6))
def test_no_form_breaks_or_saves_half(people: People, part: int) -> None:
    found = walk(people, with_forms()[part::6], TIMES_IN_ALL, most_roles=3)
    assert found == [], "\n".join(found[:40])


def test_it_sends_forms_with_their_fields(people: People) -> None:
    found = forms_of(people, "quantri", "/admin/news/article/add/")
    ((to, fields, takes_files),) = [form for form in found if "title" in form[1]]
    assert to == "/admin/news/article/add/"
    assert {"title", "body", "attachments-TOTAL_FORMS"} <= set(fields)
    assert takes_files
    assert twisted(fields, Random(1)) != fields


def test_a_form_that_saves_half_would_be_seen(people: People) -> None:
    changes = Changes()
    with transaction.atomic(), connection.execute_wrapper(changes):
        with transaction.atomic():
            builders.section("Mới")
            transaction.set_rollback(True)
        assert changes.tables == set()
        builders.section("Mới")
        assert changes.tables == {"publishing_section"}
        transaction.set_rollback(True)


def test_it_knows_a_refused_form(people: People) -> None:
    for address in KNOWN - {"/tai-khoan/login/"}:
        client = _client(people, "quantri" if address.startswith("/admin/") else "signed-out")
        to, fields, _files = forms_of(people, "quantri", address)[-1]
        assert not _is_refused(client.get(address)), address
        assert _is_refused(client.post(to, dict.fromkeys(fields, ""))), address
