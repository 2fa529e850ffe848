"""The answer to “is it still right?”: from a letter, on the desk, by a change, by the staff."""

import re
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import signing
from django.utils import timezone

from enterprises.association.models import Membership
from enterprises.freshness.models import Confirmation, ConfirmedVia
from enterprises.freshness.services import confirm, last_confirmation, token_for
from enterprises.freshness.tasks import add_missing_confirmations
from enterprises.profiles.models import Enterprise, EnterpriseSize, Locality, Representative, Sector
from portal.audit.models import AuditEntry
from portal.publishing import changes, revisions, workflow
from portal.publishing.models import Attachment, State
from tests import builders as people
from tests.enterprises import builders

pytestmark = pytest.mark.django_db
DESK = "/doanh-nghiep/cua-toi/con-dung/"


@pytest.fixture
def firm():
    found = builders.enterprise(phone="0234 000 0000")
    builders.representative(found)
    confirm(found.pk, via=ConfirmedVia.PUBLICATION)
    return found


def link(firm) -> str:
    return f"/doanh-nghiep/con-dung/{token_for(last_confirmation(firm))}/"


def aged(firm, days: int) -> None:
    """As if the last confirmation were so many days old."""
    last = last_confirmation(firm)
    Confirmation.objects.filter(pk=last.pk).update(at=timezone.now() - timedelta(days=days))
    add_missing_confirmations(timezone.now())


def text_of(answer, status: int = 200) -> str:
    assert answer.status_code == status
    return answer.text


def test_opening_the_link_shows_the_profile_and_confirms_nothing(client, firm):
    page = text_of(client.get(link(firm)))
    assert "0234 000 0000" in page
    assert 'type="submit">Xác nhận hồ sơ vẫn đúng</button>' in page
    client.head(link(firm))
    assert last_confirmation(firm).via == ConfirmedVia.PUBLICATION


def test_who_confirms_sees_the_main_part_of_what_readers_see(client):
    firm = builders.enterprise(
        body="<p>Làm mạng từ 1997.</p>", capabilities="Thi công cáp\nĐào tạo", size="small",
        licence="3302000123", founded_year=1997, locality=Locality.objects.create(name="Thủy Phù"),
    )  # fmt: skip
    builders.representative(firm)
    confirm(firm.pk, via=ConfirmedVia.PUBLICATION)
    firm.sectors.add(Sector.objects.create(name="Phần mềm kế toán"))
    Membership.objects.create(enterprise=firm, joined_on=date(2007, 1, 2))
    builders.product(firm, "Phần mềm bán hàng")
    builders.product(firm, "Bản nháp kín", state=State.DRAFT, published_at=None)
    Attachment.objects.create(publication=firm, name="Chứng chỉ ISO", file="a.pdf", size=1)
    desk = builders.signed_in(firm.representatives.get())
    public = text_of(client.get(firm.path))
    pages = [text_of(client.get(link(firm))), text_of(desk.get(DESK))]
    shown = (
        "Phần mềm kế toán", "Làm mạng từ 1997.", "Thi công cáp", "3302000123", "1997",
        "Thủy Phù", "02/01/2007", "Phần mềm bán hàng", "Chứng chỉ ISO",
        str(EnterpriseSize.SMALL.label),
    )  # fmt: skip
    for words in shown:
        assert words in public
        assert all(words in page for page in pages), words
    for page in pages:
        assert "Bản nháp kín" not in page
        assert f'href="{firm.path}"' in page


def test_a_profile_in_english_is_read_out_as_english(client):
    firm = builders.enterprise(
        "Sample Networks", language="en", summary="Builds networks.", body="<p>Since 1997.</p>"
    )
    builders.representative(firm)
    confirm(firm.pk, via=ConfirmedVia.PUBLICATION)
    page = BeautifulSoup(text_of(client.get(link(firm))), "html.parser")
    texts = [" ".join(each.get_text().split()) for each in page.select("main [lang=en]")]
    assert texts == ["Sample Networks", "Builds networks.", "Since 1997."]


