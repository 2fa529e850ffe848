"""The page of a meeting that was held tells its minutes, who came, and what may be public."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import override_settings
from django.utils import timezone

from enterprises.briefings.models import Progress
from enterprises.events.models import Precision, Registration
from enterprises.events.registrations import give_up, register
from portal.kit.moments import midnight
from portal.organisations.models import Organisation
from portal.publishing import changes, revisions, workflow
from portal.publishing.models import State
from tests import builders as site
from tests.enterprises import builders
from tests.markup import words

pytestmark = pytest.mark.django_db
LIST = "/su-kien/vuong-mac/"


@pytest.fixture
def held():
    return builders.event("Giao ban quý I", starts_at=timezone.now() - timedelta(days=3))


def test_minutes_are_there_once_they_are_approved(client, held):
    proposed = revisions.snapshot(held)
    proposed["fields"]["minutes"] = "<p>Thống nhất <strong>ba việc</strong>.</p><script>x</script>"
    changes.propose(held, proposed, by=site.editor())
    assert "Thống nhất" not in client.get(held.path).text
    publisher = site.publisher()
    workflow.transition(held, to=State.SUBMITTED, by=publisher)
    workflow.transition(held, to=State.PUBLISHED, by=publisher)
    page = client.get(held.path).text
    assert "<p>Thống nhất <strong>ba việc</strong>.</p>" in page
    assert "<script>x" not in page


def test_who_came_is_told_in_numbers_and_nobody_is_named(client, held):
    for number, there in enumerate([True, True, False, None]):
        of = builders.enterprise(f"Công ty {number // 2}{'' if number % 2 else ' bis'}")
        Registration.objects.create(
            event=held,
            enterprise=of,
            registered_by=builders.representative(of, f"dn-{number}"),
            name=f"Ông Kín {number}",
            seat="taken",
            attended=there,
        )
    page = client.get(held.path).text
    assert "Dự họp: 2 người của 2 doanh nghiệp." in page
    assert "Ông Kín" not in page


def test_who_was_marked_by_mistake_and_is_taken_off_the_list_does_not_count(client):
    today = builders.event(starts_at=midnight(timezone.localdate()), precision=Precision.DAY)
    of = builders.representative(builders.enterprise())
    rows = [register(today, of, name=name, position="") for name in ("Hoa", "Mai")]
    Registration.objects.update(attended=True)
    give_up(rows[0])
    assert "Dự họp: 1 người của 1 doanh nghiệp." in client.get(today.path).text


def test_only_public_obstacles_are_shown_and_never_who_raised_them(client, held):
    of = builders.enterprise("Công ty Muốn Kín Tên")
    agency = Organisation.objects.create(name="Sở Bưu chính, Viễn thông")
    builders.obstacle(
        subject="Công khai", event=held, is_public=True, organisation=agency,
        progress=Progress.DONE, result="Đã họp hai bên.", of=of,
        details="Điều nói riêng", person="Trần Kín",
    )  # fmt: skip
    builders.obstacle(of, "Kín", event=held)
    for address in (held.path, LIST):
        page = client.get(address).text
        assert "Công khai" in page
        assert "Đã họp hai bên." in page
        assert "Sở Bưu chính, Viễn thông" in page
        for kept in ("Muốn Kín Tên", "Điều nói riêng", "Trần Kín", ">Kín<"):
            assert kept not in page


def test_a_meeting_that_has_not_begun_tells_nothing_of_it(client):
    coming = builders.event()
    builders.obstacle(subject="Công khai", event=coming, is_public=True)
    assert "Công khai" not in client.get(coming.path).text


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_few_queries(client, held, django_assert_num_queries, rows):
    for _ in range(rows):
        builders.obstacle(event=held, is_public=True)
    with django_assert_num_queries(8):
        client.get(held.path)
    with django_assert_num_queries(1):
        client.get(LIST)


def test_the_list_of_nothing_says_so_and_a_page_too_far_is_not_there(client):
    assert "Chưa có vướng mắc nào được công khai." in client.get(LIST).text
    assert client.get(f"{LIST}?trang=2").status_code == 404


def test_the_list_names_numbers_as_such_and_marks_what_is_made_up(client):
    made_up = builders.event("Giao ban mẫu", starts_at=timezone.now(), is_sample=True)
    for event in (made_up, None):
        builders.obstacle(event=event, is_public=True, raised_on=date(2007, 3, 30))
    with override_settings(SHOW_SAMPLES=True):
        rows = BeautifulSoup(client.get(LIST).text, "html.parser").select(".ledger li")
    found = [(words(row.select_one(".ledger-kind")), "minh họa" in words(row)) for row in rows]
    assert found == [("Số 2/2007", False), ("Số 1/2007", True)]
