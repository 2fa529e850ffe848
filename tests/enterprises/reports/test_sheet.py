import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from enterprises.reports import sheet_columns
from enterprises.reports.models import EnterpriseReport, ReportingDuty, ReportState
from portal.audit.models import AuditEntry
from tests import builders as people
from tests.enterprises import builders
from tests.enterprises.reports.builders import QUARTER, report

pytestmark = pytest.mark.django_db
LIST = "/admin/enterprises/enterprisereport/"
CODES = ("0000000017", "0000000024", "3300100106")
HEAD = ("Mã số thuế", "Kỳ báo cáo", "Doanh thu (đồng)", "Trạm thu phát sóng")


@pytest.fixture
def client():
    return people.signed_in(people.editor())


@pytest.fixture
def firm():
    return builders.enterprise("Công ty Một", tax_code=CODES[0])


def xlsx(*rows, head=HEAD):
    book = Workbook()
    for row in (head, *rows):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("bao-cao.xlsx", file.getvalue())


def sent(client, *rows, **fields):
    return client.post(LIST + "nhap/", {"sheet": xlsx(*rows, **fields)})


def confirmed(client, page):
    return client.post(LIST + "nhap/xac-nhan/", {"token": page.context["token"]}, follow=True)


def came_back(client, kind, edited=lambda text: text):
    """The preview of the list as it goes out, with what somebody changed in it."""
    content = b"".join(client.get(f"{LIST}xuat.{kind}").streaming_content)
    content = edited(content.decode()).encode() if kind == "csv" else content
    return client.post(LIST + "nhap/", {"sheet": SimpleUploadedFile(f"bang.{kind}", content)})


def problems(page):
    return [(column, message) for _number, column, message in page.context["problems"]]


def test_texts_that_the_enterprise_could_not_save_are_refused_at_their_column(client, firm):
    report(firm, revenue=10)
    texts = ("Kiến nghị", "Vì sao số liệu khác nhiều so với kỳ trước", "Lý do sửa")
    head = (*HEAD[:3], *texts)
    for column, typed in (
        (texts[0], ("x" * 5001, "Vì", "Đếm thiếu")),
        (texts[0], ("x\n" * 2501, "Vì", "Đếm thiếu")),
        (texts[1], ("Cần cột", "x" * 501, "Đếm thiếu")),
        (texts[2], ("Cần cột", "Vì", "x" * 501)),
    ):
        page = sent(client, (CODES[0], "Q1/2007", 11, *typed), head=head)
        assert [where for where, _message in problems(page)] == [column]
        assert "Tối đa" in page.text
    # Each end of a line is one sign, as for who types it.
    points = "x\n" * 2499 + "x"
    page = sent(client, (CODES[0], "Q1/2007", 11, points, "x" * 500, "x" * 500), head=head)
    assert "Đã nhập 1 báo cáo" in confirmed(client, page).text


def test_nothing_is_stored_before_somebody_has_looked(client, firm):
    page = sent(client, (CODES[0], "Q1/2007", "1.234.567", 12))
    assert page.context["counts"] == {"new": 1, "changed": 0, "unchanged": 0, "wrong": 0}
    assert "1.234.567" in page.text
    assert not EnterpriseReport.objects.exists()
    answer = confirmed(client, page)
    assert "Đã nhập 1 báo cáo" in answer.text
    row = EnterpriseReport.objects.get()
    # It waits for somebody else; who typed it does not approve it.
    assert (row.enterprise, row.period, row.state) == (firm, QUARTER, ReportState.SENT)
    assert (row.revenue, row.stations, row.post_offices) == (1234567, 12, None)
    assert row.written_by.username == "bientap"
    # Taken in once: the same word does nothing a second time.
    assert "đã được nhập" in confirmed(client, page).text
    assert EnterpriseReport.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        (("0000000018", "Q1/2007", 1), "Mã số thuế", "Chữ số thứ mười"),
        ((CODES[1], "Q1/2007", 1), "Mã số thuế", "Không có doanh nghiệp"),
        ((CODES[0], "Q5/2007", 1), "Kỳ báo cáo", "Q5/2007"),
        ((CODES[0], "Q1/2099", 1), "Kỳ báo cáo", "chưa kết thúc"),
        ((CODES[0], "Q1/2007", "12,5"), "Doanh thu (đồng)", "số nguyên"),
        ((CODES[0], "Q1/2007", "mười"), "Doanh thu (đồng)", "không phải là số"),
        ((CODES[0], "Q1/2007", -3), "Doanh thu (đồng)", "nhỏ hơn 0"),
        ((CODES[0], "Q1/2007", None), "", "không có số liệu nào"),
        ((None, "Q1/2007", 1), "Mã số thuế", "Hãy ghi mã số thuế"),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column(client, firm, row, column, message):
    page = sent(client, (*row, None) if len(row) == 3 else row)
    ((where, what),) = problems(page)
    assert where == column
    assert message in what
    assert "token" not in page.context or not page.context["moves"]


