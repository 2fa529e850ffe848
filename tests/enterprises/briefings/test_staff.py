"""Staff take up what was raised, answer it, and see what is late; the enterprise gets a letter."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from enterprises.briefings.models import ActionItem, Progress
from portal.audit.models import AuditEntry
from portal.pagecache import generation
from tests import builders as site
from tests.enterprises import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]
LIST = "/admin/enterprises/actionitem/"


@pytest.fixture
def editor(client):
    client.force_login(site.editor())
    return client


@pytest.fixture
def item():
    of = builders.enterprise()
    builders.representative(of, "dn-a")
    builders.representative(of, "dn-b", role="editor")
    now = timezone.now()
    builders.representative(of, "dn-c", since=now, ended_at=now)
    return builders.obstacle(of, raised_on=date(2007, 1, 30))


def change(client, item, **fields):
    data = {
        "subject": item.subject,
        "details": item.details,
        "enterprise": item.enterprise_id or "",
        "event": "",
        "raised_on": item.raised_on.strftime("%d/%m/%Y"),
        "progress": item.progress,
        "organisation": "",
        "person": item.person,
        "due_on": item.due_on.strftime("%d/%m/%Y") if item.due_on else "",
        "result": item.result,
    } | fields
    return client.post(f"{LIST}{item.pk}/change/", data)


def test_who_speaks_for_the_enterprise_now_is_told_what_changed_for_it(
    editor, item, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = change(
            editor, item, progress=Progress.OPEN, person="Trần B", due_on="15/02/2007"
        )  # fmt: skip
    assert answer.status_code == 302
    assert {letter.to[0] for letter in mail.outbox} == {
        "dn-a@doanh-nghiep.example",
        "dn-b@doanh-nghiep.example",
    }
    letter = mail.outbox[0]
    assert letter.subject.endswith("Vướng mắc số 1/2007: đang xử lý")
    for text in ("Trần B", "15/02/2007", f"/doanh-nghiep/cua-toi/vuong-mac/{item.pk}/"):
        assert text in letter.body


def test_nothing_is_sent_where_nothing_changed_for_the_enterprise(
    editor, item, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        change(editor, item, subject="Nói gọn hơn", is_public="on")
    assert ActionItem.objects.get().is_public
    assert mail.outbox == []


def test_what_is_closed_was_raised_by_then(editor):
    item = builders.obstacle(
        raised_on=date(2007, 1, 30), progress=Progress.DONE, result="Đã nối.",
        closed_on=date(2007, 2, 10),
    )  # fmt: skip
    page = change(editor, item, raised_on="15/02/2007").text
    assert "đã khép ngày 10/02/2007" in page
    assert 'value="15/02/2007"' in page
    assert change(editor, item, raised_on="05/02/2007").status_code == 302
    item.refresh_from_db()
    assert (item.raised_on, item.closed_on) == (date(2007, 2, 5), date(2007, 2, 10))


def test_what_is_wrong_is_said_and_nothing_is_sent(editor, item):
    answer = change(editor, item, progress=Progress.DONE)
    assert answer.status_code == 200
    assert "Hãy ghi kết quả" in answer.text
    assert mail.outbox == []


def test_making_a_row_public_or_confidential_again_moves_readers_on(editor, item):
    for public in ({"is_public": "on"}, {}):
        before = generation.current()
        change(editor, ActionItem.objects.get(), **public)
        assert generation.current() == before + 1
    change(editor, ActionItem.objects.get(), subject="Vẫn kín")
    assert generation.current() == before + 1


def test_each_change_is_in_the_record(editor, item):
    change(editor, item, progress=Progress.OPEN, person="Trần B", due_on="15/02/2007")
    entry = AuditEntry.objects.filter(subject_label="briefings.actionitem").latest("number")
    assert entry.new["person"] == "Trần B"


@pytest.mark.parametrize("who", [site.editor, site.publisher])
def test_new_and_late_ones_stand_on_the_staffs_desk(who, item):
    client = Client()
    client.force_login(who())
    today = timezone.localdate()
    late = builders.obstacle(
        subject="Trễ rồi", progress="open", person="Trần B",
        raised_on=today - timedelta(days=9), due_on=today - timedelta(days=1),
    )  # fmt: skip
    builders.obstacle(subject="Còn hạn", progress="open", person="Trần B", due_on=today)
    page = client.get("/admin/viec/vuong-mac/").text
    assert page.index(str(late)) < page.index(str(item))
    assert "Còn hạn" not in page


def test_reporters_and_enterprises_do_not_see_the_register(item):
    builders.representative(builders.enterprise("Công ty Khác"), "dn-z")
    people = ((site.reporter(), 403), (item.enterprise.representatives.first().user, 404))
    for user, status in people:
        client = Client()
        client.force_login(user)
        for address in (LIST, f"{LIST}{item.pk}/change/", reverse("admin:index")):
            answer = client.get(address)
            assert item.subject not in answer.text
        assert client.get(LIST).status_code == status


def test_a_number_that_was_given_is_not_deleted(item):
    client = Client()
    client.force_login(site.person("quantri", is_superuser=True))
    assert client.post(f"{LIST}{item.pk}/delete/", {"post": "yes"}).status_code == 403
    assert ActionItem.objects.exists()
