"""The pack for a briefing writes itself: what is carried over, what is new, what to decide."""

from datetime import date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from enterprises.briefings.models import Progress
from enterprises.events.models import AgendaItem, EventStatus, Occasion
from enterprises.kit.periods import ReportPeriod
from enterprises.reports.models import ReportState
from portal.publishing.models import State
from tests import builders as site
from tests.enterprises import builders
from tests.enterprises.reports import builders as reports
from tests.markup import words

pytestmark = pytest.mark.django_db
QUARTER, BEFORE = ReportPeriod(2007, 1), ReportPeriod(2006, 4)
HUE = timezone.get_default_timezone()


def briefing(day, title="Giao ban", **fields):
    at = datetime(day.year, day.month, day.day, 8, 0, tzinfo=HUE)
    fields = {
        "occasion": Occasion.BRIEFING,
        "starts_at": at,
        "registration_opens_at": None,
    } | fields
    return builders.event(f"{title} {day:%d/%m/%Y}", **fields)


@pytest.fixture
def second():
    """The second briefing of the year; the first was in March."""
    briefing(date(2007, 3, 30))
    return briefing(date(2007, 6, 29))


def address(event):
    return f"/admin/enterprises/event/{event.pk}/goi-giao-ban/"


def read(event, who=site.editor):
    client = Client()
    client.force_login(who())
    return client.get(address(event))


def sections(event):
    """The text under each heading of the pack."""
    page = BeautifulSoup(read(event).content, "html.parser")
    return {part.h2.get_text(): words(part) for part in page.find_all("section")}


def test_each_obstacle_stands_where_it_belongs(second):
    of = builders.enterprise()
    somebody = {"person": "Trần B", "due_on": timezone.localdate() + timedelta(days=9)}
    builders.obstacle(of, "Cũ", raised_on=date(2007, 2, 1), progress=Progress.OPEN, **somebody)
    builders.obstacle(of, "Mới", raised_on=date(2007, 4, 1), progress=Progress.OPEN, **somebody)
    builders.obstacle(
        of, "Vừa xong", raised_on=date(2007, 2, 1), closed_on=date(2007, 4, 2),
        progress=Progress.DONE, result="Hai bên đã ký",
    )  # fmt: skip
    builders.obstacle(
        of, "Xong lâu rồi", raised_on=date(2007, 2, 1), closed_on=date(2007, 2, 9),
        progress=Progress.DONE, result="Đã ký",
    )  # fmt: skip
    builders.obstacle(of, "Sau này", raised_on=date(2007, 7, 2))
    found = sections(second)
    assert "Cũ" in found["Mang từ các kỳ trước"]
    assert "Mới" in found["Mới nêu từ kỳ trước đến nay"]
    assert "Hai bên đã ký" in found["Đã khép lại từ kỳ trước đến nay"]
    assert "Không có việc nào cần quyết định" in found["Việc cần quyết định"]
    text = " ".join(found.values())
    for left_out in ("Xong lâu rồi", "Sau này"):
        assert left_out not in text


def test_what_has_nobody_or_is_late_is_to_be_decided(second):
    builders.obstacle(subject="Chưa giao", raised_on=date(2007, 2, 1))
    builders.obstacle(
        subject="Trễ", raised_on=date(2007, 2, 1), progress=Progress.OPEN,
        person="Trần B", due_on=date(2007, 4, 30),
    )  # fmt: skip
    found = sections(second)["Việc cần quyết định"]
    assert "Chưa giao Ai xử lý, đến bao giờ" in found
    assert "Trễ Trễ hạn từ 30/04/2007" in found


def test_how_often_something_was_on_the_table_counts_briefings_that_were_held(second):
    briefing(date(2006, 12, 29))
    briefing(date(2006, 9, 29), status=EventStatus.CANCELLED, status_reason="Bão")
    briefing(date(2006, 6, 30), "Diễn đàn", occasion=Occasion.FORUM)
    builders.obstacle(subject="Lâu năm", raised_on=date(2006, 1, 5))
    found = sections(second)["Mang từ các kỳ trước"]
    assert "đã qua 2 kỳ giao ban" in found


def test_a_briefing_of_a_series_follows_those_of_its_series():
    own, other = builders.series("Giao ban quý"), builders.series("Giao ban khác")
    briefing(date(2007, 3, 30), "Khác", series=other)
    briefing(date(2007, 1, 10), "Quý", series=own)
    later = briefing(date(2007, 6, 29), "Quý", series=own)
    assert "Kỳ giao ban trước: 10/01/2007." in read(later).text