def test_the_button_confirms_without_signing_in_and_readers_see_it(client, firm, settings):
    settings.ENTERPRISE_ASK_AFTER = timedelta(days=180)
    answer = client.post(link(firm))
    assert "Cảm ơn" in text_of(answer)
    again = timezone.localdate() + settings.ENTERPRISE_ASK_AFTER
    assert f"Chúng tôi sẽ hỏi lại vào ngày {again:%d/%m/%Y}." in answer.text
    assert answer["Cache-Control"] == "no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    assert (last_confirmation(firm).via, last_confirmation(firm).by) == (ConfirmedVia.MAIL, None)
    today = f"Xác nhận lần cuối ngày {timezone.localdate():%d/%m/%Y}."
    assert today in text_of(client.get(firm.path))


def test_a_link_works_once_and_then_says_kindly_since_when(client, firm):
    address = link(firm)
    client.post(address)
    for answer in (client.post(address), client.get(address)):
        page = text_of(answer)
        assert f"đã được xác nhận ngày {timezone.localdate():%d/%m/%Y}" in page
        assert "Xác nhận hồ sơ vẫn đúng" not in page
    assert Confirmation.objects.filter(via=ConfirmedVia.MAIL).count() == 1


def test_a_link_from_before_another_confirmation_says_so_too(client, firm):
    address = link(firm)
    confirm(firm.pk, via=ConfirmedVia.DESK)
    assert "đã được xác nhận ngày" in text_of(client.post(address))
    assert last_confirmation(firm).via == ConfirmedVia.DESK


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_is_too_old_or_no_link_of_ours_says_what_to_do(client, firm, settings, method):
    good = link(firm)
    forged = good[:-4] + ("aaa/" if good[-4:-1] != "aaa" else "bbb/")
    other = f"/doanh-nghiep/con-dung/{signing.dumps(last_confirmation(firm).pk, salt='other')}/"
    for address in (forged, other, "/doanh-nghiep/con-dung/x/"):
        page = text_of(getattr(client, method)(address), 404)
        assert "không đầy đủ hoặc không phải của chúng tôi" in page
        assert DESK in page
    settings.ENTERPRISE_LINK_LIFE = timedelta(seconds=-1)
    assert "đã hết hạn" in text_of(getattr(client, method)(good), 410)
    assert last_confirmation(firm).via == ConfirmedVia.PUBLICATION


def test_a_profile_that_was_withdrawn_is_not_confirmed(client, firm):
    address = link(firm)
    workflow.transition(Enterprise.objects.get(pk=firm.pk), to=State.WITHDRAWN, by=None)
    assert "hiện không được đăng" in text_of(client.post(address), 410)


def test_readers_are_told_when_it_may_be_old_and_then_see_it_no_more(client, firm):
    product = builders.product(firm)
    aged(firm, 547)
    assert "có thể đã cũ" not in text_of(client.get(firm.path))
    aged(firm, 549)
    assert "Thông tin có thể đã cũ" in text_of(client.get(firm.path))
    aged(firm, 914)
    assert client.get(firm.path).status_code == 404
    assert client.get(product.path).status_code == 404
    assert "Công ty Sông Hương" not in text_of(client.get("/doanh-nghiep/"))
    client.post(link(firm))
    assert "có thể đã cũ" not in text_of(client.get(firm.path))
    assert client.get(product.path).status_code == 200


def test_the_desk_has_the_button_and_counts_a_double_click_once(firm):
    builders.representative(firm, "dn-b")
    me = firm.representatives.first()
    client = builders.signed_in(me)
    page = text_of(client.get(DESK))
    [last] = re.findall(r'name="last" value="(\d+)"', page)
    for _press in range(2):
        text = text_of(client.post(DESK, {"last": last}, follow=True))
        assert "Cảm ơn" in text
        assert "Đã có người xác nhận" not in text
    other = builders.signed_in(firm.representatives.exclude(pk=me.pk).get())
    assert "Đã có người xác nhận" in text_of(other.post(DESK, {"last": last}, follow=True))
    assert [each.via for each in firm.confirmations.all()] == ["desk", "publication"]
    assert last_confirmation(firm).by is not None
    assert "Xác nhận lần cuối ngày" in text_of(client.get("/doanh-nghiep/cua-toi/"))


def test_the_desk_says_that_the_profile_is_hidden_and_one_answer_brings_it_back(firm):
    aged(firm, 1000)
    client = builders.signed_in(firm.representatives.get())
    assert "Hiện người đọc không thấy hồ sơ" in text_of(client.get("/doanh-nghiep/cua-toi/"))
    client.post(DESK, {"last": str(last_confirmation(firm).pk)})
    assert client.get(firm.path).status_code == 200


