"""Figures from a sheet: looked at first, with errors by row and column, and taken in whole."""

import io
from datetime import date, datetime

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.exchange.sheets.models import SheetUpload
from portal.publishing import changes, workflow
from portal.publishing.models import State
from projects.indicators.models import Indicator
from tests import builders as site
from tests.markup import squeezed
from tests.projects import builders
from tests.projects.test_admin import form

pytestmark = pytest.mark.django_db


def address(indicator, page="sheet"):
    return reverse(f"admin:indicators_indicator_figure_{page}", args=[indicator.pk])


def send(client, indicator, text, name="so-lieu.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(address(indicator), {"sheet": SimpleUploadedFile(name, content)})


def confirm(client, indicator, preview):
    return client.post(address(indicator, "sheet_confirm"), {"token": preview.context["token"]})


def take_in(client, indicator, text, name="so-lieu.csv"):
    preview = send(client, indicator, text, name)
    assert preview.status_code == 200, preview.context["form"].errors
    assert preview.context["problems"] == []
    return confirm(client, indicator, preview)


def xlsx(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def problems(answer):
    return answer.context["problems"]


def figures(indicator):
    current = indicator.observations.current().order_by("series", "ends_on", "starts_on")
    return [(seen.series.name, seen.period_label, str(seen.value)) for seen in current]


def test_a_preview_stores_nothing_and_the_word_takes_it_in_once(desk, draft, report):
    builders.observation(draft, report, year=2006, value="20")
    sheet = f'Kỳ;Giá trị;Nguồn\n2006;"21,50";{report.path}\n2007;30,5;{report.pk}\n'
    preview = send(desk, draft, sheet)
    assert preview.context["counts"] == {"new": 1, "changed": 1, "unchanged": 0, "wrong": 0}
    assert "<del>20</del> <ins>21,50</ins>" in squeezed(preview.text)
    assert figures(draft) == [("Toàn tỉnh", "2006", "20")]
    assert confirm(desk, draft, preview).status_code == 302
    assert figures(draft) == [("Toàn tỉnh", "2006", "21.50"), ("Toàn tỉnh", "2007", "30.5")]
    assert not SheetUpload.objects.exists()
    confirm(desk, draft, preview)
    assert draft.observations.count() == 3


def as_percentage(value, report):
    book = openpyxl.load_workbook(io.BytesIO(xlsx(["Kỳ", "Giá trị", "Nguồn"])))
    book.active.append(["2007", value, report.path])
    book.active["B2"].number_format = "0.0%"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_cell_that_is_a_percentage_is_read_as_it_shows(desk, report):
    share = builders.indicator("Hộ có mạng", unit="% hộ", state=State.DRAFT, published_at=None)
    builders.main_series(share)
    take_in(desk, share, as_percentage(0.355, report), "so-lieu.xlsx")
    assert figures(share) == [("Toàn tỉnh", "2007", "35.5")]
    preview = send(desk, share, f"Kỳ;Giá trị;Nguồn\n2007;35,5 %;{report.path}\n")
    assert preview.context["counts"]["unchanged"] == 1


def test_a_percentage_is_no_figure_of_another_unit(desk, draft, report):
    answer = send(desk, draft, as_percentage(0.355, report), "so-lieu.xlsx")
    [problem] = problems(answer)
    assert "“35,5%” không phải là số" in str(problem)


def test_what_stays_empty_is_left_as_it_is(desk, draft, report):
    builders.observation(draft, report, value="30", state="final", note="Ước")
    preview = send(desk, draft, "Kỳ,Giá trị,Trạng thái\n2007,30,\n")
    assert preview.context["counts"]["unchanged"] == 1
    assert "token" in preview.context
    assert "Nhập vào hệ thống" not in preview.text


def test_a_sheet_of_excel_holds_real_numbers_and_days(desk, report):
    indicator = builders.indicator(state=State.DRAFT, published_at=None, period_kind="day")
    builders.main_series(indicator)
    content = xlsx(
        ["Báo cáo số liệu"],
        ["Kỳ", "Giá trị", "Nguồn", "Đơn vị"],
        [datetime(2007, 6, 30), 1.234, report.path, "máy/100 dân"],
        [date(2007, 12, 31), 35, report.path, None],
    )
    take_in(desk, indicator, content, "so-lieu.xlsx")
    assert figures(indicator) == [
        ("Toàn tỉnh", "30/06/2007", "1.234"),
        ("Toàn tỉnh", "31/12/2007", "35"),
    ]


def test_every_error_is_named_by_row_and_column_and_nothing_is_half_taken_in(desk, draft, report):
    builders.observation(draft, report, year=2005, value="9", state="final")
    Indicator.objects.filter(pk=draft.pk).update(locked_through=date(2003, 12, 31), highest=300)
    sheet = (
        "Chuỗi;Kỳ;Giá trị;Tử số;Mẫu số;Trạng thái;Nguồn;Đơn vị;Minh họa\n"
        f"Toàn tỉnh;2007;30,5;;;sơ bộ;{report.path};;\n"
        f"Huyện;2008;30,5;;;;{report.path};;\n"
        f";Q1/2008;30,5;;;;{report.path};;\n"
        f";2009;1.234;;;chắc chắn;{report.path};%;\n"
        ";2010;30;;;;;;\n"
        f";2011;301;;;;{report.path};;\n"
        f";2003;3;;;;{report.path};;\n"
        f";2005;10;;;chính thức;{report.path};;\n"
        f";2005;11;;;chính thức;{report.path};;\n"
        f";2012;28,8;229600;800000;;{report.path};;có lẽ\n"
        f";2013;28,8;229600;800000;;{report.path};;\n"
        f";2014;;;;;{report.path};;\n"
    )
    answer = send(desk, draft, sheet)
    found = problems(answer)
    assert [(number, column) for number, column, _message in found] == [
        (3, "Chuỗi"),
        (4, "Kỳ"),
        (5, "Giá trị"),
        (5, "Trạng thái"),
        (5, "Đơn vị"),
        (6, "Nguồn"),
        (7, "Giá trị"),
        (8, "Kỳ"),
        (9, "Trạng thái"),
        (10, "Kỳ"),
        (11, "Minh họa"),
        (12, "Giá trị"),
        (13, "Giá trị"),
    ]
    messages = {(number, column): text for number, column, text in found}
    assert "Toàn tỉnh" in messages[3, "Chuỗi"]
    assert "2007" in messages[4, "Kỳ"]
    assert "1234" in messages[5, "Giá trị"]
    assert "1,234" in messages[5, "Giá trị"]
    assert "máy/100 dân" in messages[5, "Đơn vị"]
    assert "300" in messages[7, "Giá trị"]
    assert "31/12/2003" in messages[8, "Kỳ"]
    assert "điều chỉnh" in messages[9, "Trạng thái"]
    assert "9" in messages[10, "Kỳ"]
    assert "28,70" in messages[12, "Giá trị"]
    assert 'name="token"' not in answer.text
    confirm(desk, draft, answer)
    assert figures(draft) == [("Toàn tỉnh", "2005", "9")]


def test_a_sheet_without_values_divides_a_stored_figure_anew(desk, draft, report):
    parts = {"numerator": 229_600, "denominator": 800_000}
    builders.observation(draft, report, year=2006, value="28.7", **parts)
    builders.observation(draft, report, year=2007, value="28.7", **parts)
    sheet = "Kỳ;Tử số;Mẫu số\n2006;229600;800000\n2007;240000;800000\n"
    preview = send(desk, draft, sheet)
    assert problems(preview) == []
    assert preview.context["counts"] == {"new": 0, "changed": 1, "unchanged": 1, "wrong": 0}
    confirm(desk, draft, preview)
    # What was divided as it is keeps its digits.
    assert figures(draft) == [("Toàn tỉnh", "2006", "28.7"), ("Toàn tỉnh", "2007", "30.00")]
    answer = send(desk, draft, "Kỳ;Tử số;Mẫu số\n2007;x;800000\n")
    assert [(row, column) for row, column, _message in problems(answer)] == [(2, "Tử số")]


def test_a_sheet_that_dropped_a_last_zero_changes_nothing(desk, draft, report):
    builders.observation(draft, report, year=2006, value="28.70", state="final")
    builders.observation(draft, report, year=2007, value="30.0")
    sheet = xlsx(["Kỳ", "Giá trị", "Ghi chú"], ["2006", 28.7, ""], ["2007", 30, "Ước"])
    preview = send(desk, draft, sheet, "so-lieu.xlsx")
    assert preview.context["counts"] == {"new": 0, "changed": 1, "unchanged": 1, "wrong": 0}
    confirm(desk, draft, preview)
    assert figures(draft) == [("Toàn tỉnh", "2006", "28.70"), ("Toàn tỉnh", "2007", "30.0")]


def test_a_sheet_that_writes_a_zero_more_corrects_the_digits(desk, draft, report):
    builders.observation(draft, report, year=2006, value="35.5")
    preview = send(desk, draft, f"Kỳ;Giá trị;Nguồn\n2006;35,50;{report.path}\n")
    assert preview.context["counts"] == {"new": 0, "changed": 1, "unchanged": 0, "wrong": 0}
    confirm(desk, draft, preview)
    assert figures(draft) == [("Toàn tỉnh", "2006", "35.50")]


def test_a_sheet_of_all_years_goes_on_after_the_early_ones_are_locked(desk, draft, report):
    for year in (2005, 2006):
        builders.observation(draft, report, year=year, value="30")
    Indicator.objects.filter(pk=draft.pk).update(locked_through=date(2006, 12, 31), highest=29)
    sheet = (
        f"Kỳ;Giá trị;Nguồn\n2005;30;{report.path}\n2006;30;{report.path}\n2007;28;{report.path}\n"
    )
    preview = send(desk, draft, sheet)
    assert preview.context["counts"] == {"new": 1, "changed": 0, "unchanged": 2, "wrong": 0}
    confirm(desk, draft, preview)
    assert figures(draft)[-1] == ("Toàn tỉnh", "2007", "28")
    # Another figure is refused as before.
    answer = send(desk, draft, sheet.replace("2006;30", "2006;27"))
    assert [(row, column) for row, column, _message in problems(answer)] == [(3, "Kỳ")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "trống"),
        ("Kỳ;Giá trị\n", "không có dòng nào"),
        ("Tên;Mô tả\nx;y\n", "Tên"),
        ("Kỳ;Nguồn\n2007;1\n", "Giá trị"),
        ("Giá trị\n35\n", "Kỳ"),
        ("Kỳ;Kỳ;Giá trị\n1;2;3\n", "hai lần"),
    ],
)
def test_another_sheet_is_refused_with_what_there_should_be(desk, draft, text, message):
    answer = send(desk, draft, text)
    assert answer.status_code == 400
    assert message in answer.text
    assert not SheetUpload.objects.exists()