def test_the_first_briefing_has_everything_as_new():
    first = briefing(date(2007, 3, 30))
    builders.obstacle(subject="Từ lâu", raised_on=date(2006, 1, 5))
    found = sections(first)
    assert "Từ lâu" in found["Mới nêu từ kỳ trước đến nay"]
    assert "Mang từ các kỳ trước" not in found


def test_the_first_briefing_of_a_series_has_closed_what_the_last_quarter_closed():
    first = briefing(date(2007, 6, 29), series=builders.series("Giao ban mới"))
    for subject, day in (("Từ quý trước", date(2007, 1, 1)), ("Đã lâu", date(2006, 12, 31))):
        builders.obstacle(
            subject=subject, raised_on=date(2006, 1, 5), closed_on=day,
            progress=Progress.DONE, result="Đã ký",
        )  # fmt: skip
    found = sections(first)
    assert "Từ quý trước" in found["Đã khép lại từ đầu quý trước đến nay"]
    assert "Đã lâu" not in " ".join(found.values())


def test_the_agenda_stands_on_it_also_before_the_event_is_public():
    draft = briefing(date(2007, 3, 30), state=State.DRAFT, published_at=None)
    AgendaItem.objects.create(event=draft, title="Kết nối hai mạng", speaker="Bà C")
    assert "Kết nối hai mạng Bà C" in sections(draft)["Chương trình"]


def test_the_paper_to_hand_out_holds_nothing_confidential(second, client):
    of = builders.enterprise("Công ty Muốn Kín Tên")
    somebody = {"person": "Trần Kín", "due_on": date(2027, 1, 1), "progress": Progress.OPEN}
    builders.obstacle(of, "Ai cũng biết", raised_on=date(2007, 2, 1), is_public=True, **somebody)
    builders.obstacle(of, "Chỉ Sở biết", raised_on=date(2007, 2, 1))
    reports.report(of, revenue=123_456, points_raised="Nói riêng")
    client.force_login(site.editor())
    text = client.get(address(second)).text
    handed_out = client.get(address(second) + "?phat=1").text
    assert "Ai cũng biết" in handed_out
    # Of what it leaves out it says nothing, not even how much there is.
    for message in ("Không có việc nào cần quyết định", "cần quyết định</li>"):
        assert message not in handed_out
    for kept in ("Muốn Kín Tên", "Trần Kín", "Chỉ Sở biết", "123.456", "Nói riêng"):
        assert kept in text
        assert kept not in handed_out


def test_only_who_keeps_the_register_sees_it(second):
    assert read(second, site.publisher).status_code == 200
    assert read(second, site.reporter).status_code == 403
    representative = builders.signed_in(builders.representative(builders.enterprise()))
    assert representative.get(address(second)).status_code == 404
    assert Client().get(address(second)).status_code == 302


def test_the_form_of_the_event_leads_to_it(second, client):
    for who, shown in ((site.editor, True), (site.reporter, False)):
        client.force_login(who())
        page = client.get(f"/admin/enterprises/event/{second.pk}/change/").text
        assert (address(second) in page) is shown


def the_quarter(event, query=""):
    client = Client()
    client.force_login(site.editor())
    page = BeautifulSoup(client.get(address(event) + query).content, "html.parser")
    heading = page.find("h2", string=lambda text: text and text.startswith("Báo cáo"))
    return words(heading.parent) if heading else ""


def test_the_last_quarter_that_was_over_is_told_beside_the_one_before(second):
    a, b, c = (builders.enterprise(f"Công ty {name}") for name in "ABC")
    reports.duty(c)
    reports.report(a, revenue=1_500_000, stations=3)
    reports.report(a, BEFORE, revenue=1_000_000)
    reports.report(b, stations=4, points_raised="Chậm cấp phép đào đường")
    text = the_quarter(second)
    assert text.startswith("Báo cáo quý I/2007 Tài liệu nội bộ")
    assert "Đã báo cáo (2) Công ty A; Công ty B" in text
    assert "Chưa báo cáo (1) Công ty C" in text
    assert "Doanh thu (đồng) 1.500.000 (1) 1.000.000 (1) +50 %" in text
    assert " 7 (2) – " in text
    assert "Công ty B : Chậm cấp phép đào đường" in text


def test_a_change_is_rounded_half_up(second):
    of = builders.enterprise("Công ty A")
    reports.report(of, revenue=4_490)
    reports.report(of, BEFORE, revenue=4_000)
    assert "Doanh thu (đồng) 4.490 (1) 4.000 (1) +12,3 %" in the_quarter(second)