def test_a_leap_needs_a_word_and_a_correction_a_reason(client, firm):
    report(firm, QUARTER.before, revenue=100)
    report(firm, QUARTER, revenue=100)
    head = (*HEAD, "Vì sao số liệu khác nhiều so với kỳ trước", "Lý do sửa")
    page = sent(client, (CODES[0], "Q1/2007", 500, None, None, None), head=head)
    assert [where for where, _message in problems(page)] == ["Lý do sửa", "Doanh thu (đồng)"]
    page = sent(client, (CODES[0], "Q1/2007", 500, None, "Khách lớn", "Đếm thiếu"), head=head)
    assert page.context["counts"]["changed"] == 1
    confirmed(client, page)
    fixed = EnterpriseReport.objects.get(version=2)
    assert (fixed.explanations, fixed.correction_reason) == (
        {"revenue": "Khách lớn"}, "Đếm thiếu",
    )  # fmt: skip
    assert EnterpriseReport.objects.current().filter(revenue=100).count() == 2


def test_a_returned_correction_keeps_its_reason_and_points(client, firm):
    report(firm, QUARTER, revenue=100)
    fixed = {"version": 2, "correction_reason": "Đếm thiếu.", "points_raised": "Cần cột."}
    report(firm, QUARTER, ReportState.RETURNED, revenue=101, stations=10, **fixed)
    page = sent(client, (CODES[0], "Q1/2007", 102, None, ""), head=(*HEAD, "Lý do sửa"))
    assert [where for where, _message in problems(page)] == ["Lý do sửa"]
    page = sent(client, (CODES[0], "Q1/2007", 102), head=HEAD[:3])
    confirmed(client, page)
    row = EnterpriseReport.objects.get(version=2)
    assert (row.state, row.revenue, row.stations) == (ReportState.SENT, 102, 10)
    assert (row.correction_reason, row.points_raised) == ("Đếm thiếu.", "Cần cột.")


def test_what_the_enterprise_explained_stays_its_own(client, firm):
    report(firm, QUARTER.before, revenue=100, stations=10)
    values = {"explanations": {"revenue": "Khách hàng lớn."}}
    report(firm, QUARTER, ReportState.RETURNED, revenue=500, stations=10, **values)
    head = ("Mã số thuế", "Kỳ báo cáo", "Trạm thu phát sóng")
    page = sent(client, (CODES[0], "Q1/2007", 11), head=head)
    assert problems(page) == []
    confirmed(client, page)
    row = EnterpriseReport.objects.of_period(QUARTER).get()
    assert (row.stations, row.revenue, row.explanations) == (11, 500, values["explanations"])


def test_points_that_would_be_erased_are_shown_before(client, firm):
    report(firm, QUARTER, revenue=100, points_raised="Cần dùng chung cột.")
    head = (*HEAD, "Kiến nghị", "Lý do sửa")
    page = sent(client, (CODES[0], "Q1/2007", 100, None, "", "Đã rút."), head=head)
    assert page.context["counts"]["changed"] == 1
    assert "Cần dùng chung cột." in page.text


def test_points_in_several_lines_that_came_back_change_nothing(client, firm):
    report(firm, QUARTER, revenue=100, points_raised="Cần cột.\r\nCần cống.")
    head = (*HEAD, "Kiến nghị")
    page = sent(client, (CODES[0], "Q1/2007", 100, None, "Cần cột.\nCần cống."), head=head)
    assert page.context["counts"]["unchanged"] == 1


def test_what_an_enterprise_writes_itself_is_left_to_it(client, firm):
    report(firm, QUARTER, ReportState.DRAFT, revenue=5)
    page = sent(client, (CODES[0], "Q1/2007", 100, None))
    assert "tự soạn" in problems(page)[0][1]
    assert EnterpriseReport.objects.get().revenue == 5


def test_the_same_figures_change_nothing_and_twins_are_refused(client, firm):
    report(firm, QUARTER, revenue=100)
    page = sent(client, (CODES[0], "Q1/2007", 100, None))
    assert page.context["counts"]["unchanged"] == 1
    page = sent(client, (CODES[0], "Q2/2007", 100, None), (CODES[0], "Quý II/2007", 90, None))
    assert "Dòng 2" in problems(page)[0][1]


def test_something_that_changed_since_the_preview_is_shown_again(client, firm):
    page = sent(client, (CODES[0], "Q1/2007", 100, None))
    report(firm, QUARTER, ReportState.DRAFT, revenue=5)
    assert "đã thay đổi" in confirmed(client, page).text
    assert EnterpriseReport.objects.get().revenue == 5


