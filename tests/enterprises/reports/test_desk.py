import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from enterprises.kit.periods import ReportPeriod, ended
from enterprises.reports import deadlines, workflow
from enterprises.reports.models import EnterpriseReport, ReportingDuty, ReportState
from tests.enterprises import builders
from tests.enterprises.reports.builders import decider, duty, report

pytestmark = pytest.mark.django_db
LIST = "/doanh-nghiep/cua-toi/bao-cao/"


@pytest.fixture
def quarter():
    return ended("quarter", timezone.localdate(), 1)[0]


@pytest.fixture
def client(me):
    return builders.signed_in(me)


def address(period):
    return reverse("enterprises:desk_report", args=[period])


def post(client, period, do, **fields):
    found = EnterpriseReport.objects.of_period(period).order_by("-version").first()
    seen = found.edition if found else ""
    return client.post(address(period), {"do": do, "seen": seen} | fields)


def test_what_is_due_stands_first_with_its_day(client, me, quarter):
    assert "Hiện không có báo cáo nào phải nộp" in client.get(LIST).text
    ReportingDuty.objects.create(enterprise=me.enterprise, since=quarter.ends_on)
    page = client.get(LIST)
    assert [line.period for line in page.context["due"] if line.period.quarter] == [quarter]
    report(me.enterprise, quarter, ReportState.SENT)
    assert quarter not in [line.period for line in client.get(LIST).context["due"]]


def test_the_list_asks_the_same_queries_for_many_reports(
    client, me, quarter, django_assert_num_queries
):
    report(me.enterprise, quarter)
    with django_assert_num_queries(5):
        client.get(LIST)
    report(me.enterprise, quarter.before)
    report(me.enterprise, quarter.before.before)
    with django_assert_num_queries(5):
        client.get(LIST)


def test_a_report_is_begun_kept_and_sent(client, me, quarter, django_assert_num_queries):
    with django_assert_num_queries(5):
        assert client.get(address(quarter)).status_code == 200
    # Looking makes no row.
    assert not EnterpriseReport.objects.exists()
    answer = post(client, quarter, "save", revenue="1.234.567", stations="0")
    assert answer["Location"] == address(quarter)
    row = EnterpriseReport.objects.get()
    assert (row.revenue, row.stations, row.post_offices) == (1234567, 0, None)
    assert 'value="1.234.567"' in client.get(address(quarter)).text
    post(client, quarter, "send", revenue="1234567", points_raised="Cần dùng chung cột.")
    row.refresh_from_db()
    assert (row.state, row.points_raised) == (ReportState.SENT, "Cần dùng chung cột.")
    page = client.get(address(quarter))
    assert "1.234.567" in page.text
    assert "chưa có số liệu" in page.text


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("12,5", "số nguyên"),
        ("-5", "không bao giờ nhỏ hơn 0"),
        ("mười", "không phải là số"),
        ("9" * 20, "quá lớn, không thể đúng"),
        ("1,234,567", "không phải là số"),
    ],
)
def test_a_figure_that_cannot_be_read_loses_nothing(client, quarter, typed, message):
    answer = post(client, quarter, "send", revenue=typed, stations="7", points_raised="Kiến nghị")
    assert answer.status_code == 400
    assert message in answer.text
    assert f'value="{typed}"' in answer.text
    assert 'value="7"' in answer.text
    assert "Kiến nghị</textarea>" in answer.text
    assert not EnterpriseReport.objects.exists()


def test_a_leap_asks_why_when_it_is_sent_and_not_before(client, me, quarter):
    report(me.enterprise, quarter.before, revenue=1000, stations=10)
    post(client, quarter, "save", revenue="2000", stations="11")
    row = EnterpriseReport.objects.of_period(quarter).get()
    assert row.state == ReportState.DRAFT
    answer = post(client, quarter, "send", revenue="2000", stations="11")
    assert answer.status_code == 400
    # One word is asked for, and only beside the figure that leapt.
    assert 'name="why_revenue"' in answer.text
    assert 'name="why_stations"' not in answer.text
    post(client, quarter, "send", revenue="2000", stations="11", why_revenue="Thêm khách hàng lớn")
    row.refresh_from_db()
    assert (row.state, row.explanations) == ("sent", {"revenue": "Thêm khách hàng lớn"})