def test_a_sheet_for_a_live_indicator_is_a_change_that_is_not_sent(desk, report):
    live = builders.indicator()
    builders.main_series(live)
    preview = send(desk, live, f"Kỳ;Giá trị;Nguồn\n2007;30,5;{report.path}\n")
    assert "— có thay đổi chưa gửi duyệt" in preview.text
    confirm(desk, live, preview)
    text = desk.get(reverse("admin:index")).text
    assert "Người đọc vẫn thấy nội dung cũ. Chưa gửi ai" in text
    assert figures(live) == []
    workflow.transition(Indicator.objects.get(pk=live.pk), to=State.PUBLISHED, by=site.publisher())
    assert figures(live) == [("Toàn tỉnh", "2007", "30.5")]


def test_what_changed_since_the_preview_is_shown_again(desk, draft, report):
    preview = send(desk, draft, f"Kỳ;Giá trị;Nguồn\n2007;30,5;{report.path}\n")
    row = {
        "series": draft.series.get().pk, "starts_on": "2007-01-01", "ends_on": "2007-12-31",
        "value": "29", "state": "provisional", "evidence": report.pk,
    }  # fmt: skip
    changes.propose_rows(
        Indicator.objects.get(pk=draft.pk), "observations", [row], by=site.editor("khac")
    )
    answer = confirm(desk, draft, preview)
    assert answer.status_code == 200
    assert figures(draft) == [("Toàn tỉnh", "2007", "29")]
    assert "<del>29</del> <ins>30,5</ins>" in squeezed(answer.text)
    assert confirm(desk, draft, answer).status_code == 302
    assert figures(draft) == [("Toàn tỉnh", "2007", "30.5")]


