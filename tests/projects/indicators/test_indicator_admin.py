"""The form of an indicator: its series and targets, typed by a clerk."""

from decimal import Decimal

import pytest
from django.urls import reverse
from lxml import html

from portal.publishing import changes, revisions, workflow
from portal.publishing.models import State
from projects.indicators.models import Indicator, Series
from tests import builders as site
from tests.enterprises import builders as enterprises
from tests.portal.exchange.sheets.test_lists import send
from tests.projects import builders
from tests.projects.test_admin import form

pytestmark = pytest.mark.django_db


def indicator_form(**fields):
    return form(title="Mật độ", unit="máy/100 dân", period_kind="year") | fields


def series_rows(*rows):
    sent = {"series-TOTAL_FORMS": str(len(rows))}
    for place, row in enumerate(rows):
        sent |= {f"series-{place}-{name}": value for name, value in row.items()}
    return sent


def add(client, **fields):
    return client.post(reverse("admin:indicators_indicator_add"), indicator_form(**fields))


def test_an_indicator_without_series_gets_its_main_one(client):
    client.force_login(site.editor())
    assert add(client).status_code == 302
    main = Indicator.objects.get().series.get()
    assert (main.name, main.is_main) == ("Toàn tỉnh", True)
    # It is in the version that was saved with it.
    [kept] = Indicator.objects.get().revisions.latest("number").data["parts"]["series"]
    assert kept["name"] == "Toàn tỉnh"


@pytest.mark.parametrize("is_live", [False, True])
def test_one_without_series_is_approved_as_it_was_sent(client, is_live):
    reporter = site.reporter()
    draft = {} if is_live else {"state": State.DRAFT, "published_at": None}
    density = builders.indicator(summary="Tóm tắt.", **draft)
    data = revisions.snapshot(density)
    data["fields"]["definition"] = "Đếm máy."
    if is_live:
        changes.propose(density, data, by=reporter)
    else:
        revisions.record(density, by=reporter)
    workflow.transition(density, to=State.SUBMITTED, by=None)
    client.force_login(site.publisher())
    address = reverse("admin:indicators_indicator_change", args=[density.pk])
    shown = html.fromstring(client.get(address).text).get_element_by_id("indicator_form")
    answer = client.post(address, dict(shown.form_values()) | {"_step": State.PUBLISHED})
    assert answer.status_code == 302
    density.refresh_from_db()
    assert (density.state, changes.open_change(density)) == (State.PUBLISHED, None)
    assert (density.definition == "Đếm máy.") == is_live
    assert not density.series.exists()


def test_what_it_is_compared_with_is_no_series_of_its_own(client):
    client.force_login(site.editor())
    country = {"name": "Cả nước", "role": "benchmark", "position": "9"}
    assert add(client, **series_rows(country)).status_code == 302
    assert set(Series.objects.values_list("name", "is_main")) == {
        ("Cả nước", False),
        ("Toàn tỉnh", True),
    }


def test_typed_series_name_the_main_one(client):
    client.force_login(site.editor())
    fixed = {"name": "Cố định", "role": "own", "position": "1"}
    response = add(client, **series_rows(fixed))
    assert response.status_code == 200
    fault = "Hãy đánh dấu chuỗi nào là chuỗi chính"
    (message,) = html.fromstring(response.text).xpath('//*[@id="faults"]//li')
    assert fault in message.text_content()
    assert message.xpath("./a/@href") == ["#series-group"]
    assert html.fromstring(response.text).xpath('//*[@id="series-group"]')
    assert 'value="Cố định"' in response.text
    assert not Series.objects.exists()
    assert add(client, **series_rows(fixed | {"is_main": "on"})).status_code == 302
    assert Series.objects.get().name == "Cố định"


def switched(client, density, *, to, **fields):
    """Send the form of an indicator with another main series; `fields` of the one of before."""
    address = reverse("admin:indicators_indicator_change", args=[density.pk])
    sent = dict(
        html.fromstring(client.get(address).text).get_element_by_id("indicator_form").form_values()
    )
    for place in range(int(sent["series-INITIAL_FORMS"])):
        was_main = sent.pop(f"series-{place}-is_main", None)
        typed = fields if was_main else {}
        if sent[f"series-{place}-id"] == str(to.pk):
            typed = {"is_main": "on"}
        sent |= {f"series-{place}-{name}": value for name, value in typed.items()}
    return client.post(address, sent)


def main_of(density):
    return density.series.get(is_main=True).name


@pytest.mark.parametrize("fields", [{}, {"DELETE": "on"}])
@pytest.mark.parametrize("is_older", [False, True])
def test_another_series_becomes_the_main_one(client, fields, is_older):
    client.force_login(site.editor())
    density = builders.indicator(state=State.DRAFT, published_at=None)
    first = builders.series(density, "Cố định và di động")
    main = builders.main_series(density)
    other = first if is_older else builders.series(density, "Không dây")
    assert switched(client, density, to=other, **fields).status_code == 302
    assert main_of(density) == other.name
    assert density.series.filter(pk=main.pk).exists() == (not fields)