def test_what_was_typed_is_kept_when_only_the_word_is_missing(client, me, quarter):
    report(me.enterprise, quarter.before, revenue=1000)
    post(client, quarter, "send", revenue="5000")
    assert EnterpriseReport.objects.of_period(quarter).get().revenue == 5000


def test_a_colleagues_figures_are_shown_and_not_written_over(client, me, quarter):
    post(client, quarter, "save", revenue="10")
    seen = EnterpriseReport.objects.get().edition
    colleague = builders.signed_in(builders.representative(me.enterprise, "dn-a2"))
    post(colleague, quarter, "save", revenue="20")
    answer = client.post(address(quarter), {"do": "save", "seen": seen, "revenue": "30"})
    assert answer.status_code == 400
    assert "Có người khác đã lưu" in answer.text
    assert 'value="30"' in answer.text
    assert notes_beside(answer) == ["Vừa được lưu: 20"]
    row = EnterpriseReport.objects.get()
    assert row.revenue == 20
    assert f'name="seen" value="{row.edition}"' in answer.text


def notes_beside(answer):
    """What the page says was saved meanwhile, each in its words."""
    found = re.findall(r"<strong>(.*?)</strong>", answer.text, re.S)
    words = [" ".join(re.sub(r"<[^>]*>", "", each).split()) for each in found]
    return [each for each in words if "ừa được lưu:" in each]


def test_a_colleagues_words_are_shown_and_not_written_over_unseen(client, me, quarter):
    report(me.enterprise, quarter.before, revenue=1000)
    report(me.enterprise, quarter)
    post(client, quarter, "correct")
    typed = {"revenue": "5000", "why_revenue": "Khách hàng lớn"}
    post(client, quarter, "save", **typed)
    seen = EnterpriseReport.objects.get(version=2).edition
    colleague = builders.signed_in(builders.representative(me.enterprise, "dn-a2"))
    theirs = typed | {"why_revenue": "Sáp nhập", "correction_reason": "Cộng nhầm."}
    post(colleague, quarter, "save", points_raised="Cần cột.\r\nCần cống.", **theirs)
    answer = client.post(address(quarter), typed | {"do": "save", "seen": seen})
    assert answer.status_code == 400
    assert notes_beside(answer) == [
        "Vừa được lưu: Cộng nhầm.",
        "Lý do vừa được lưu: Sáp nhập",
        "Vừa được lưu: Cần cột. Cần cống.",
    ]
    row = EnterpriseReport.objects.get(version=2)
    assert (row.points_raised, row.correction_reason) == ("Cần cột.\nCần cống.", "Cộng nhầm.")


def test_the_end_of_a_line_is_one_sign_of_those_that_a_text_may_have(client, quarter):
    post(client, quarter, "save", points_raised="x\r\n" * 2499 + "x")
    assert EnterpriseReport.objects.get().points_raised == "x\n" * 2499 + "x"


def test_a_figure_that_cannot_be_read_hides_nothing_of_a_colleagues(client, me, quarter):
    post(client, quarter, "save", revenue="10")
    seen = EnterpriseReport.objects.get().edition
    post(client, quarter, "save", revenue="20", points_raised="Cần cột.")
    typed = {"do": "save", "seen": seen, "revenue": "mười", "points_raised": "x" * 5001}
    answer = client.post(address(quarter), typed)
    assert notes_beside(answer) == ["Vừa được lưu: 20", "Vừa được lưu: Cần cột."]


def test_a_draft_thrown_away_in_the_same_moment_loses_nothing(client, quarter, monkeypatch):
    post(client, quarter, "save", revenue="10")
    write = workflow.write

    def too_late(*args, **named):
        EnterpriseReport.objects.all().delete()
        return write(*args, **named)

    monkeypatch.setattr(workflow, "write", too_late)
    answer = post(client, quarter, "save", revenue="20")
    assert answer.status_code == 400
    assert 'value="20"' in answer.text
    monkeypatch.undo()
    assert post(client, quarter, "save", revenue="20").status_code == 302