def test_a_preview_is_for_one_indicator_and_who_took_it(desk, client, draft, report):
    other = builders.indicator("Khác", state=State.DRAFT, published_at=None)
    builders.main_series(other)
    preview = send(desk, draft, f"Kỳ;Giá trị;Nguồn\n2007;30,5;{report.path}\n")
    confirm(desk, other, preview)
    client.force_login(site.editor("khac"))
    confirm(client, draft, preview)
    client.post(address(draft, "sheet_confirm"), {"token": "giả"})
    assert figures(draft) == figures(other) == []


def test_who_may_not_write_sends_no_sheet(client, report):
    live = builders.indicator()
    builders.main_series(live)
    client.force_login(site.reporter())
    for page in ("sheet", "sheet_blank"):
        assert client.get(address(live, page)).status_code == 404
    assert send(client, live, "Kỳ;Giá trị\n2007;1\n").status_code == 404


def test_the_blank_sheet_is_taken_back_when_it_is_filled_in(desk, draft, report):
    content = b"".join(desk.get(address(draft, "sheet_blank")).streaming_content)
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book.active
    assert [cell.value for cell in page[1]] == [
        "Chuỗi", "Kỳ", "Giá trị", "Tử số", "Mẫu số", "Đơn vị", "Trạng thái", "Nguồn", "Ghi chú",
        "Lý do", "Minh họa",
    ]  # fmt: skip
    page["C2"], page["H2"] = 35.5, report.path
    file = io.BytesIO()
    book.save(file)
    take_in(desk, draft, file.getvalue(), "mau.xlsx")
    assert figures(draft) == [("Toàn tỉnh", "2007", "35.5")]


