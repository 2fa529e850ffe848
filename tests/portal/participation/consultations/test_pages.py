"""Readers see what is open, what was said and what came of it, and nothing that waits."""

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone

from portal.participation.consultations.models import Consultation, ConsultationPhase
from portal.publishing.models import State
from tests import builders as site
from tests.portal.participation.consultations import builders
from tests.reading import text_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_where_one_stands_is_told_by_its_days_and_its_summary():
    today = timezone.localdate()
    page = builders.consultation(opens_on=today, closes_on=today + 2 * DAY)
    phases = {days: page.phase_on(today + days * DAY) for days in (-1, 0, 2, 3)}
    assert phases == {
        -1: ConsultationPhase.COMING,
        0: ConsultationPhase.OPEN,
        2: ConsultationPhase.OPEN,
        3: ConsultationPhase.CLOSED,
    }
    page.outcome = "<p>Xong.</p>"
    assert page.phase_on(today + 2 * DAY) == ConsultationPhase.OPEN
    assert page.phase_on(today + 3 * DAY) == ConsultationPhase.DONE


def test_an_empty_paragraph_sums_up_nothing():
    assert builders.closed(outcome="<p>&nbsp;</p>").outcome == ""
    assert builders.done().outcome == "<p>Đã tiếp thu hai ý kiến.</p>"


def test_the_list_has_open_ones_first_then_those_without_a_summary_then_the_rest(client):
    builders.done("Đã xong")
    builders.closed("Chờ tổng hợp")
    today = timezone.localdate()
    builders.consultation("Còn lâu", closes_on=today + 9 * DAY)
    builders.consultation("Sắp hết hạn", closes_on=today + DAY)
    builders.consultation("Hôm nay là hết", closes_on=today)
    builders.consultation("Chưa mở", opens_on=today + 3 * DAY, closes_on=today + 5 * DAY)
    page = text_of(client, "/gop-y/")
    titles = ["Hôm nay là hết", "Sắp hết hạn", "Còn lâu", "Chưa mở", "Chờ tổng hợp", "Đã xong"]
    places = [page.index(f">{title}<") for title in titles]
    assert places == sorted(places)
    assert "đang lấy ý kiến, còn 9 ngày" in page
    assert "đang lấy ý kiến, đến hết ngày mai" in page
    assert "đang lấy ý kiến, hôm nay là ngày cuối" in page


def test_what_the_first_page_has_no_room_for_stands_on_pages_of_its_phase(client, monkeypatch):
    monkeypatch.setattr("portal.participation.consultations.views.MAX_ROWS", 2)
    today = timezone.localdate()
    for days in (3, 1, 2):
        builders.closed(f"Đóng {days} ngày trước", closes_on=today - days * DAY)
    first = text_of(client, "/gop-y/")
    assert "Đóng 3 ngày trước" not in first
    assert first.index("Đóng 1 ngày trước") < first.index("Đóng 2 ngày trước")
    assert 'href="?tinh-trang=cho-tong-hop"' in first
    assert 'href="?tinh-trang=dang-lay"' not in first
    second = text_of(client, "/gop-y/?tinh-trang=cho-tong-hop&trang=2")
    assert "Đóng 3 ngày trước" in second
    assert "/gop-y/?tinh-trang=cho-tong-hop&amp;trang=2" in second
    assert client.get("/gop-y/?tinh-trang=khac").status_code == 404
    assert client.get("/gop-y/?tinh-trang=sap-lay").status_code == 200


def test_the_list_says_when_nothing_is_open(client):
    assert "Hôm nay không có dự thảo nào đang lấy ý kiến." in text_of(client, "/gop-y/")


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_much_for_many_as_for_one(client, django_assert_num_queries, number):
    for count in range(number):
        builders.consultation(f"Đang mở {count}")
        builders.closed(f"Đã đóng {count}")
        builders.done(f"Đã xong {count}")
    with django_assert_num_queries(4):
        page = text_of(client, "/gop-y/")
    assert "Đã xong 0" in page


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_asks_as_much_for_many_comments_as_for_one(
    client, django_assert_num_queries, number
):
    page = builders.done()
    for count in range(number):
        builders.shown(page, f"Ý kiến {count}", verdict="taken")
    with django_assert_num_queries(6):
        text = text_of(client, page.path)
    assert "Ý kiến 0" in text


def test_the_page_sets_no_cookie_and_leads_to_the_form_while_it_is_open(client):
    page = builders.consultation(
        comment_email="gop-y@so.example", post_address="Phòng 1\n12 Lê Lợi"
    )
    answer = client.get(page.path)
    assert not answer.cookies
    text = answer.text
    assert f'href="{page.path}gui/"' in text
    assert "mailto:gop-y@so.example" in text
    assert "12 Lê Lợi" in text
    assert f"{page.path}gui/" not in text_of(client, builders.closed().path).partition("ld+json")[0]


