"""What comes next stands in sight after saving, and how long an answer takes where it is known."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from enterprises.approval import waiting
from portal.obligations.models import DayKind, SpecialDay
from portal.publishing import services, workflow
from portal.publishing.models import State, Transition
from tests import builders as people
from tests.enterprises import builders

pytestmark = pytest.mark.django_db
DESK = "/doanh-nghiep/cua-toi/"


def draft(mine, title="Sổ điện tử"):
    bare = {"state": State.DRAFT, "published_at": None}
    return builders.product(mine, title, summary="Ghi điểm trên máy.", **bare)


def next_step(clerk, address):
    page = BeautifulSoup(clerk.get(address).text, "html.parser")
    return page.select_one("form.desk-next"), page


def test_the_next_step_stands_above_the_facts_of_a_product(clerk, mine):
    product = draft(mine)
    form, page = next_step(clerk, f"{DESK}san-pham/{product.pk}/")
    assert form.select_one("button[value=submitted]").get_text(strip=True) == "Gửi Sở duyệt"
    assert form.find_next("dl", class_="facts") is not None
    assert len(page.select("button[value=submitted]")) == 1


def test_it_is_said_since_when_a_product_waits_and_until_when(clerk, mine):
    product = draft(mine)
    clerk.post(
        f"{DESK}san-pham/{product.pk}/",
        {"step": "submitted", "version": product.revision_number},
    )
    page = clerk.get(f"{DESK}san-pham/{product.pk}/").text
    (sent,) = Transition.objects.filter(to_state=State.SUBMITTED)
    assert f"Đã gửi lúc {timezone.localtime(sent.at):%d/%m/%Y %H:%M}" in page
    assert f"chậm nhất ngày {waiting.answered_by(sent.at):%d/%m/%Y}" in page
    assert "thường mất" not in page
    assert "desk-next" not in page
    # As the letter has said it, whatever holiday is entered later.
    promised = waiting.answered_by(sent.at)
    SpecialDay.objects.create(day=promised, kind=DayKind.HOLIDAY)
    page = clerk.get(f"{DESK}san-pham/{product.pk}/").text
    assert f"chậm nhất ngày {promised:%d/%m/%Y}" in page


def test_the_profile_leads_to_the_department_where_it_is_written(clerk, mine):
    publisher = people.publisher()
    workflow.transition(mine, to=State.WITHDRAWN, by=publisher, comment="Sai địa chỉ.")
    workflow.transition(mine, to=State.DRAFT, by=publisher)
    form, _page = next_step(clerk, f"{DESK}ho-so/")
    assert form["action"] == f"{DESK}yeu-cau/"
    workflow.transition(mine, to=State.SUBMITTED, by=publisher)
    assert "Đã gửi lúc" in clerk.get(f"{DESK}ho-so/").text


@pytest.mark.parametrize("address", [f"{DESK}ho-so/", f"{DESK}yeu-cau/"])
def test_a_profile_that_was_withdrawn_says_why_and_is_made_a_draft_and_sent_again(
    clerk, mine, address
):
    mine.summary = "Làm phần mềm."
    services.save(mine, by=None)
    workflow.transition(mine, to=State.WITHDRAWN, by=people.publisher(), comment="Sai địa chỉ.")
    assert "Sai địa chỉ." in clerk.get(address).text
    assert press(clerk, address, "draft") == "Đưa về bản nháp"
    assert "Gửi" in press(clerk, address, "submitted")
    mine.refresh_from_db()
    assert mine.state == State.SUBMITTED


def press(clerk, address, step):
    """Press the button of a step and return its words."""
    page = BeautifulSoup(clerk.get(address).text, "html.parser")
    button = page.select_one(f"button[value={step}]")
    form = button.find_parent("form")
    version = form.select_one("[name=version]")["value"]
    clerk.post(form.get("action", address), {"step": step, "version": version})
    return button.get_text(strip=True)


def test_what_is_saved_in_a_withdrawn_profile_says_what_comes_next(clerk, mine):
    workflow.transition(mine, to=State.WITHDRAWN, by=people.publisher(), comment="Sai địa chỉ.")
    address = f"{DESK}ho-so/lien-he/"
    page = BeautifulSoup(clerk.get(address).text, "html.parser")
    version = page.select_one("[name=_version]")["value"]
    answer = clerk.post(address, {"_version": version, "phone": "0234 222"}, follow=True)
    assert "hãy bấm “Đưa về bản nháp” rồi gửi Sở" in answer.text


@pytest.mark.parametrize(("answers", "days"), [(4, None), (5, 3)])
def test_the_usual_time_is_counted_out_of_enough_answers(clerk, mine, answers, days):
    publisher, now = people.publisher(), timezone.now()
    for number in range(answers):
        product = draft(mine, f"Máy {number}")
        workflow.transition(product, to=State.SUBMITTED, by=publisher)
        workflow.transition(product, to=State.APPROVED, by=None)
        steps = product.transitions.order_by("at")
        steps.filter(to_state=State.SUBMITTED).update(at=now - timedelta(days=number + 1, hours=1))
        steps.filter(to_state=State.APPROVED).update(at=now - timedelta(hours=2))
    assert waiting.usual_days(at=now) == days