def test_a_preview_asks_as_often_for_thirty_rows_as_for_three(desk, draft, report):
    calls = []
    for count in (3, 30):
        rows = [f"{1990 + year};{count},{year};{report.path}" for year in range(count)]
        with CaptureQueriesContext(connection) as queries:
            send(desk, draft, "\n".join(["Kỳ;Giá trị;Nguồn", *rows]))
        calls.append(len(queries))
    assert calls == [26, 26]


# --- the issue's own numbers ------------------------------------------------------------------


def test_two_definitions_in_one_province_and_half_year(desk, report):
    indicator = builders.indicator(
        unit="thuê bao/100 dân", period_kind="half", state=State.DRAFT, published_at=None
    )
    for name, definition in (("Cố định", "Máy cố định"), ("Tất cả", "Cố định và di động")):
        indicator.series.create(name=name, definition=definition)
    half = "6 tháng đầu năm 2006"
    take_in(
        desk,
        indicator,
        f"Chuỗi;Kỳ;Giá trị;Nguồn\nCố định;{half};9,3;{report.path}\n"
        f"Tất cả;{half};28.7;{report.path}\n",
    )
    assert figures(indicator) == [("Cố định", half, "9.3"), ("Tất cả", half, "28.7")]


def test_parts_that_do_not_sum_to_the_total_exactly(desk, report):
    indicator = builders.indicator(state=State.DRAFT, published_at=None)
    total = indicator.series.create(name="Tổng", is_main=True)
    for name in ("Trả sau", "Trả trước"):
        indicator.series.create(name=name, part_of=total)
    take_in(
        desk,
        indicator,
        "Chuỗi,Kỳ,Giá trị,Nguồn\n"
        f'Trả sau,2007,"16,82",{report.path}\nTrả trước,2007,"23,7",{report.path}\n'
        f'Tổng,2007,"40,51",{report.path}\n',
    )
    assert [value for _name, _period, value in figures(indicator)] == ["40.51", "16.82", "23.7"]


def test_more_subscriptions_than_people(desk, draft, report):
    take_in(desk, draft, f"Kỳ;Giá trị;Nguồn\n2007;212;{report.path}\n")
    assert figures(draft) == [("Toàn tỉnh", "2007", "212")]
    share = builders.indicator("Tỷ lệ", unit="%", state=State.DRAFT, published_at=None)
    builders.main_series(share)
    answer = send(desk, share, f"Kỳ;Giá trị;Nguồn\n2007;101;{report.path}\n")
    assert [(row, column) for row, column, _message in problems(answer)] == [(2, "Giá trị")]


def test_the_targets_are_a_range_and_a_value_equal_to_the_average(desk, draft, report):
    average = draft.series.create(name="Cả nước", role="benchmark")
    sent = form(title=draft.title, unit=draft.unit, period_kind="year", _version=1) | {
        "targets-TOTAL_FORMS": "2",
        "targets-0-series": str(average.pk),
        "targets-0-year": "2010",
        "targets-0-value": "32",
        "targets-0-upper": "42",
        "targets-0-evidence": str(report.pk),
        "targets-1-year": "2007",
        "targets-1-value": "35",
        "targets-1-equals_benchmark": "on",
        "targets-1-evidence": str(report.pk),
    }
    for number, series in enumerate(draft.series.order_by("pk")):
        sent |= {
            f"series-{number}-{name}": str(value)
            for name, value in (
                ("id", series.pk), ("indicator", draft.pk), ("name", series.name),
                ("role", series.role), ("position", 0), ("is_main", "on" if series.is_main else ""),
            )
        }  # fmt: skip
    sent |= {"series-TOTAL_FORMS": "2", "series-INITIAL_FORMS": "2"}
    answer = desk.post(reverse("admin:indicators_indicator_change", args=[draft.pk]), sent)
    assert answer.status_code == 302, answer.context["errors"]
    kept = [
        (str(row.value), row.upper and str(row.upper), row.equals_benchmark, row.series)
        for row in draft.targets.order_by("value")
    ]
    assert kept == [("32", "42", False, average), ("35", None, True, None)]