def test_two_main_series_are_refused(client):
    client.force_login(site.editor())
    density = builders.indicator(state=State.DRAFT, published_at=None)
    builders.main_series(density)
    other = builders.series(density, "Không dây")
    answer = switched(client, density, to=other, is_main="on")
    assert answer.status_code == 200
    assert "Chỉ đánh dấu một chuỗi làm chuỗi chính" in answer.text
    assert main_of(density) == "Toàn tỉnh"


@pytest.mark.parametrize("is_older", [False, True])
def test_another_main_series_of_a_live_page_waits_and_goes_live(client, is_older):
    client.force_login(site.editor())
    density = builders.indicator()
    first = builders.series(density, "Cố định và di động")
    builders.main_series(density)
    other = first if is_older else builders.series(density, "Không dây")
    assert switched(client, density, to=other).status_code == 302
    assert main_of(density) == "Toàn tỉnh"
    density.refresh_from_db()
    changes.publish_change(density, changes.open_change(density), by=None)
    assert main_of(density) == other.name


def test_limits_are_typed_as_people_write_them(client):
    client.force_login(site.editor())
    assert add(client, lowest="0,5", highest="1.000,25", base_year="2005").status_code == 302
    saved = Indicator.objects.get()
    assert (saved.lowest, saved.highest) == (Decimal("0.5"), Decimal("1000.25"))
    page = client.get(reverse("admin:indicators_indicator_change", args=[saved.pk]))
    assert 'value="1000,25"' in page.text


def test_the_source_of_a_target_is_named_by_its_address(client):
    report = site.article("Báo cáo")
    client.force_login(site.editor())
    target = {"targets-TOTAL_FORMS": "1", "targets-0-year": "2007", "targets-0-value": "35"}
    wrong = add(client, **target | {"targets-0-evidence": "/tin-tuc/khong-co/"})
    assert wrong.status_code == 200
    assert 'value="/tin-tuc/khong-co/"' in wrong.text
    assert add(client, **target | {"targets-0-evidence": report.path}).status_code == 302
    assert Indicator.objects.get().targets.get().evidence_id == report.pk


def test_a_target_before_the_base_year_is_refused_at_its_place(client):
    report = site.article("Báo cáo")
    client.force_login(site.editor())
    target = {"targets-TOTAL_FORMS": "1", "targets-0-year": "2004", "targets-0-value": "35"}
    target["targets-0-evidence"] = str(report.pk)
    response = add(client, base_year="2005", **target)
    assert response.status_code == 200
    assert "2005" in response.context["errors"].as_text()
    assert not Indicator.objects.exists()


def base_year_from_a_sheet(client, density, year):
    """What the preview says is wrong with the rows of a sheet that has another base year."""
    sheet = f"Đường dẫn;Tiêu đề;Năm gốc\n{density.slug};{density.title};{year}\n"
    preview = send(client, "projects/indicator", sheet)
    return [message for _number, _column, message in preview.context["problems"]]


def test_a_base_year_after_a_stored_target_is_refused_in_a_sheet(client):
    report, density = site.article("Báo cáo"), builders.indicator(base_year=2006)
    for year in (2010, 2007):
        builders.target(density, report, year)
    client.force_login(site.editor())
    (message,) = base_year_from_a_sheet(client, density, 2009)
    assert "Đã có mục tiêu năm 2007" in str(message)
    assert base_year_from_a_sheet(client, density, 2007) == []
    # What is stored already holds no other column up.
    type(density).objects.update(base_year=2009)
    assert base_year_from_a_sheet(client, density, 2009) == []


def filled(rows):
    density = builders.indicator(f"Chỉ tiêu {rows}")
    main = builders.main_series(density)
    for place in range(rows):
        operator = enterprises.enterprise(f"Doanh nghiệp {rows}.{place}")
        part = builders.series(density, f"Mạng {place}", part_of=main, operator=operator)
        source = site.article(f"Nguồn {rows}.{place}")
        builders.target(density, source, 2010 + place, series=part)
    return reverse("admin:indicators_indicator_change", args=[density.pk])


def test_the_form_names_what_its_rows_point_to(client):
    address = filled(2)
    client.force_login(site.editor())
    page = client.get(address).text
    assert "Nguồn 2.1" in page
    assert ">Doanh nghiệp 2.1</option>" in page
    # As a whole of three series and of one to add, as what two targets and one to add are of.
    assert page.count(">Mạng 0</option>") == 3 + 1 + 2 + 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_form_asks_as_often_for_three_rows_as_for_one(client, rows, django_assert_num_queries):
    address = filled(rows)
    client.force_login(site.editor())
    client.get(address)
    with django_assert_num_queries(11):
        client.get(address)
