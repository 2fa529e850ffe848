"""A clerk puts up an offer, changes it, keeps it longer and closes it; the department decides."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from enterprises.infrastructure import services
from enterprises.infrastructure.models import InfrastructureListing, ListingContact
from portal.audit.models import AuditEntry
from portal.editing.models import Autosave
from portal.participation.publicforms.stamps import new_stamp
from portal.publishing import changes, workflow
from portal.publishing.models import ChangeSet, State
from tests import builders as site
from tests.enterprises import builders
from tests.enterprises.infrastructure.desk_forms import DESK, edited, only

pytestmark = pytest.mark.django_db

TYPED = {
    "direction": "offer",
    "facility": "duct",
    "title": "Cho thuê cống bể đường Hùng Vương",
    "summary": "Ống còn trống; giá theo thỏa thuận.",
    "place": "Từ cầu Trường Tiền đến ngã sáu",
    "quantity": "2,5",
    "unit": "km",
    "coordinates": "16.4637, 107.5909",
    "name": "Bà Lan",
    "phone": "0234 111",
}
UNSENT = {"state": State.DRAFT, "published_at": None}


@pytest.fixture
def desk(me):
    return builders.signed_in(me)


def form(**fields):
    return TYPED | {"stamp": new_stamp("infrastructure")} | fields


def test_a_new_offer_is_sent_to_the_department_and_seen_by_nobody_else(desk, me, client):
    answer = desk.post(f"{DESK}moi/", form(send="1"), follow=True)
    listing = only()
    assert answer.redirect_chain == [(f"{DESK}{listing.pk}/", 302)]
    assert "đã gửi Sở" in answer.text
    assert (listing.state, listing.enterprise, listing.created_by) == (
        State.SUBMITTED, me.enterprise, me.user,
    )  # fmt: skip
    assert (listing.amount, listing.coordinates) == (2.5, "16.463700, 107.590900")
    assert client.get(listing.path).status_code == 404


@pytest.mark.parametrize(
    ("typed", "kept"), [("1.200", 1200), ("1.234,5", Decimal("1234.5")), ("1200", 1200)]
)
def test_a_capacity_is_read_as_people_here_write_it(desk, typed, kept):
    desk.post(f"{DESK}moi/", form(quantity=typed))
    assert only().quantity == kept


@pytest.mark.parametrize("typed", ["2030-02-01", "01/02/2030", "1-2-2030", "1.2.2030"])
def test_a_day_is_read_however_it_is_written(desk, typed):
    desk.post(f"{DESK}moi/", form(available_from=typed))
    assert only().available_from == date(2030, 2, 1)


def test_a_capacity_with_a_point_for_a_comma_is_asked_about_and_not_guessed(desk):
    page = desk.post(f"{DESK}moi/", form(quantity="2.5")).text
    assert "“2.5” không phải là số" in page
    assert not InfrastructureListing.objects.exists()


def test_what_would_only_come_back_is_not_sent(desk):
    page = desk.post(f"{DESK}moi/", form(send="1", summary=" ")).text
    assert "Xin viết hai, ba câu: thiếu phần này thì Sở không đăng được." in page
    assert not InfrastructureListing.objects.exists()
    # A draft may still lack it, and says so when it is sent.
    desk.post(f"{DESK}moi/", form(summary=""))
    answer = desk.post(f"{DESK}{only().pk}/gui/", follow=True)
    assert "Chưa gửi. Xin Anh/Chị sửa trước: (1) “Tóm tắt”: Chưa có tóm tắt." in " ".join(
        answer.text.split()
    )
    assert only().state == State.DRAFT


def test_a_draft_waits_until_it_is_sent(desk):
    desk.post(f"{DESK}moi/", form())
    assert only().state == State.DRAFT
    desk.post(f"{DESK}{only().pk}/gui/")
    assert only().state == State.SUBMITTED
    desk.post(f"{DESK}{only().pk}/rut-lai/")
    assert only().state == State.DRAFT
    for _press in range(2):
        assert desk.post(f"{DESK}{only().pk}/bo/")["Location"] == DESK
    assert only().state == State.BINNED
    assert desk.get(f"{DESK}{only().pk}/").status_code == 404


def test_sending_twice_is_once_and_what_is_too_late_is_said_in_words_of_the_desk(desk):
    desk.post(f"{DESK}moi/", form())
    for _press in range(2):
        answer = desk.post(f"{DESK}{only().pk}/gui/", follow=True)
        assert 'class="error"' not in answer.text
    page = only()
    workflow.transition(page, to=State.PUBLISHED, by=site.publisher())
    late = desk.post(f"{DESK}{page.pk}/rut-lai/", follow=True)
    assert "Việc này không còn làm được nữa" in late.text
    assert "Bài hiện ở" not in late.text


def test_what_readers_have_seen_is_not_offered_to_be_thrown_away(desk, me):
    listing = builders.listing(me.enterprise)
    seen, never = f"{DESK}{listing.pk}/", builders.listing(me.enterprise, "Mới", **UNSENT).pk
    workflow.transition(listing, to=State.WITHDRAWN, by=site.publisher(), comment="Sai chỗ.")
    assert "Đưa về bản nháp" in desk.get(seen).text
    desk.post(f"{seen}rut-lai/")
    assert "Gửi Sở duyệt" in desk.get(seen).text
    assert "Bỏ tin" not in desk.get(seen).text
    assert "Bỏ tin" in desk.get(f"{DESK}{never}/").text


def test_a_form_sent_twice_makes_one_listing(desk):
    sent = form()
    first, second = desk.post(f"{DESK}moi/", sent), desk.post(f"{DESK}moi/", sent)
    assert first["Location"] == second["Location"]
    assert ListingContact.objects.count() == InfrastructureListing.objects.count() == 1


def test_who_goes_back_and_writes_something_else_puts_up_another(desk):
    sent = form()
    desk.post(f"{DESK}moi/", sent)
    desk.post(f"{DESK}moi/", sent | {"title": "Cho thuê cống bể đường Lê Lợi"})
    assert InfrastructureListing.objects.count() == 2


def test_what_was_thrown_away_may_be_sent_again(desk):
    sent = form()
    desk.post(f"{DESK}moi/", sent)
    desk.post(f"{DESK}{only().pk}/bo/")
    assert desk.post(f"{DESK}moi/", sent).status_code == 302
    assert InfrastructureListing.objects.exclude(state=State.BINNED).count() == 1


def test_a_form_without_its_mark_is_asked_for_again_with_all_that_was_typed(desk):
    answer = desk.post(f"{DESK}moi/", form(stamp="x"))
    page = answer.text
    assert TYPED["title"] in page
    assert "Xin gửi lại" in page
    again = re.search(r'name="stamp" value="([^"]+)"', page)[1]
    desk.post(f"{DESK}moi/", form(stamp=again))
    assert only().title == TYPED["title"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"coordinates": "48.85, 2.35"}, "Dòng 1: nơi này không ở Việt Nam"),
        ({"unit": ""}, "Ghi cả số lượng và đơn vị tính"),
        ({"phone": "", "email": ""}, "Hãy để lại số điện thoại hoặc thư điện tử"),
        ({"available_from": "02/02/2030", "available_until": "01/01/2030"}, "Ngày cuối"),
    ],
)
def test_an_error_says_what_to_do_and_nothing_typed_is_lost(desk, fields, message):
    answer = desk.post(f"{DESK}moi/", form(**fields))
    page = answer.text
    assert answer.status_code == 200
    assert page.partition('id="errors"')[2].partition("</ul>")[0].count(message) == 1
    assert TYPED["place"] in page
    assert "Bà Lan" in page
    assert not InfrastructureListing.objects.exists()


def test_fields_that_are_not_the_clerks_change_nothing(desk, me):
    other = builders.enterprise("Công ty B")
    extra = {
        "state": "published", "enterprise": other.pk, "is_sample": "on", "slug": "cua-toi",
        "expires_at": "2099-01-01", "lapses_at": "2099-01-01", "published_at": "2007-01-01",
        "created_by": 1, "organisation": 1,
    }  # fmt: skip
    desk.post(f"{DESK}moi/", form(**extra))
    listing = only()
    assert (listing.state, listing.enterprise, listing.is_sample) == (
        State.DRAFT, me.enterprise, False,
    )  # fmt: skip
    assert (listing.expires_at, listing.published_at, listing.organisation) == (None, None, None)
    assert listing.slug == "cho-thue-cong-be-duong-hung-vuong"


def test_a_change_of_a_live_offer_waits_and_the_contact_does_not(desk, me, client):
    listing = builders.listing(me.enterprise)
    ListingContact.objects.create(listing=listing, phone="0234 000")
    desk.post(f"{DESK}{listing.pk}/sua/", edited(listing, title="Chờ duyệt", phone="0234 999"))
    assert listing.contact.__class__.objects.get().phone == "0234 999"
    page = client.get(listing.path).text
    assert "Chờ duyệt" not in page
    change = ChangeSet.objects.get()
    assert (change.state, change.opened_by) == (State.SUBMITTED, me.user)
    shown = desk.get(f"{DESK}{listing.pk}/").text
    assert f"/doanh-nghiep/cua-toi/yeu-cau/{change.pk}/" in shown
    assert desk.get(f"/doanh-nghiep/cua-toi/yeu-cau/{change.pk}/").status_code == 200
    assert "Chờ duyệt" in desk.get(f"{DESK}{listing.pk}/xem-truoc/").text
    listing.refresh_from_db()
    workflow.transition(listing, to=State.PUBLISHED, by=site.publisher())
    assert "Chờ duyệt" in client.get(listing.path).text


def test_nothing_changed_is_no_request(desk, me):
    listing = builders.listing(me.enterprise, quantity="2.5", unit="km")
    ListingContact.objects.create(listing=listing, phone="0234 111")
    same = edited(listing, quantity="2,5") | {"initial-phone": "0234 111"}
    page = desk.post(f"{DESK}{listing.pk}/sua/", same, follow=True).text
    assert not ChangeSet.objects.exists()
    assert "Không có gì thay đổi" in page
    assert "Đã lưu" not in page


def test_what_became_of_a_save_is_said(desk, me):
    listing = builders.listing(me.enterprise, title="Như cũ")
    ListingContact.objects.create(listing=listing, phone="0234 111")

    def saved(**fields):
        sent = edited(listing) | {"initial-phone": "0234 111"} | fields
        sent["_version"] = listing.revisions.latest("number").number
        return desk.post(f"{DESK}{listing.pk}/sua/", sent, follow=True).text

    assert "Đã gửi Sở. Người đọc vẫn thấy trang như cũ" in saved(title="Mới")
    page = saved(title="Như cũ")
    assert "Yêu cầu đã khép lại" in page
    assert "Đã lưu" not in page
    page = saved(title="Như cũ", phone="0234 222")
    assert "Đã lưu người liên hệ" in page
    assert "Không có gì thay đổi" not in page
    draft = builders.listing(me.enterprise, "Bản nháp", **UNSENT)
    sent = edited(draft, phone="0234 333")
    assert "khi xong, xin bấm" in desk.post(f"{DESK}{draft.pk}/sua/", sent, follow=True).text


def test_two_who_edit_at_once_both_keep_their_text(desk, me):
    listing = builders.listing(me.enterprise)
    mine, theirs = edited(listing, place="Chỗ của tôi"), edited(listing, place="Chỗ khác")
    builders.representative(me.enterprise, "dn-a2")
    desk.post(f"{DESK}{listing.pk}/sua/", theirs)
    page = desk.post(f"{DESK}{listing.pk}/sua/", mine).text
    assert "Chỗ của tôi" in page
    assert "Chỗ khác" in page
    assert changes.pending_version(listing).data["fields"]["place"] == "Chỗ khác"


def test_what_the_department_asks_for_stands_on_the_page(desk, me):
    listing = builders.listing(me.enterprise, state=State.SUBMITTED, published_at=None)
    workflow.transition(listing, to=State.CHANGES_ASKED, by=site.editor(), comment="Ghi rõ số cột.")
    assert "Ghi rõ số cột." in desk.get(f"{DESK}{listing.pk}/").text


def test_one_click_keeps_it_longer_without_a_decision(desk, me, client, settings):
    settings.INFRASTRUCTURE_TERM_DAYS = 100
    soon = timezone.now() + timedelta(days=3)
    listing = builders.listing(me.enterprise, lapses_at=soon)
    desk.post(f"{DESK}{listing.pk}/gia-han/")
    assert (only().lapses_at - timezone.now()).days in (99, 100)
    assert AuditEntry.objects.filter(subject_pk=str(listing.pk)).count() == 1
    assert not ChangeSet.objects.exists()


def test_a_closed_offer_is_gone_for_readers_and_may_come_back(desk, me, client):
    listing = builders.listing(me.enterprise)
    desk.post(f"{DESK}{listing.pk}/dong/")
    assert client.get(listing.path).status_code == 404
    page = desk.get(f"{DESK}{listing.pk}/").text
    assert "không còn đăng từ ngày" in page
    assert "Đăng lại" in page
    desk.post(f"{DESK}{listing.pk}/gia-han/")
    assert client.get(listing.path).status_code == 200


@pytest.mark.parametrize(
    ("hide", "message"),
    [
        ("profile", "vì hồ sơ doanh nghiệp đang không công khai"),
        ("begin", "người đọc thấy từ lúc 01/01/2099 07:00"),
        ("end", "không còn đăng từ ngày 01/02/2007, theo hạn Sở đã đặt"),
        ("sample", "hiện người đọc chưa thấy"),
    ],
)
def test_what_a_new_term_does_not_bring_back_says_why(desk, me, settings, hide, message):
    fields = {
        "begin": {"published_at": datetime(2099, 1, 1, tzinfo=UTC)},
        "end": {"published_at": datetime(2007, 1, 1, tzinfo=UTC), "expires_at": site.FEBRUARY},
        "sample": {"is_sample": True},
    }
    listing = builders.listing(me.enterprise, **fields.get(hide, {}))
    settings.SHOW_SAMPLES = False
    if hide == "profile":
        workflow.transition(me.enterprise, to=State.WITHDRAWN, by=None)
    page = desk.get(f"{DESK}{listing.pk}/").text
    assert message in page
    assert "gia-han" not in page
    # The button was there a moment ago.
    page = desk.post(f"{DESK}{listing.pk}/gia-han/", follow=True).text
    assert "Tin được đăng đến ngày" not in page
    assert page.count(message) == 2


def test_the_day_told_is_the_one_on_which_it_ends(desk, me):
    soon = timezone.now() + timedelta(days=3)
    listing = builders.listing(me.enterprise, expires_at=soon)
    page = desk.post(f"{DESK}{listing.pk}/gia-han/", follow=True).text
    assert f"Tin được đăng đến ngày {timezone.localtime(soon):%d/%m/%Y}." in page


def test_keeping_longer_is_no_way_past_the_department(me):
    for state in (State.DRAFT, State.SUBMITTED, State.WITHDRAWN):
        listing = builders.listing(me.enterprise, f"Tin {state}", state=state, published_at=None)
        for verb in (services.extend, services.close):
            with pytest.raises(ValidationError):
                verb(listing, by=me.user)
        assert not listing.is_public


def test_an_approved_text_is_closed_until_it_is_taken_back(desk, me):
    listing = builders.listing(me.enterprise, state=State.APPROVED, published_at=None)
    assert desk.get(f"{DESK}{listing.pk}/sua/")["Location"] == f"{DESK}{listing.pk}/"
    desk.post(f"{DESK}{listing.pk}/sua/", edited(listing, place="Nơi khác"))
    assert only().place == "Cạnh ga Phú Bài"


def test_a_get_takes_no_step_and_an_unknown_step_is_none(desk, me):
    listing = builders.listing(me.enterprise)
    assert desk.get(f"{DESK}{listing.pk}/dong/").status_code == 302
    assert only().is_public
    assert desk.post(f"{DESK}{listing.pk}/xoa-het/").status_code == 404


def test_the_pages_ask_the_same_few_queries(desk, me, django_assert_num_queries):
    builders.listing(me.enterprise)
    with django_assert_num_queries(4):
        desk.get(DESK)
    for number in (2, 3):
        builders.listing(me.enterprise, f"Tin {number}")
    with django_assert_num_queries(4):
        assert desk.get(DESK).text.count("ledger-kind") == 3
    with django_assert_num_queries(8):
        desk.get(f"{DESK}{only_first().pk}/")


def only_first():
    return InfrastructureListing.objects.order_by("pk")[0]


def test_what_was_typed_when_the_session_ended_is_there_again(desk, me, client):
    page = desk.get(f"{DESK}moi/").text
    mark = re.search(r'name="(_\w+)" value="([^"]+)">\s*<input type="hidden" name="stamp"', page)
    sent = form(**{mark[1]: mark[2]})
    # Whatever else the form says of itself: one text is kept of it.
    for opening in ({"_opening": "a1"}, {"_opening": "b2"}, {}):
        answer = client.post(f"{DESK}moi/", sent | opening)
        assert answer["Location"].startswith("/tai-khoan/login/")
    assert Autosave.objects.count() == 1
    again = desk.get(f"{DESK}moi/?khoi-phuc=1").text
    assert TYPED["place"] in again
    assert "Bà Lan" in again
    assert sent["stamp"] in again


def test_letters_tell_what_becomes_of_it(desk, me, mailoutbox, letters_at_once):
    desk.post(f"{DESK}moi/", form(send="1"))
    (received,) = mailoutbox
    assert received.to == [me.user.email]
    assert TYPED["title"] in received.body + received.subject
    workflow.transition(only(), to=State.PUBLISHED, by=site.publisher())
    assert len(mailoutbox) == 2


def test_who_closes_an_offer_is_told_until_when_it_may_come_back(desk, me):
    last = timezone.now() + timedelta(days=10)
    listing = builders.listing(me.enterprise, expires_at=last)
    page = desk.post(f"{DESK}{listing.pk}/dong/", follow=True).text
    assert f"Có thể đăng lại trước ngày {timezone.localtime(last):%d/%m/%Y}" in page
    assert "bất cứ lúc nào" not in page