def test_another_sheet_is_refused(client):
    answer = sent(client, ("a", "b"), head=("Tên", "Số"))
    assert answer.status_code == 400


def test_the_form_is_locked_but_for_what_is_to_be_filled_in(client, firm):
    ReportingDuty.objects.create(enterprise=firm, since=date(2007, 1, 1))
    formula = builders.enterprise("=1+1", tax_code=CODES[1])
    ReportingDuty.objects.create(enterprise=formula, since=date(2007, 1, 1))
    answer = client.get(f"{LIST}mau.xlsx?ky={QUARTER.code}")
    page = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert page.protection.sheet
    rows = {row[0].value: row for row in page.iter_rows(min_row=2)}
    row = rows[CODES[0]]
    assert [cell.value for cell in row[:3]] == [CODES[0], "Công ty Một", "Q1/2007"]
    assert [cell.protection.locked for cell in row[:4]] == [True, True, True, False]
    assert page["A1"].protection.locked
    assert {cell.data_type for cell in rows[CODES[1]][:3]} == {"s"}
    # What went out comes back in.
    assert sheet_columns.read_period(row[2].value) == QUARTER


@pytest.mark.django_db(transaction=True)
def test_an_export_is_written_down_outside_any_other_transaction(firm):
    # A superuser: tests with transactions of their own leave no roles to those that follow.
    superuser = Client()
    superuser.force_login(people.person("quantri", is_superuser=True))
    report(firm, QUARTER, revenue=987654)
    answer = superuser.get(f"{LIST}xuat.csv?ky={QUARTER.code}")
    # A filter that is none leads to the list.
    assert superuser.get(f"{LIST}xuat.csv?khong_co=1")["Location"] == LIST
    assert b"987654" in b"".join(answer.streaming_content)
    assert AuditEntry.objects.order_by("number").last().new["exported"]


@pytest.mark.parametrize("number", [1, 3])
def test_an_export_reads_no_more_of_a_profile_than_it_writes(
    client, number, django_assert_num_queries
):
    for each in range(number):
        firm = builders.enterprise(f"Công ty {each}", body="<p>Dài</p>", capabilities="Cáp quang")
        report(firm, QUARTER, revenue=987654)
    with django_assert_num_queries(12) as queries:
        rows = b"".join(client.get(f"{LIST}xuat.csv").streaming_content)
    assert rows.count(b"987654") == number
    (read,) = [each["sql"] for each in queries if '"tax_code"' in each["sql"]]
    assert [name for name in ("body", "capabilities", "search_vector") if f'"{name}"' in read] == []


def test_the_export_is_for_those_who_read_reports(client, firm):
    report(firm, QUARTER, revenue=987654)
    answer = client.get(f"{LIST}xuat.csv?ky={QUARTER.code}")
    assert b"987654" in b"".join(answer.streaming_content)
    reporter = Client()
    reporter.force_login(people.reporter())
    for end in ("xuat.csv", "xuat.xlsx", "mau.xlsx", "nhap/"):
        assert reporter.get(LIST + end).status_code == 403
    address = reverse("admin:reports_enterprisereport_confirm")
    assert reporter.post(address).status_code == 403


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_goes_out_and_comes_back_untouched(client, firm, kind):
    report(firm, QUARTER.before, revenue=100)
    report(firm, QUARTER, revenue=500, explanations={"revenue": "Khách lớn."})
    sent_one = builders.enterprise("Công ty Hai", tax_code=CODES[1])
    report(sent_one, QUARTER, ReportState.SENT, revenue=5)
    fixed = {"version": 2, "correction_reason": "Đếm thiếu."}
    report(sent_one, QUARTER.before, ReportState.RETURNED, revenue=101, **fixed)
    page = came_back(client, kind)
    assert problems(page) == []
    assert page.context["counts"] == {"new": 0, "changed": 0, "unchanged": 4, "wrong": 0}


def test_a_figure_corrected_in_the_list_needs_words_of_its_own(client, firm):
    report(firm, QUARTER.before, revenue=100)
    values = {"explanations": {"revenue": "Khách lớn."}, "correction_reason": "Đếm thiếu."}
    report(firm, QUARTER, revenue=500, version=2, **values)
    page = came_back(client, "csv", lambda text: text.replace("500", "900"))
    assert [where for where, _message in problems(page)] == ["Lý do sửa", "Doanh thu (đồng)"]


def test_a_word_about_a_report_that_was_given_back_sends_it_again(client, firm):
    report(firm, QUARTER, ReportState.RETURNED, revenue=100)
    why = "Vì sao số liệu khác nhiều so với kỳ trước"
    page = sent(client, (CODES[0], "Q1/2007", 100, None, "Số đúng."), head=(*HEAD, why))
    assert page.context["counts"]["changed"] == 1
