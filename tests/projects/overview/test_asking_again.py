"""Who has a file asks whether it still holds, and gets it again only where it does not."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.http import http_date, parse_http_date

from portal.pagecache.models import Generation
from portal.publishing import workflow
from portal.publishing.models import Publication, State
from tests.data_files import sent
from tests.projects import builders

pytestmark = pytest.mark.django_db
CSV = "/chi-tieu/mat-do-dien-thoai.csv"


@pytest.fixture
def density(report):
    found = builders.indicator()
    builders.observation(found, report)
    builders.plan("Quy hoạch")
    builders.project("Dự án")
    return found


@pytest.mark.parametrize("page", ["/chi-tieu/mat-do-dien-thoai", "/quy-hoach/quy-hoach", "/du-an"])
@pytest.mark.parametrize("extension", ["csv", "json", "xlsx"])
def test_what_has_not_changed_is_not_sent_again(client, density, page, extension):
    address = f"{page}.{extension}"
    first = client.get(address)
    assert first["ETag"].startswith('W/"')
    assert "Accept-Encoding" in first["Vary"]
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert (
        client.get(address, headers={"If-Modified-Since": first["Last-Modified"]}).status_code
        == 304
    )
    assert sent(client, address) == first.getvalue()


def test_that_nothing_has_changed_is_told_without_reading_figures(
    client, density, django_assert_num_queries
):
    etag = client.get(CSV)["ETag"]
    with django_assert_num_queries(2):
        assert client.get(CSV, headers={"If-None-Match": etag}).status_code == 304
    with django_assert_num_queries(2):
        assert client.head(CSV).status_code == 200


def test_each_form_and_each_question_is_a_file_of_its_own(client, density):
    page = CSV.removesuffix("csv")
    questions = [
        "csv", "json", "xlsx", "csv?bom=1", "csv?bang=series", "csv?ngay=2020-01-01",
        "csv?tu=2007-01-01", "csv?den=2007-12-31", "csv?minh-hoa=0",
    ]  # fmt: skip
    assert len({client.get(page + question)["ETag"] for question in questions}) == len(questions)


def test_a_withdrawn_page_takes_its_data_along(client, density):
    etag = client.get(CSV)["ETag"]
    density.refresh_from_db()
    workflow.transition(density, to=State.WITHDRAWN, by=None)
    assert client.get(CSV, headers={"If-None-Match": etag}).status_code == 404


def test_a_source_that_disappears_changes_the_file(client, density, report):
    before = client.get(CSV)
    report.refresh_from_db()
    workflow.transition(report, to=State.WITHDRAWN, by=None)
    after = client.get(CSV, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert b"Nam" not in after.getvalue()
    assert after["ETag"] != before["ETag"]


@pytest.mark.parametrize("field", ["published_at", "expires_at"])
def test_a_source_that_appears_or_expires_by_itself_changes_the_file(
    client, density, report, field
):
    before = client.get(CSV)["ETag"]
    earlier = timezone.now() - timedelta(seconds=1)
    # As the clock would: no step of its life, and no new generation.
    Publication.objects.filter(pk=report.pk).update(**{field: earlier})
    assert client.get(CSV, headers={"If-None-Match": before}).status_code == 200


def test_last_modified_is_the_moment_of_the_last_change(client, density):
    began = timezone.now().replace(microsecond=0)
    builders.indicator("Chỉ tiêu khác")
    moment = parse_http_date(client.get(CSV)["Last-Modified"])
    assert began.timestamp() <= moment <= timezone.now().timestamp()
    long_ago = http_date(datetime(2007, 1, 1).timestamp())
    assert client.get(CSV, headers={"If-Modified-Since": long_ago}).status_code == 200


def test_a_new_day_changes_what_may_be_late_by_now(client):
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    Generation.objects.update(moved_at=midnight - timedelta(days=3))
    response = client.get("/quy-hoach/cam-ket.csv")
    assert parse_http_date(response["Last-Modified"]) == midnight.timestamp()


def test_the_file_is_named_typed_and_leaves_no_cookie(client, density):
    kinds = {
        "csv": ("text/csv; charset=utf-8", "attachment"),
        "json": ("application/json", "inline"),
        "xlsx": (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "attachment",
        ),
    }
    for extension, (kind, how) in kinds.items():
        response = client.get(f"/chi-tieu/mat-do-dien-thoai.{extension}")
        name = f'filename="mat-do-dien-thoai.{extension}"'
        assert response["Content-Type"] == kind
        assert response["Content-Disposition"] == f"{how}; {name}"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "public, no-cache"
        assert response["Access-Control-Allow-Origin"] == "*"
        assert not response.cookies
    named = client.get(f"{CSV}?bang=series&ngay=2007-06-30")["Content-Disposition"]
    assert named == 'attachment; filename="mat-do-dien-thoai-series-2007-06-30.csv"'


def test_nobody_writes_to_a_file(client, density):
    assert client.post(CSV).status_code == 405