@pytest.mark.parametrize("sent", ["", "0", "x", "9" * 30, "١"])
def test_a_forged_question_on_the_desk_confirms_nothing(firm, sent):
    client = builders.signed_in(firm.representatives.get())
    assert client.post(DESK, {"last": sent, "enterprise": "1"}).status_code == 302
    assert last_confirmation(firm).via == ConfirmedVia.PUBLICATION


def change(firm, by, **fields):
    page = Enterprise.objects.get(pk=firm.pk)
    data = revisions.snapshot(page)
    data["fields"] |= fields
    changes.propose(page, data, by=by)
    page.refresh_from_db()
    workflow.transition(page, to=State.SUBMITTED, by=by)
    workflow.transition(page, to=State.PUBLISHED, by=people.publisher())


def test_a_change_that_the_enterprise_asked_for_confirms_the_profile(firm):
    me = firm.representatives.get().user
    change(firm, me, summary="Mới")
    assert (last_confirmation(firm).via, last_confirmation(firm).by) == (ConfirmedVia.CHANGE, me)


def test_a_typing_mistake_mended_by_the_staff_confirms_nothing(firm):
    change(firm, people.editor(), summary="Mới")
    assert last_confirmation(firm).via == ConfirmedVia.PUBLICATION
    assert firm.confirmations.count() == 1


def test_the_staff_confirms_having_asked_and_it_is_written_down(client, firm):
    me = people.editor()
    client.force_login(me)
    client.post("/admin/enterprises/confirmation/add/", {"enterprise": str(firm.pk)})
    confirmation = last_confirmation(firm)
    assert (confirmation.via, confirmation.by) == (ConfirmedVia.STAFF, me)
    written = AuditEntry.objects.filter(subject_label="freshness.confirmation", actor_id=me.pk)
    assert written.count() == 1


@pytest.mark.parametrize(
    ("age", "found"),
    [(10, ""), (400, "chua-xac-nhan"), (600, "da-cu"), (1000, "dang-an")],
)
def test_the_staff_finds_profiles_by_their_age(client, firm, age, found):
    aged(firm, age)
    client.force_login(people.editor())
    order = ["", "chua-xac-nhan", "da-cu", "dang-an"]
    for place, each in enumerate(order):
        page = text_of(client.get(f"/admin/enterprises/enterprise/?tuoi={each}"))
        assert ("Công ty Sông Hương" in page) == (place <= order.index(found)), each


def test_the_staff_desk_names_who_was_asked_in_vain(client, firm):
    aged(firm, 460)
    long_ago = timezone.now() - timedelta(days=31)
    Confirmation.objects.filter(enterprise=firm).update(reminders=3, reminded_at=long_ago)
    client.force_login(people.publisher())
    assert "Hồ sơ chưa ai xác nhận" in text_of(client.get("/admin/viec/chua-xac-nhan/"))
    unanswered = text_of(client.get("/admin/enterprises/enterprise/?tuoi=khong-tra-loi"))
    assert "Công ty Sông Hương" in unanswered
    client.force_login(people.reporter())
    assert client.get("/admin/viec/chua-xac-nhan/").status_code == 404


def test_the_staff_desk_names_who_is_to_be_asked_and_cannot_be_written_to(client, firm):
    aged(firm, 370)
    client.force_login(people.publisher())
    assert client.get("/admin/viec/chua-xac-nhan/").status_code == 200
    assert "Công ty Sông Hương" not in text_of(client.get("/admin/viec/chua-xac-nhan/"))
    Representative.objects.filter(enterprise=firm).update(ended_at=timezone.now())
    page = text_of(client.get("/admin/viec/chua-xac-nhan/"))
    assert "Công ty Sông Hương" in page
    assert "không có địa chỉ để gửi thư" in page
    for kind in ("enterprise", "confirmation"):
        found = client.get(f"/admin/enterprises/{kind}/?tuoi=khong-co-thu")
        assert "Công ty Sông Hương" in text_of(found)


def test_who_opens_a_confirmation_reads_how_and_when_it_was_given(client, firm):
    row = last_confirmation(firm)
    client.force_login(people.publisher())
    page = client.get(f"/admin/enterprises/confirmation/{row.pk}/change/").text
    assert str(ConfirmedVia.PUBLICATION.label) in page
    assert f"{timezone.localtime(row.at):%d/%m/%Y %H:%M}" in page
    assert "field-via" not in client.get("/admin/enterprises/confirmation/add/").text