def test_a_double_submit_makes_one_report(client, quarter):
    first = {"do": "send", "seen": "", "revenue": "10"}
    client.post(address(quarter), first)
    answer = client.post(address(quarter), first, follow=True)
    assert answer.redirect_chain == [(address(quarter), 302)]
    assert "Đã gửi báo cáo cho Sở" in answer.text
    assert EnterpriseReport.objects.get().state == ReportState.SENT
    answer = client.post(address(quarter), first | {"revenue": "11"})
    assert answer.status_code == 400
    assert "chưa được lưu" in answer.text
    assert EnterpriseReport.objects.get().revenue == 10


def test_a_draft_saved_twice_is_saved(client, quarter):
    first = {"do": "save", "seen": "", "revenue": "10", "points_raised": "Cần cột.\r\nCần cống."}
    for _press in range(2):
        assert client.post(address(quarter), first).status_code == 302
    # Who goes back and mends a figure is told of what they saved themselves.
    answer = client.post(address(quarter), first | {"revenue": "11"})
    assert answer.status_code == 400
    assert "Chính Anh/Chị đã lưu" in answer.text
    assert "Có người khác" not in answer.text
    assert notes_beside(answer) == ["Vừa được lưu: 10"]


def test_what_is_sent_in_the_moment_in_which_it_is_sent_again_is_sent_once(
    client, quarter, monkeypatch
):
    write, first = workflow.write, {"do": "send", "seen": "", "revenue": "10"}

    def too_late(*args, **named):
        monkeypatch.undo()
        client.post(address(quarter), first)
        return write(*args, **named)

    monkeypatch.setattr(workflow, "write", too_late)
    assert client.post(address(quarter), first)["Location"] == address(quarter)
    assert EnterpriseReport.objects.get().state == ReportState.SENT


def test_taking_back_and_correcting_are_one_press(client, me, quarter):
    post(client, quarter, "send", revenue="10")
    for _press in range(2):
        page = client.post(address(quarter), {"do": "take_back"}, follow=True).text
        assert "không rút lại được nữa" not in page
    assert EnterpriseReport.objects.get().state == ReportState.DRAFT
    report(me.enterprise, quarter.before)
    for _press in range(2):
        page = client.post(address(quarter.before), {"do": "correct"}, follow=True).text
        assert "Chỉ đính chính" not in page
    assert EnterpriseReport.objects.of_period(quarter.before).count() == 2


def test_it_is_taken_back_until_it_is_read(client, me, quarter):
    post(client, quarter, "send", revenue="10")
    post(client, quarter, "take_back")
    assert EnterpriseReport.objects.get().state == ReportState.DRAFT
    post(client, quarter, "send", revenue="10")
    workflow.mark_seen(EnterpriseReport.objects.get(), by=decider())
    assert "Rút lại" not in client.get(address(quarter)).text
    post(client, quarter, "take_back")
    assert EnterpriseReport.objects.get().state == ReportState.SENT


def test_what_is_sent_again_is_not_called_decided(client, me, quarter):
    report(me.enterprise, quarter, ReportState.RETURNED)
    post(client, quarter, "send", revenue="10")
    page = client.get(address(quarter)).text
    assert "Chưa có quyết định" in page
    assert "Xem lại." not in page
    post(client, quarter, "take_back")
    page = client.get(address(quarter)).text
    assert "Xem lại." in page
    assert 'value="discard"' not in page


def test_a_correction_is_a_version_of_its_own(client, me, quarter):
    report(me.enterprise, quarter, revenue=1000)
    post(client, quarter, "correct")
    answer = post(client, quarter, "send", revenue="1100")
    assert answer.status_code == 400
    post(client, quarter, "send", revenue="1100", correction_reason="Cộng nhầm")
    assert list(EnterpriseReport.objects.values_list("version", "state", "revenue")) == [
        (2, "sent", 1100), (1, "approved", 1000),
    ]  # fmt: skip


@pytest.mark.parametrize("do", ["save", "send"])
@pytest.mark.parametrize("reason", ["", "x" * 501])
def test_a_returned_correction_keeps_its_reason(client, me, quarter, do, reason):
    report(me.enterprise, quarter, revenue=1000)
    row = report(me.enterprise, quarter, ReportState.RETURNED, version=2, correction_reason="Nhầm.")
    answer = post(client, quarter, do, revenue="1100", correction_reason=reason)
    assert answer.status_code == 400
    assert 'value="1.100"' in answer.text or 'value="1100"' in answer.text
    row.refresh_from_db()
    assert (row.state, row.correction_reason) == (ReportState.RETURNED, "Nhầm.")


