"""Who opens a page learns who else has it open; nobody is locked out."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.accounts.roles import Role
from portal.editing import presence
from portal.editing.models import Presence
from portal.publishing.models import State
from tests import builders
from tests.builders import signed_in
from tests.portal.editing.typing import typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return builders.article("Cũ", state=State.DRAFT, published_at=None)


def at(name, article):
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


@pytest.mark.parametrize("state", [State.DRAFT, State.PUBLISHED])
def test_who_opens_a_page_is_told_who_has_it_open(state):
    article = builders.article(state=state)
    lan = builders.person("lan", Role.EDITOR, last_name="Trần Thị", first_name="Lan")
    first, second = signed_in(lan), signed_in(builders.editor("hai"))
    assert "cũng đang mở" not in second.get(at("change", article)).text
    first.get(at("change", article))
    opened = timezone.localtime(Presence.objects.get(user=lan).opened_at)
    page = second.get(at("change", article)).text
    assert f"Trần Thị Lan cũng đang mở trang này từ {opened:%H:%M}." in page


def test_a_script_asks_who_else_is_there_now(article):
    first, second = signed_in(builders.editor("mot")), signed_in(builders.editor("hai"))
    first.get(at("change", article))
    others = second.post(at("presence", article)).json()["others"]
    assert [line.split()[0] for line in others] == ["mot"]
    others = first.post(at("presence", article)).json()["others"]
    assert [line.split()[0] for line in others] == ["hai"]


def test_nobody_is_told_of_themselves_or_of_another_page(article):
    first, second = signed_in(builders.editor("mot")), signed_in(builders.editor("hai"))
    second.get(at("change", builders.article("Khác")))
    first.get(at("change", article))
    assert first.post(at("presence", article)).json()["others"] == []


def test_who_was_not_heard_of_for_a_minute_has_left(article):
    one, two = builders.editor("mot"), builders.editor("hai")
    start = timezone.now()
    presence.arrive(one, article.pk, now=start)
    soon, later = start + timedelta(seconds=59), start + timedelta(seconds=61)
    assert [other.name for other in presence.arrive(two, article.pk, now=soon)] == ["mot"]
    assert presence.arrive(two, article.pk, now=later) == []


def test_who_closes_the_page_has_left_at_once(article):
    first, second = signed_in(builders.editor("mot")), signed_in(builders.editor("hai"))
    first.get(at("change", article))
    closed = first.post(at("presence", article), {"left": timezone.now().isoformat()})
    assert closed.status_code == 204
    assert second.post(at("presence", article)).json()["others"] == []


def test_who_has_opened_it_again_meanwhile_stays(article):
    first, second = signed_in(builders.editor("mot")), signed_in(builders.editor("hai"))
    seen = first.post(at("presence", article)).json()["seen"]
    first.get(at("change", article))
    first.post(at("presence", article), {"left": seen})
    assert len(second.post(at("presence", article)).json()["others"]) == 1


@pytest.mark.parametrize("left", ["", "gì đó", "2026-13-01T00:00:00Z", "2026-01-01T00:00:00"])
def test_nonsense_closes_nothing(article, left):
    first = signed_in(builders.editor())
    assert "others" in first.post(at("presence", article), {"left": left}).json()


def test_the_time_of_opening_stays_while_one_stays(article):
    one, two = builders.editor("mot"), builders.editor("hai")
    start = timezone.now()
    for seconds in (0, 60, 120):
        presence.arrive(one, article.pk, now=start + timedelta(seconds=seconds))
    others = presence.arrive(two, article.pk, now=start + timedelta(seconds=130))
    assert [other.opened_at for other in others] == [start]
    again = start + timedelta(hours=1)
    presence.arrive(one, article.pk, now=again)
    assert [other.opened_at for other in presence.arrive(two, article.pk, now=again)] == [again]


def test_it_locks_nobody_out(article):
    first, second = signed_in(builders.editor("mot")), signed_in(builders.editor("hai"))
    first.get(at("change", article))
    second.get(at("change", article))
    second.post(at("change", article), typed(article, title="Mới"))
    article.refresh_from_db()
    assert article.title == "Mới"


def test_a_page_that_one_may_not_see_tells_nothing(article):
    signed_in(builders.editor()).get(at("change", article))
    reporter = signed_in(builders.reporter())
    assert reporter.post(at("presence", article)).status_code == 404
    reporter.get(at("change", article))
    assert [row.user.username for row in Presence.objects.all()] == ["bientap"]


def test_presence_is_told_by_posting_only(article):
    assert signed_in(builders.editor()).get(at("presence", article)).status_code == 405