def test_nothing_that_waits_or_was_refused_is_anywhere(client):
    page = builders.done(topics=None)
    builders.comment(page, "Chữ đang chờ xửlýxyz")
    builders.refused(page, "Chữ bị từchốixyz", name="Kẻ Xấu")
    builders.shown(page, "Chữ được đăng", name="Lê Văn Kín", email="kin@dan.example")
    addresses = [
        page.path, "/gop-y/", f"{page.path[:-1]}.csv", f"{page.path[:-1]}.json", "/gop-y.csv",
        "/gop-y.json", "/tim-kiem/?q=xulyxyz", "/tim-kiem/?q=tuchoixyz", "/", "/sitemap.xml",
        "/tin-tuc/rss.xml",
    ]  # fmt: skip
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        parts = answer.streaming_content if answer.streaming else [answer.content]
        phases = b"".join(parts).decode()
        for secret in ("xửlýxyz", "từchốixyz", "Kẻ Xấu", "quảng cáo", "Lê Văn Kín", "@dan.example"):
            assert secret not in phases, (address, secret)
    assert "Chữ được đăng" in text_of(client, page.path)


def test_a_name_is_shown_where_its_owner_wished_so(client):
    page = builders.consultation()
    builders.shown(page, name="Lê Thị Tỏ", organisation="Hội A", name_is_shown=True)
    assert "Lê Thị Tỏ, Hội A" in text_of(client, page.path)


def test_answers_come_with_the_summary_and_not_before(client):
    page = builders.closed()
    builders.shown(page, verdict="partly", answer="Sửa khoản 2 thôi.")
    builders.refused(page)
    assert "Sửa khoản 2 thôi." not in text_of(client, page.path)
    assert "Nội dung tiếp thu, không tiếp thu và lý do sẽ được đăng ở đây." in text_of(
        client, page.path
    )
    summed_up = builders.done()
    builders.shown(summed_up, verdict="partly", answer="Sửa khoản 2 thôi.")
    builders.shown(summed_up, verdict="taken")
    builders.shown(summed_up, verdict="explained", answer="Luật không cho.")
    builders.refused(summed_up)
    text = text_of(client, summed_up.path)
    assert "Sửa khoản 2 thôi." in text
    assert "Luật không cho." in text
    assert "Đã tiếp thu hai ý kiến." in text
    numbers = dict.fromkeys(["Tiếp thu", "Tiếp thu một phần", "Không đăng"], 1)
    numbers["Ý kiến gửi qua cổng này"] = 4
    for label, number in numbers.items():
        assert f"<dt>{label}</dt><dd>{number}</dd>" in text


def test_a_summary_that_is_there_too_early_is_not_shown(client):
    page = builders.consultation(outcome="<p>Kết quả sớm.</p>")
    assert "Kết quả sớm" not in text_of(client, page.path)


def test_what_was_issued_is_named_once_readers_may_see_it(client):
    issued = site.article("Quyết định ban hành Quy chế")
    hidden = site.article("Quyết định chưa đăng", state=State.DRAFT)
    assert f'<a href="{issued.path}">Quyết định ban hành Quy chế</a>' in text_of(
        client, builders.done(issued=issued).path
    )
    page = builders.done("Dự thảo khác", issued=hidden)
    assert "Quyết định chưa đăng" not in text_of(client, page.path)


def test_comments_of_many_are_told_page_by_page(client):
    page = builders.consultation()
    for number in range(51):
        builders.shown(page, f"Ý kiến thứ {number}.")
    assert "Ý kiến thứ 50." not in text_of(client, page.path)
    assert "Ý kiến thứ 50." in text_of(client, f"{page.path}?trang=2")
    assert client.get(f"{page.path}?trang=3").status_code == 404
    assert client.get(f"{page.path}?trang=x").status_code == 404


def test_one_that_is_not_public_is_nowhere(client):
    page = builders.consultation("Dự thảo kín", state=State.DRAFT)
    assert "Dự thảo kín" not in text_of(client, "/gop-y/")
    for address in (page.path, f"{page.path}gui/", f"{page.path[:-1]}.csv"):
        assert client.get(address).status_code == 404


def test_the_search_tells_where_it_stands(client):
    builders.consultation("Dự thảo Quy chế quản lý mạng")
    page = text_of(client, "/tim-kiem/?q=quy+che+quan+ly+mang")
    assert "đang lấy ý kiến, còn 10 ngày" in page


def test_the_home_page_can_name_open_ones():
    builders.closed()
    page = builders.consultation("Đang mở")
    rows = "{% for row in rows %}{{ row.title }}{% endfor %}"
    tag = "{% load participation_tags %}{% open_consultations as rows %}" + rows
    assert Template(tag).render(Context()) == page.title


def test_the_summary_is_due_some_working_days_after_the_close(settings):
    from datetime import date

    from portal.obligations.working_days import WorkCalendar

    page = Consultation(closes_on=date(2026, 11, 27))
    assert page.summary_due_on(WorkCalendar(), 3) == date(2026, 12, 2)


def test_the_english_page_asks_for_comments_while_the_draft_is_open_and_not_after(client):
    site.english(builders.consultation("Đang mở"), "Open")
    site.english(builders.closed("Đã hết hạn"), "Closed")
    assert 'href="/en/gop-y/dang-mo/gui/"' in text_of(client, "/en/gop-y/dang-mo/")
    closed = text_of(client, "/en/gop-y/da-het-han/")
    assert "/gui/" not in closed
    assert "Comments on this draft are not taken now." in closed