def test_a_draft_with_a_word_that_is_too_long_is_not_kept_without_it(client, me, quarter):
    report(me.enterprise, quarter.before, revenue=1000)
    answer = post(client, quarter, "save", revenue="5000", why_revenue="x" * 501)
    assert answer.status_code == 400
    assert "x" * 501 in answer.text
    assert not EnterpriseReport.objects.of_period(quarter).exists()


def test_a_correction_that_was_only_begun_can_be_thrown_away(client, me, quarter):
    report(me.enterprise, quarter, revenue=1000)
    post(client, quarter, "correct")
    post(client, quarter, "discard")
    assert EnterpriseReport.objects.get().version == 1


def test_extra_fields_change_nothing(client, me, quarter):
    other = builders.enterprise("Công ty Khác")
    post(
        client, quarter, "save", revenue="5", state="approved", enterprise=other.pk, version="9",
        decided_at="2007-01-01", year="2001", explanations='{"revenue": "x"}', why_stations="y",
    )  # fmt: skip
    row = EnterpriseReport.objects.get()
    assert (row.enterprise, row.state, row.version, row.period) == (
        me.enterprise, "draft", 1, quarter,
    )  # fmt: skip
    assert row.explanations == {}


def test_periods_that_are_not_over_or_long_past_are_not_there(client):
    today = timezone.localdate()
    for period in (ReportPeriod(today.year), ReportPeriod(2001, 1), ReportPeriod(2099, 4)):
        assert client.get(address(period)).status_code == 404
        assert client.post(address(period), {"revenue": "1"}).status_code == 404


def test_another_enterprise_has_its_own_report_at_the_same_address(client, me, quarter):
    report(builders.enterprise("Công ty Khác"), quarter, ReportState.DRAFT, revenue=987654)
    assert "987.654" not in client.get(address(quarter)).text
    for step in ("discard", "take_back", "correct"):
        assert post(client, quarter, step)["Location"] == address(quarter)
    assert EnterpriseReport.objects.count() == 1
    post(client, quarter, "save", revenue="1")
    assert EnterpriseReport.objects.get(revenue=987654).state == ReportState.DRAFT


def test_a_deadline_is_counted_from_the_last_day(settings):
    settings.ENTERPRISE_REPORT_DAYS = {"quarter": 20, "year": 45}
    assert deadlines.deadline(ReportPeriod(2007, 1)) == date(2007, 4, 20)
    assert deadlines.deadline(ReportPeriod(2007)) == date(2008, 2, 14)


def test_what_was_typed_when_the_session_had_ended_is_there_again(client, me, quarter):
    page = client.get(address(quarter))
    mark = {page.context["typed_name"]: page.context["typed_mark"]}
    client.logout()
    typed = {"do": "send", "seen": "", "revenue": "1.234.567", "points_raised": "Cần cột"} | mark
    answer = client.post(address(quarter), typed)
    assert answer["Location"].startswith("/tai-khoan/login/")
    client.force_login(me.user)
    page = client.get(address(quarter) + "?khoi-phuc=1")
    assert 'value="1.234.567"' in page.text
    assert "Cần cột" in page.text
    assert "chưa được lưu" in page.text
    assert not EnterpriseReport.objects.exists()
    post(client, quarter, "save", revenue="1.234.567")
    assert "chưa được lưu" not in client.get(address(quarter) + "?khoi-phuc=1").text


def test_the_desk_says_what_is_due(client, me, quarter):
    duty(me.enterprise, since=quarter.before.ends_on)
    report(me.enterprise, quarter.before, ReportState.DRAFT)
    report(me.enterprise, quarter, ReportState.RETURNED)
    page = client.get("/doanh-nghiep/cua-toi/").text
    assert page.index(address(quarter.before)) < page.index(address(quarter))
    # The same that the list says, and nothing of others.
    listed = client.get(LIST).context["due"]
    assert {quarter, quarter.before} <= {line.period for line in listed}
    other = builders.representative(builders.enterprise("Công ty Khác"), "dn-khac")
    assert address(quarter) not in builders.signed_in(other).get("/doanh-nghiep/cua-toi/").text
