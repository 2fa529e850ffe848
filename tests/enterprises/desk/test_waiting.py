"""What the enterprise has to do stands above the panels, the most important first."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from enterprises.approval.panels import REFUSAL_SHOWN
from enterprises.approval.services import propose
from enterprises.events.models import SlotAnswer, SlotRequest
from enterprises.events.registrations import register
from enterprises.freshness.models import ConfirmedVia
from enterprises.freshness.services import confirm
from enterprises.infrastructure.models import InfrastructureMatch
from enterprises.kit.periods import ended
from portal.publishing import deciding, workflow
from portal.publishing.models import ChangeSet, State
from tests import builders as site
from tests.enterprises import builders
from tests.enterprises.reports.builders import duty

pytestmark = pytest.mark.django_db

DESK = "/doanh-nghiep/cua-toi/"


def waits(me):
    """The lines with the address of each, as they stand on the desk."""
    page = BeautifulSoup(builders.signed_in(me).get(DESK).content, "html.parser")
    first = page.select_one("main section")
    assert first["aria-labelledby"] == "viec-can-lam"
    return [(" ".join(each.text.split()), each["href"]) for each in first.select("a")]


def test_a_desk_without_work_says_so(me):
    confirm(me.enterprise_id, via=ConfirmedVia.DESK, by=me.user)
    assert waits(me) == []
    page = builders.signed_in(me).get(DESK).text
    assert "Hiện không có việc gì chờ Anh/Chị" in page


def test_a_late_report_comes_before_an_invitation_to_a_meeting(me):
    forum = builders.event("Diễn đàn tháng 3")
    builders.event("Đã hết hạn ghi tên", registration_closes_at=timezone.now())
    late = ended("quarter", timezone.localdate(), 3)[-1]
    duty(me.enterprise, since=late.ends_on)
    found = waits(me)
    assert "đã quá hạn ngày" in found[0][0]
    assert found[-1] == ("Đăng ký người dự “Diễn đàn tháng 3”", f"{DESK}su-kien/{forum.slug}/")


def test_what_the_department_asks_to_correct_leads_to_its_page(me):
    publisher = site.publisher()
    product = builders.product(me.enterprise)
    listing = builders.listing(me.enterprise, "Cột A", state=State.SUBMITTED, published_at=None)
    workflow.transition(listing, to=State.CHANGES_ASKED, by=publisher, comment="Ghi rõ số cột.")
    change = propose(product, {"use": "Kế toán"}, by=me.user)
    product.refresh_from_db()
    workflow.transition(product, to=State.CHANGES_ASKED, by=publisher, comment="Viết rõ hơn")
    found = dict(waits(me))
    assert found["Sửa tin “Cột A” theo góp ý của Sở"] == f"{DESK}ha-tang/{listing.pk}/"
    to_do = "Sửa yêu cầu về “Phần mềm kế toán” theo góp ý của Sở"
    assert found[to_do].startswith(f"{DESK}yeu-cau/")
    assert change is not None


@pytest.mark.parametrize("is_own", [False, True])
def test_what_the_staff_sent_in_is_the_staffs_to_correct(is_own):
    draft = {"state": State.DRAFT, "published_at": None}
    me = builders.representative(builders.enterprise(**draft))
    product, listing = (
        make(me.enterprise, **draft) for make in (builders.product, builders.listing)
    )
    publisher = site.publisher()
    for page in (me.enterprise, product, listing):
        workflow.transition(page, to=State.SUBMITTED, by=me.user if is_own else publisher)
        workflow.transition(page, to=State.CHANGES_ASKED, by=publisher, comment="Hỏi lại.")
    assert any("theo góp ý của Sở" in text for text, _address in waits(me)) == is_own
    assert ("1 sản phẩm" in builders.signed_in(me).get(DESK).text) == is_own
    for address in ("ho-so/", f"san-pham/{product.pk}/", f"ha-tang/{listing.pk}/"):
        assert ("Hỏi lại." in builders.signed_in(me).get(DESK + address).text) == is_own
    message = "Anh/Chị sửa lại, chưa công khai"
    own = (f"san-pham/{product.pk}/", f"ha-tang/{listing.pk}/")
    for address in ("", "yeu-cau/", "san-pham/", "ha-tang/", *own):
        assert (message in builders.signed_in(me).get(DESK + address).text) == is_own


def test_what_was_refused_stands_there_until_something_newer_is_sent(me):
    mine = me.enterprise
    propose(mine, {"summary": "Làm mạng.", "body": "<p>Số một.</p>"}, by=me.user)
    mine.refresh_from_db()
    deciding.decide(
        mine, accepted=["summary"], refused={"body": "Không có nguồn"}, by=site.publisher(),
        seen=mine.revision_number,
    )  # fmt: skip
    refused = "Sở không nhận hết yêu cầu về “Công ty Sông Hương”: xem vì sao, sửa rồi gửi lại"
    change = ChangeSet.objects.get()
    assert dict(waits(me))[refused] == f"{DESK}yeu-cau/{change.pk}/"
    ChangeSet.objects.update(decided_at=timezone.now() - REFUSAL_SHOWN - timedelta(hours=1))
    assert refused not in dict(waits(me))
    ChangeSet.objects.update(decided_at=timezone.now())
    mine.refresh_from_db()
    propose(mine, {"body": "<p>Từ 1997.</p>"}, by=me.user)
    assert refused not in dict(waits(me))


def test_who_is_asked_for_a_match_answers_and_who_asked_waits(me):
    other = builders.representative(builders.enterprise("Công ty B"), "dn-b")
    offer = builders.listing(me.enterprise, "Cho thuê cột")
    request = builders.listing(other.enterprise, "Cần cột", direction="request")
    InfrastructureMatch.objects.create(
        offer=offer, request=request, request_agreed_at=timezone.now() - timedelta(minutes=1)
    )
    assert "Trả lời bên muốn ghép với tin “Cho thuê cột”" in dict(waits(me))
    assert not any("ghép" in text for text in dict(waits(other)))


def test_what_waits_is_told_of_all_offers_and_requests(me):
    other = builders.representative(builders.enterprise("Công ty B"), "dn-b")
    asked = builders.listing(me.enterprise, "Cột A", state=State.SUBMITTED, published_at=None)
    workflow.transition(asked, to=State.CHANGES_ASKED, by=site.publisher(), comment="Ghi rõ.")
    for number in range(4):
        offer = builders.listing(me.enterprise, f"Cho thuê cột {number}")
        request = builders.listing(other.enterprise, f"Cần cột {number}", direction="request")
        InfrastructureMatch.objects.create(
            offer=offer, request=request, request_agreed_at=timezone.now()
        )
    found = dict(waits(me))
    assert "Sửa tin “Cột A” theo góp ý của Sở" in found
    assert sum("muốn ghép với tin" in text for text in found) == 4
    panel = builders.signed_in(me).get(DESK).context["listings"]
    assert len(panel) == 3


def test_our_own_events_come_before_those_of_others(me):
    now = timezone.now()
    for number in range(1, 4):
        builders.event(f"Hội nghị {number}", starts_at=now + timedelta(days=number))
    ours, asked, granted = (
        builders.event(title, starts_at=now + timedelta(days=days))
        for title, days in (("Có chỗ", 20), ("Xin suất", 21), ("Được suất", 22))
    )
    register(ours, me, name="Bà Hoa", position="")
    SlotRequest.objects.create(event=asked, enterprise=me.enterprise, requested_by=me, topic="Xin")
    SlotRequest.objects.create(
        event=granted, enterprise=me.enterprise, requested_by=me, topic="Có",
        slot=builders.slot(granted), answer=SlotAnswer.GRANTED,
    )  # fmt: skip
    builders.slot_request(asked, "Công ty B")
    panel = BeautifulSoup(builders.signed_in(me).get(DESK).content, "html.parser").select_one(
        '[aria-labelledby="su-kien"]'
    )
    titles = [each.text for each in panel.select("li a")]
    assert titles == ["Có chỗ", "Xin suất", "Được suất"]
    words = " ".join(panel.text.split())
    assert "đã đăng ký suất trình bày" in words
    assert "được nhận suất" in words
    # The next meetings that take registrations are still to do.
    assert [text for text, _address in waits(me) if "Đăng ký" in text] == [
        f"Đăng ký người dự “Hội nghị {number}”" for number in range(1, 4)
    ]
