"""An indicator's figures as CSV, JSON and XLSX: all of them, and nothing that is not public."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone, translation

from portal.kit.text.periods import PeriodKind
from portal.publishing import workflow
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import State
from projects.indicators.models import Certainty, Observation, SeriesRole
from tests.data_files import csv_of, json_of, sent, sheet_rows, xlsx_of
from tests.enterprises.builders import enterprise
from tests.projects import builders

pytestmark = pytest.mark.django_db
ADDRESS = "/chi-tieu/mat-do-dien-thoai"


@pytest.fixture
def density(report):
    """An indicator with a figure, its parts' ratio, a target and what it is compared with."""
    found = builders.indicator(
        period_kind=PeriodKind.HALF, numerator="số máy", denominator="số dân"
    )
    half = {"starts_on": date(2007, 1, 1), "ends_on": date(2007, 6, 30)}
    builders.observation(
        found, report, value="28.70", numerator=Decimal(287), denominator=Decimal(1000), **half
    )
    country = found.series.create(name="Cả nước", role=SeriesRole.BENCHMARK, position=1)
    builders.observation(found, report, value="31.5", series=country, **half)
    builders.target(found, report, value="35", quote="bằng mức trung bình", equals_benchmark=True)
    builders.target(found, report, 2010, "32", upper=Decimal(42), series=country)
    return found


def test_the_list_has_its_files_beside_it(client, density):
    page = client.get("/chi-tieu/").text
    assert 'href="/chi-tieu.csv"' in page
    assert density.title in csv_of(client, "/chi-tieu.csv")[0].values()
    answer = client.get("/du-lieu/chi-tieu.json?x=1")
    assert (answer.status_code, answer["Location"]) == (301, "/chi-tieu.json?x=1")


def test_a_period_that_is_not_over_is_an_estimate(client, report):
    today = timezone.localdate()
    found = builders.indicator()
    builders.observation(
        found,
        report,
        starts_on=date(today.year, 1, 1),
        ends_on=date(today.year, 12, 31),
        state=Certainty.FINAL,
    )
    is_over = today == date(today.year, 12, 31)
    [figure] = csv_of(client, f"{ADDRESS}.csv")
    assert figure["state"] == ("final" if is_over else "estimate")


def test_csv_has_every_figure_with_its_own_digits(client, density, report):
    own, country = csv_of(client, f"{ADDRESS}.csv")
    assert (own["series"], own["role"]) == ("Toàn tỉnh", "own")
    assert (own["value"], own["unit"]) == ("28.70", "máy/100 dân")
    assert (own["numerator"], own["denominator"]) == ("287", "1000")
    assert (own["starts_on"], own["ends_on"]) == ("2007-01-01", "2007-06-30")
    assert own["period"] == "6 tháng đầu năm 2007"
    assert (own["state"], own["is_sample"]) == ("provisional", "false")
    assert own["source"].endswith(report.path)
    assert own["source_title"] == "Báo cáo"
    assert (country["series"], country["role"]) == ("Cả nước", "benchmark")
    assert (country["value"], country["numerator"]) == ("31.5", "")


def test_json_has_figures_targets_series_and_what_they_mean(client, density):
    found = json_of(client, f"{ADDRESS}.json")
    assert (found["title"], found["unit"]) == ("Mật độ điện thoại", "máy/100 dân")
    assert (found["numerator"], found["period_kind"]) == ("số máy", "half")
    assert found["publisher"].startswith("Sở Bưu chính")
    assert "ghi rõ nguồn" in found["licence"]
    assert datetime.fromisoformat(found["changed_at"]).tzinfo is not None
    assert [row["value"] for row in found["observations"]] == ["28.70", "31.5"]
    assert [row["is_main"] for row in found["series"]] == [True, False]
    own, national = found["targets"]
    assert (own["year"], own["value"], own["upper"]) == (2007, "35", None)
    assert (own["series"], own["equals_benchmark"]) == ("Toàn tỉnh", True)
    assert (national["value"], national["upper"]) == ("32", "42")
    assert (national["series"], national["role"]) == ("Cả nước", "benchmark")
    listed = {(row["table"], row["name"]): row for row in found["codebook"]}
    assert set(listed) == {
        (table, name) for table in ("observations", "targets", "series") for name in found[table][0]
    }
    assert listed["observations", "value"]["unit"] == "máy/100 dân"
    assert "provisional: sơ bộ" in listed["observations", "state"]["codes"]
    assert all(row["meaning"] and row["label"] for row in found["codebook"])


