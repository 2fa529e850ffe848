"""Failed sign-ins and refused access are in the record, and no flood of them fills it."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.accounts.models import User
from portal.audit import attempts
from portal.audit.models import Action, Attempt, AuditEntry
from portal.audit.recording import record
from portal.audit.wording import in_short
from portal.editing.models import PreviewLink
from portal.newsroom.admin import AuditLogAdmin
from portal.publishing.models import State
from tests import builders
from tests.enterprises import builders as enterprises

pytestmark = pytest.mark.django_db
SIGN_IN, LOG = "/tai-khoan/login/", "/admin/portal/auditentry/"


@pytest.fixture(autouse=True)
def _no_limits(settings: Any) -> None:
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = {"login": "1000/m/ip", "login_failed": "1000/m/key"}


def entries(action: str) -> list[tuple[str, str, Any]]:
    rows = AuditEntry.objects.filter(action=action).order_by("number")
    return [(row.subject_text, row.ip, row.new) for row in rows]


def fail(name: str, address: str = "203.0.113.5") -> None:
    Client().post(SIGN_IN, {"login": name, "password": "sai"}, REMOTE_ADDR=address)


def let_the_hour_pass() -> int:
    for row in Attempt.objects.all():
        row.hour -= timedelta(hours=1)
        row.save()
    return int(attempts.write_counts.call())


def test_the_first_failure_is_an_entry_and_the_rest_a_count() -> None:
    builders.person("an")
    for _ in range(7):
        fail("an")
    fail("an", "198.51.100.7")
    values = {"with": "password"}
    first = [("an", "203.0.113.5", values), ("an", "198.51.100.7", values)]
    assert entries("sign_in_failed") == first
    assert let_the_hour_pass() == 1
    (subject, ip, new) = entries("sign_in_failed")[-1]
    assert (subject, ip, new["with"], new["times"]) == ("an", "203.0.113.5", "password", 7)
    # What is written is not written again, and the next hour begins anew.
    assert (attempts.write_counts.call(), Attempt.objects.count()) == (0, 0)
    fail("an")
    assert len(entries("sign_in_failed")) == 4


def test_an_hour_that_is_not_over_is_not_written() -> None:
    for _ in range(3):
        fail("la")
    assert attempts.write_counts.call() == 0
    assert Attempt.objects.get().times == 3


def test_a_thousand_addresses_are_one_entry_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "MAX_ENTRIES", 3)
    for number in range(9):
        fail("la", f"203.0.113.{number}")
    assert len(entries("sign_in_failed")) == 4
    assert entries("sign_in_failed")[-1] == ("", "", {"others": []})
    assert let_the_hour_pass() == 1
    assert entries("sign_in_failed")[-1][2]["times"] == 6


def test_the_addresses_of_one_network_are_one_place() -> None:
    builders.person("an")
    for number in range(1, 5):
        fail("an", f"2001:db8:1:2::{number}")
    fail("an", "2001:db8:1:3::1")
    values = {"with": "password"}
    first = [("an", "2001:db8:1:2::1", values), ("an", "2001:db8:1:3::1", values)]
    assert entries("sign_in_failed") == first
    assert [row.times for row in Attempt.objects.order_by("pk")] == [4, 1]


def test_a_person_who_is_refused_is_written_down(client: Client) -> None:
    reporter = builders.reporter()
    client.force_login(reporter)
    secret = builders.editor()
    assert client.get("/admin/emergency/emergency/1/change/").status_code == 404
    assert client.get(f"/admin/portal/user/{secret.pk}/change/").status_code == 403
    assert client.get("/admin/portal/auditentry/").status_code == 403
    rows = entries("refused")
    assert [subject for subject, _, _ in rows] == [str(reporter)]
    assert "GET /admin/portal/auditentry/" in Attempt.objects.get().details["address"]


def test_an_enterprise_that_asks_for_anothers_row_is_written_down(client: Client) -> None:
    mine = enterprises.representative(enterprises.enterprise("Một"), "dn-mot")
    other = enterprises.representative(enterprises.enterprise("Hai"), "dn-hai")
    client.force_login(mine.user)
    address = f"/doanh-nghiep/cua-toi/nguoi/{other.pk}/ket-thuc/"
    assert client.post(address).status_code == 404
    ((subject, ip, new),) = entries("refused")
    assert (subject, ip, new) == (str(mine.user), "127.0.0.1", {"address": f"POST {address}"})


def test_no_secret_of_an_address_is_written_down(client: Client) -> None:
    draft = builders.article(state=State.DRAFT, published_at=None)
    _link, token = PreviewLink.objects.make(draft, by=builders.editor(), label="Ông A")
    client.force_login(builders.reporter())
    assert client.get(f"/xem-truoc/{token}/").status_code == 200
    address = f"/xem-truoc/{token}/tep/attachments/da-thay.pdf"
    for again in (False, True):
        assert client.get(address).status_code == 404, again
    values = {"address": "GET /xem-truoc/*/tep/attachments/da-thay.pdf"}
    assert [new for _, _, new in entries("refused")] == [values]
    assert Attempt.objects.get().details == {"address": [values["address"]]}


def test_what_is_refused_to_staff_without_the_second_step_is_written_down(
    client: Client, settings: Any
) -> None:
    settings.STAFF_MFA_REQUIRED = True
    publisher = builders.publisher()
    client.force_login(publisher)
    assert client.post("/tai-len/anh/").status_code == 403
    assert client.get("/tep/9/").status_code == 404
    values = {"address": "POST /tai-len/anh/", "without_second_step": True}
    assert entries("refused") == [(str(publisher), "127.0.0.1", values)]
    (entry,) = AuditEntry.objects.filter(action="refused")
    assert "Đăng nhập chưa có bước thứ hai: có" in in_short(entry)
    assert Attempt.objects.get().times == 2


def test_what_is_no_refusal_is_not_written(client: Client) -> None:
    for signed_in in (False, True):
        if signed_in:
            client.force_login(builders.reporter())
        for path in ("/khong-co/", "/admin/khong-co/", "/tin-tuc/khong-co/", "/tep/x/"):
            client.get(path)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get())
    assert strict.post("/tai-khoan/noi-dang-nhap/ket-thuc/").status_code == 403
    Client().get("/admin/portal/auditentry/")
    assert entries("refused") == []


def test_a_reader_costs_it_no_query(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        client.get("/admin/portal/auditentry/")


# --- the record as a file ------------------------------------------------------------------------


@pytest.fixture
def at_the_log(client: Client) -> Client:
    client.force_login(builders.person("quantri", is_superuser=True))
    return client


def rows_of(client: Client, query: str = "") -> list[list[str]]:
    answer = client.get(f"{LOG}xuat.csv{query}")
    assert answer.streaming
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[arg-type]  # of bytes, as it is no ASGI
    return list(csv.reader(io.StringIO(text)))


def test_the_file_is_read_a_batch_at_a_time(at_the_log: Client, monkeypatch) -> None:
    """A cursor would be filled with the record of years before the first line is sent."""
    monkeypatch.setattr("portal.newsroom.admin._BATCH", 2)
    for number in range(4):
        record(Action.CHANGED, by=None, new={"name": f"Mục {number}"})
    with CaptureQueriesContext(connection) as queries:
        _header, *rows = rows_of(at_the_log)
    numbers = [int(row[0]) for row in rows]
    assert numbers == list(range(len(rows), 0, -1))
    pieces = [each for each in queries if "LIMIT 2" in each["sql"] and '"hash"' in each["sql"]]
    assert len(pieces) == len(rows) // 2 + 1


def test_a_period_of_the_record_is_a_file(at_the_log: Client) -> None:
    assert "xuat.csv" in at_the_log.get(LOG).text
    record(Action.CHANGED, by=builders.editor(), new={"name": "=HYPERLINK(1)"})
    header, newest, *_ = rows_of(at_the_log)
    assert len(header) == len(newest) == 8
    assert "quantri" in newest[2]  # who took it out is in the record, and so in the file
    today = timezone.localdate().strftime("%d/%m/%Y")
    yesterday = (timezone.localdate() - timedelta(days=1)).strftime("%d/%m/%Y")
    assert len(rows_of(at_the_log, f"?tu-ngay={today}")) > 3
    assert len(rows_of(at_the_log, f"?den-ngay={yesterday}")) == 1


def test_no_cell_of_it_is_computed(at_the_log: Client) -> None:
    user = builders.person("xau", first_name="=1+1")
    record(Action.CHANGED, by=user, subject=user)
    cells = [cell for row in rows_of(at_the_log) for cell in row]
    assert any(cell.startswith("'=1+1") for cell in cells)
    assert [cell for cell in cells if cell[:1] in "=+@" and cell] == []


def test_a_file_that_would_be_cut_is_not_made(
    at_the_log: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AuditLogAdmin, "max_exported", {"csv": 3, "xlsx": 0})
    assert "xuất ra CSV" in at_the_log.get(f"{LOG}xuat.xlsx", follow=True).text
    assert len(rows_of(at_the_log)) > 1


@pytest.mark.parametrize("who", ["publisher", "editor"])
def test_nobody_else_takes_it_out(client: Client, who: str) -> None:
    client.force_login(getattr(builders, who)())
    for kind in ("csv", "xlsx"):
        assert client.get(f"{LOG}xuat.{kind}").status_code == 403
