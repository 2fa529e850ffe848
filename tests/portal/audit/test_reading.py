"""The record in the admin: superusers read it, nobody changes it."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.accounts.roles import Role
from portal.audit.models import Action, AuditEntry
from portal.audit.recording import record
from tests import builders
from tests.portal.audit.rows import some_rows, tamper

pytestmark = pytest.mark.django_db
LIST = "/admin/portal/auditentry/"


@pytest.fixture
def administrator(client):
    client.force_login(builders.person("quantri", is_superuser=True))
    return client


def test_an_administrator_reads_who_changed_what_from_what(administrator):
    some_rows(1)
    page = administrator.get(LIST).text
    assert "bientap" in page
    entry = AuditEntry.objects.first()
    page = administrator.get(f"{LIST}{entry.number}/change/").text
    assert "<li>Tên: Mục 0 → Mục 1</li>" in page
    assert entry.hash in page


def test_values_that_are_lists_of_records_are_read_too(administrator):
    """Such as the sizes of an uploaded picture."""
    crops = [{"format": "webp", "width": 640}]
    with transaction.atomic():
        section = builders.section("Mục")
        record(Action.CHANGED, by=None, subject=section, old={"crops": []}, new={"crops": crops})
    entry = AuditEntry.objects.latest("number")
    for address in (LIST, f"{LIST}{entry.number}/change/"):
        assert "width: 640, format: webp" in administrator.get(address).text


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.PUBLISHER])
def test_nobody_else_reads_it(client, role):
    some_rows(1)
    client.force_login(builders.person("ai-do", role))
    assert client.get(LIST).status_code == 403
    assert client.get(f"{LIST}1/change/").status_code == 403
    assert "auditentry" not in client.get("/admin/").text


def test_not_even_an_administrator_changes_it(administrator):
    some_rows(2)
    before = list(AuditEntry.objects.values())
    assert administrator.post(f"{LIST}add/", {"actor_name": "Ai đó"}).status_code == 403
    assert administrator.post(f"{LIST}1/change/", {"actor_name": "Ai đó"}).status_code == 403
    assert administrator.post(f"{LIST}1/delete/", {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [1], "post": "yes"}
    administrator.post(LIST, chosen)
    # That it was tried is an entry of its own.
    assert list(AuditEntry.objects.exclude(action="refused").values()) == before


@pytest.mark.parametrize("rows", [1, 60])
def test_the_list_counts_no_rows(administrator, rows, django_assert_num_queries):
    some_rows(rows)
    administrator.get(LIST)
    with django_assert_num_queries(5) as captured:
        page = administrator.get(LIST).text
    assert "COUNT(" not in str(captured.captured_queries)
    assert ("?p=2" in page) is (rows > 50)


@pytest.mark.parametrize("rows", [1, 3])
def test_its_later_pages_skip_no_rows(administrator, rows, django_assert_num_queries):
    some_rows(100 + rows - AuditEntry.objects.count())
    with django_assert_num_queries(5) as captured:
        page = administrator.get(LIST, {"p": "3"}).context["cl"].result_list
    assert [row.number for row in page] == list(range(rows, 0, -1))
    assert "OFFSET" not in str(captured.captured_queries)


@pytest.mark.parametrize("order", ["0", "1", "6", "-2.6"])
def test_it_is_read_in_its_own_order_whatever_an_address_asks_for(administrator, order):
    """Another one would sort and skip all that was ever done here."""
    some_rows(110 - AuditEntry.objects.count())
    with CaptureQueriesContext(connection) as captured:
        page = administrator.get(LIST, {"p": "3", "o": order}).context["cl"].result_list
    assert [row.number for row in page] == list(range(10, 0, -1))
    assert "OFFSET" not in str(captured.captured_queries)


def test_no_heading_offers_an_order(administrator):
    some_rows(2)
    assert "?o=" not in administrator.get(LIST).text


def test_the_list_is_cut_down_by_action_and_searched(administrator):
    some_rows(2)
    page = administrator.get(LIST, {"action": "signed_in"}).text
    # Beside the list stands the menu, in which a kind of record is called so too.
    rows = page.partition('id="result_list"')[2].partition("</table>")[0]
    assert "quantri" in rows
    assert "Thông báo" not in rows
    page = administrator.get(LIST, {"q": "Thông báo"}).text
    assert page.count('class="field-subject') == 2


def shown(client, **query):
    """What the list says of each row: who, what, of which record."""
    page = client.get(LIST, query)
    assert page.status_code == 200
    return page.context["cl"].result_list


def test_the_list_leaves_out_what_a_machine_goes_by(administrator):
    moved = {"state": "submitted", "step": 36, "change": 1, "comment": ""}
    with transaction.atomic():
        section = builders.section("Mục")
        record(Action.CHANGED, by=None, subject=section, old={"state": "draft"}, new=moved)
        record(Action.ADDED, by=None, subject=section, new={"id": 77, "name": "Mục"})
    page = administrator.get(LIST).text
    for left_out in ("Bước số", "Thay đổi số", "Lời kèm theo", "ID: 77"):
        assert left_out not in page
    assert "Tên: Mục" in page
    entry = AuditEntry.objects.latest("number")
    assert "<li>ID: — → 77</li>" in administrator.get(f"{LIST}{entry.number}/change/").text


def test_the_list_says_what_changed_from_what_to_what_in_words(administrator):
    an = builders.reporter("an")
    fields = {
        "old": {"is_staff": False, "last_login": None},
        "new": {"is_staff": True, "last_login": "2027-01-30T01:30:00+00:00", "letter": "x", "a": 1},
    }
    with transaction.atomic():
        record(Action.CHANGED, by=an, subject=an, **fields)
    page = administrator.get(LIST).text
    assert "Người dùng: an" in page
    assert "Cán bộ: không → có" in page
    assert "30/01/2027 08:30" in page
    assert "và 1 thay đổi khác" in page


def test_the_list_is_cut_down_to_a_person_and_to_days(administrator):
    an, binh = builders.reporter("an"), builders.reporter("binh")
    for who in (an, binh):
        with transaction.atomic():
            record(Action.STEP, by=who, subject=an)
    today = timezone.localdate()
    assert {row.actor_name for row in shown(administrator, nguoi=an.pk)} == {"an"}
    days = {"tu-ngay": f"{today:%d/%m/%Y}", "den-ngay": f"{today:%d/%m/%Y}"}
    assert {"an", "binh"} <= {row.actor_name for row in shown(administrator, **days)}
    tomorrow = today + timedelta(days=1)
    assert list(shown(administrator, **{"tu-ngay": f"{tomorrow:%d/%m/%Y}"})) == []
    yesterday = today - timedelta(days=1)
    assert list(shown(administrator, **{"den-ngay": f"{yesterday:%d/%m/%Y}"})) == []
    both = administrator.get(LIST, {"nguoi": an.pk, "q": "an"} | days).text
    assert f'<input type="hidden" name="nguoi" value="{an.pk}">' in both


def test_a_search_looks_at_the_newest_entries_of_the_days_chosen(administrator, monkeypatch):
    """All of a record of years would be read, and its words folded, till nginx gives up."""
    monkeypatch.setattr("portal.audit.admin.MAX_SEARCHED", 3)
    first, *_, last = some_rows(5)
    found = [row.number for row in shown(administrator, q="thong bao")]
    assert found == [last.number, last.number - 1, last.number - 2]
    yesterday = timezone.localdate() - timedelta(days=1)
    tamper(
        "UPDATE audit_auditentry SET at = at - interval '1 day' WHERE number <= %s", [first.number]
    )
    days = {"den-ngay": f"{yesterday:%d/%m/%Y}", "q": "thong bao"}
    assert [row.number for row in shown(administrator, **days)] == [first.number]


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ({"action": "email_changed"}, "audit_auditentry_of_an_action"),
        ({"tu-ngay": "30/01/2027", "den-ngay": "30/01/2027"}, "audit_auditentry_of_a_day"),
    ],
)
def test_an_index_finds_what_was_rarely_done_or_long_ago(administrator, query, index):
    """From the newest entry on, each look at it would read a record of years."""
    rows = administrator.get(LIST, query).context["cl"].queryset
    with connection.cursor() as cursor:
        # A way without an index costs too much to be chosen at a few rows.
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert index in rows.order_by().explain()


@pytest.mark.parametrize("typed", ["31/02/2027", "abc", "31/12/9999", "0", "01/01/0001"])
def test_what_is_no_date_or_no_person_breaks_nothing(administrator, typed):
    shown(administrator, **{"tu-ngay": typed, "den-ngay": typed})
    assert list(shown(administrator, nguoi="abc")) == []