def test_excel_has_numbers_days_words_and_the_codebook(client, density):
    book = xlsx_of(client, f"{ADDRESS}.xlsx")
    assert book.sheetnames == [
        "Về tập dữ liệu này", "Số liệu", "Mục tiêu", "Chuỗi số liệu", "Giải thích các cột",
    ]  # fmt: skip
    own, country = sheet_rows(book, "Số liệu")
    assert (own["giá trị"], country["giá trị"]) == (28.7, 31.5)
    assert own["ngày đầu"] == datetime(2007, 1, 1)
    assert (own["trạng thái"], own["minh họa"]) == ("sơ bộ", "Không")
    value = next(book["Số liệu"].iter_rows(min_row=2))[9]
    assert (value.data_type, value.number_format) == ("n", "#,##0.00")
    about = {row["tên"]: row["giá trị"] for row in sheet_rows(book, "Về tập dữ liệu này")}
    assert (about["period_kind"], about["unit"]) == ("6 tháng", "máy/100 dân")


def test_the_licence_is_what_the_operator_says(client, density, settings):
    settings.DATA_LICENCE = "CC BY 4.0"
    assert json_of(client, f"{ADDRESS}.json")["licence"] == "CC BY 4.0"
    assert "CC BY 4.0" in client.get(f"{ADDRESS}/").text


def test_any_table_is_there_as_csv(client, density):
    assert [row["value"] for row in csv_of(client, f"{ADDRESS}.csv?bang=targets")] == ["35", "32"]
    named = {row["name"]: row["value"] for row in csv_of(client, f"{ADDRESS}.csv?bang=about")}
    assert named["unit"] == "máy/100 dân"
    columns = [row["name"] for row in csv_of(client, f"{ADDRESS}.csv?bang=codebook")]
    assert "denominator" in columns


def test_the_mark_for_excel_comes_on_request(client, density):
    assert not sent(client, f"{ADDRESS}.csv").startswith(b"\xef\xbb\xbf")
    assert sent(client, f"{ADDRESS}.csv?bom=1").startswith(b"\xef\xbb\xbfid,")


def test_figures_as_published_on_a_day(client, density, report):
    then = timezone.make_aware(datetime(2007, 8, 1, 9))
    corrected = timezone.make_aware(datetime(2007, 9, 1, 9))
    with transaction.atomic(), allow_live_writes():
        old = Observation.objects.get(series__is_main=True)
        Observation.objects.update(recorded_at=then)
        Observation.objects.filter(pk=old.pk).update(superseded_at=corrected)
    builders.observation(
        density,
        report,
        value="29.1",
        starts_on=old.starts_on,
        ends_on=old.ends_on,
        recorded_at=corrected,
        state=Certainty.REVISED,
        reason="Đếm lại",
    )

    def values(query):
        return [row["value"] for row in csv_of(client, f"{ADDRESS}.csv{query}")]

    assert values("") == ["29.1", "31.5"]
    assert values("?ngay=2007-09-01") == ["29.1", "31.5"]
    assert values("?ngay=2007-08-31") == ["28.70", "31.5"]
    assert values("?ngay=31/08/2007") == ["28.70", "31.5"]
    assert values("?ngay=2007-07-31") == []
    page = client.get(f"{ADDRESS}/?ngay=31/08/2007").text
    assert f'<a href="{ADDRESS}.json?ngay=31%2F08%2F2007"' in page
    saved = f"{ADDRESS}/luu.html?ngay=31%2F08%2F2007"
    assert f'href="{saved}"' in page
    on_that_day, today = client.get(saved).text, client.get(f"{ADDRESS}/luu.html").text
    assert ("29,1" in on_that_day, "29,1" in today) == (False, True)
    assert json_of(client, f"{ADDRESS}.json?ngay=2007-08-31")["published_on"] == "2007-08-31"