def test_no_change_is_told_where_other_enterprises_make_up_the_total(second):
    a, b = builders.enterprise("Công ty A"), builders.enterprise("Công ty B")
    reports.report(a, revenue=200)
    reports.report(b, BEFORE, revenue=100)
    assert "Doanh thu (đồng) 200 (1) 100 (1) *" in the_quarter(second)


def test_no_change_is_told_where_a_part_was_left_empty_and_the_part_is_named(second):
    of, parts = builders.enterprise(), {"subscribers_fixed": 100, "subscribers_postpaid": 200}
    reports.report(of, **parts)
    reports.report(of, BEFORE, **parts, subscribers_prepaid=5_000)
    text = the_quarter(second)
    assert (
        "Thuê bao điện thoại, cố định và di động "
        "Quý I/2007: Trong đó 1 báo cáo thiếu số thuê bao di động trả trước. "
        "300 (1) 5.300 (1) *"
    ) in text
    assert "Thuê bao điện thoại cố định 100 (1) 100 (1) 0 %" in text


def test_samples_are_added_up_with_no_facts(second, settings):
    settings.SHOW_SAMPLES = True
    sample = builders.enterprise("Công ty Minh Họa", is_sample=True)
    reports.report(sample, revenue=100, stations=2)
    reports.report(builders.enterprise("Công ty Thật"), revenue=300)
    text = the_quarter(second)
    assert "Đã báo cáo (2) Công ty Minh Họa (minh họa); Công ty Thật" in text
    assert "Doanh thu (đồng) 300 (1) –" in text
    assert "Trạm thu phát sóng 2 (1, minh họa) –" in text


def test_what_is_not_approved_is_named_and_not_counted(second):
    sent = builders.enterprise("Công ty Mới Gửi")
    reports.report(sent, state=ReportState.SENT, revenue=900)
    reports.report(builders.enterprise("Công ty Nháp"), state=ReportState.DRAFT, revenue=800)
    text = the_quarter(second)
    assert "Công ty Mới Gửi (chưa duyệt, chưa tính ở bảng dưới)" in text
    for left_out in ("900", "Công ty Nháp", "800"):
        assert left_out not in text


def test_samples_that_are_not_shown_are_in_no_paper(second, settings):
    reports.report(builders.enterprise("Công ty Thật"), revenue=300)
    sample = builders.enterprise("Công ty Minh Họa", is_sample=True)
    reports.report(sample, revenue=100)
    reports.duty(builders.enterprise("Công ty Chưa Có", is_sample=True))
    settings.SHOW_SAMPLES = False
    text = the_quarter(second)
    assert "300 (1)" in text
    for left_out in ("Công ty Minh Họa", "Công ty Chưa Có"):
        assert left_out not in text


def test_of_a_corrected_report_the_newest_counts_once(second):
    of = builders.enterprise("Công ty A")
    reports.report(of, revenue=100)
    reports.correct(of, revenue=300)
    text = the_quarter(second)
    assert "Đã báo cáo (1) Công ty A" in text
    assert "300 (1)" in text


def test_another_quarter_can_be_asked_for_and_nonsense_is_not_there(second, client):
    reports.report(builders.enterprise("Công ty A"), BEFORE, revenue=100)
    assert the_quarter(second, "?ky=2006-q4").startswith("Báo cáo quý IV/2006")
    client.force_login(site.publisher())
    assert client.get(address(second) + "?ky=hom-qua").status_code == 404


def test_where_nobody_reports_there_is_no_such_part(second):
    assert the_quarter(second) == ""


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_few_queries(second, client, django_assert_num_queries, rows):
    for number in range(rows):
        of = builders.enterprise(f"Công ty {number}")
        builders.obstacle(of, raised_on=date(2007, 2, 1))
        AgendaItem.objects.create(event=second, title=f"Việc {number}")
        reports.report(of, points_raised="Chậm cấp phép")
        reports.report(of, BEFORE)
        reports.duty(builders.enterprise(f"Chưa báo cáo {number}"))
    client.force_login(site.editor())
    with django_assert_num_queries(9):
        client.get(address(second))


@pytest.mark.parametrize("is_demo", [True, False])
def test_the_pack_of_a_demo_says_so_on_paper(second, settings, is_demo):
    settings.SITE_IS_DEMO = is_demo
    head = BeautifulSoup(read(second).content, "html.parser").select_one(".pack-head")
    assert ("Trang minh họa, không phải trang chính thức" in words(head)) is is_demo