def test_a_stretch_of_periods_is_cut_out(client, report):
    density = builders.indicator()
    for year in range(2001, 2008):
        builders.observation(density, report, year)
    years = [row["period"] for row in csv_of(client, f"{ADDRESS}.csv?tu=2003-12-31&den=2005-12-31")]
    assert years == ["2005", "2004", "2003"]


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("ngay=2007", "30/01/2007"),
        ("tu=2007-13-01", "tu: "),
        ("ngay=31/12/2199", "chưa tới"),
        ("tu=2008-01-01&den=2007-01-01", "ngày sớm hơn"),
        ("bang=users", "observations, targets, series, about, codebook"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_to_write(client, density, query, word):
    response = client.get(f"{ADDRESS}.csv?{query}")
    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/plain")
    assert word in response.text


def test_samples_are_marked_and_left_out_on_request(client, density, report, settings):
    builders.observation(density, report, 2008, "1", is_sample=True)
    sample, *facts = csv_of(client, f"{ADDRESS}.csv")
    assert (sample["is_sample"], sample["source"], sample["source_title"]) == ("true", "", "")
    assert {row["is_sample"] for row in facts} == {"false"}
    assert len(csv_of(client, f"{ADDRESS}.csv?minh-hoa=0")) == 2
    page = client.get(f"{ADDRESS}/?minh-hoa=0").text
    assert f'<a href="{ADDRESS}.csv?minh-hoa=0"' in page
    settings.SHOW_SAMPLES = False
    assert len(csv_of(client, f"{ADDRESS}.csv")) == 2


def test_the_source_and_the_operator_are_named_while_they_are_public_only(client, report):
    density = builders.indicator()
    operator = enterprise("Công ty Mạng Di Động")
    series = density.series.create(name="Một mạng", operator=operator)
    builders.observation(density, report, series=series)
    builders.target(density, report)
    files = (f"{ADDRESS}.csv", f"{ADDRESS}.json", f"{ADDRESS}.csv?bang=targets")
    assert "Báo cáo" in sent(client, files[0]).decode()
    assert csv_of(client, files[0])[0]["operator"] == "Công ty Mạng Di Động"
    for page in (report, operator):
        page.refresh_from_db()
        workflow.transition(page, to=State.WITHDRAWN, by=None)
    for address in files:
        text = sent(client, address).decode()
        assert "Báo cáo" not in text
        assert report.path not in text
        assert "Công ty Mạng Di Động" not in text


def test_the_page_leads_to_its_data(client, density):
    page = client.get(f"{ADDRESS}/").text
    for extension in ("csv", "json", "xlsx"):
        assert f'<a href="{ADDRESS}.{extension}"' in page
        assert f'8000{ADDRESS}.{extension}"' in page
        assert client.get(f"{ADDRESS}.{extension}").status_code == 200


@pytest.mark.parametrize("extension", ["csv", "json", "xlsx"])
def test_what_is_not_public_has_no_data(client, extension):
    builders.indicator("Chỉ tiêu mật", state=State.DRAFT)
    assert client.get(f"/chi-tieu/chi-tieu-mat.{extension}").status_code == 404
    assert client.get(f"/chi-tieu/khong-co.{extension}").status_code == 404
    assert client.get("/chi-tieu/khong-co.xml").status_code == 404


def test_the_data_move_with_their_page(client, density):
    density.refresh_from_db()
    with transaction.atomic(), allow_live_writes():
        density.slug = "mat-do"
        density.save()
    response = client.get(f"{ADDRESS}.csv?bom=1")
    assert (response.status_code, response["Location"]) == (301, "/chi-tieu/mat-do.csv?bom=1")


def test_no_text_is_a_formula_to_a_spreadsheet_program(client, report):
    density = builders.indicator()
    builders.observation(density, report, value="-1.5", note="=HYPERLINK(A1)")
    [row] = csv_of(client, f"{ADDRESS}.csv")
    assert (row["note"], row["value"]) == ("'=HYPERLINK(A1)", "-1.5")
    assert json_of(client, f"{ADDRESS}.json")["observations"][0]["note"] == "=HYPERLINK(A1)"
    sheet = xlsx_of(client, f"{ADDRESS}.xlsx")["Số liệu"]
    [note] = [cell for cell in next(sheet.iter_rows(min_row=2)) if cell.value == "=HYPERLINK(A1)"]
    assert (note.data_type, note.quotePrefix) == ("s", True)


@pytest.mark.parametrize("rows", [1, 3])
def test_three_rows_are_read_as_fast_as_one(client, report, rows, django_assert_num_queries):
    density = builders.indicator()
    for number in range(rows):
        series = density.series.create(name=f"Chuỗi {number}", operator=enterprise(f"DN {number}"))
        builders.observation(density, report, 2000 + number, series=series)
        builders.target(density, report, 2000 + number)
    with django_assert_num_queries(4):
        sent(client, f"{ADDRESS}.csv")
    with django_assert_num_queries(8):
        sent(client, f"{ADDRESS}.json")
    with translation.override("vi"), django_assert_num_queries(8):
        sent(client, f"{ADDRESS}.xlsx")
