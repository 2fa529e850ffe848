"""What was promised and what came of it, as readers find it."""

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from portal.organisations.models import Organisation
from portal.publishing import workflow
from portal.publishing.models import State
from projects.kit.models import TaskState
from projects.promises.models import Promise, PromiseKind
from tests import builders as site
from tests.data_files import csv_of, json_of, sheet_rows, xlsx_of
from tests.projects import builders

pytestmark = pytest.mark.django_db
ADDRESS = "/quy-hoach/cam-ket/"
YESTERDAY = timezone.localdate() - timedelta(days=1)


def read(client, address: str = ADDRESS, status: int = 200) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == status
    return BeautifulSoup(response.text, "html.parser")


def shown(page: BeautifulSoup) -> list[str]:
    return [each.get_text() for each in page.select(".promise-head strong")]


def tally(page: BeautifulSoup) -> list[str]:
    rows = page.select(".tally li")
    return [" ".join(f"{row.span.text}: {row.strong.text}".split()) for row in rows]


@pytest.fixture
def news():
    return site.article("Website đã chạy")


def test_a_promise_stands_with_its_words_its_place_and_all_that_is_known(client, report, news):
    owner = Organisation.objects.create(name="Sở Bưu chính, Viễn thông")
    promise = builders.promise(
        article=report,
        owner=owner,
        due_on=date(2007, 6, 30),
        due_words="trong năm 2007",
        state=TaskState.DONE,
        done_on=date(2007, 7, 2),
        proof=news,
        project=builders.project(),
        indicator=builders.indicator(),
    )
    page = read(client)
    item = page.select_one(f"#cam-ket-{promise.pk}")
    assert item.blockquote.get_text(strip=True) == f"“{builders.QUOTE}”"
    source, project, indicator, proof = item.select("dd a")
    assert source["href"].startswith(f"{report.path}#:~:text=S%E1%BB%9F%20")
    assert project["href"] == promise.project.path
    assert indicator["href"] == promise.indicator.path
    assert (proof["href"], proof.text) == (news.path, "Website đã chạy")
    words = " ".join(item.get_text(" ").split())
    for text in (
        "Sở Bưu chính, Viễn thông",
        "30/06/2007 (trong năm 2007)",
        "đã xong (02/07/2007, sau thời hạn)",
    ):
        assert text in words
    assert [each.get_text(strip=True) for each in page.select("main h2")] == ["Nêu ngày 30/01/2007"]
    assert [each.get_text() for each in page.select("h3")] == ["Sẽ triển khai"]


def test_nobody_is_late_of_whom_nothing_is_known(client, report, news):
    builders.promise("Chưa rõ", article=report, due_on=YESTERDAY)
    builders.promise("Trễ", article=report, due_on=YESTERDAY, state=TaskState.OPEN, proof=news)
    builders.promise("Đang làm", article=report, state=TaskState.OPEN, proof=news)
    builders.promise("Xong", article=report, state=TaskState.DONE, proof=news)
    assert tally(read(client)) == [
        "đã xong: 1 trong 4",
        "đang thực hiện: 1 trong 4",
        "quá hạn: 1 trong 4",
        "chưa có thông tin: 1 trong 4",
    ]
    late = read(client).select_one(".tally-late a")["href"]
    assert late == "?tinh_trang=late"
    found = read(client, ADDRESS + late)
    assert shown(found) == ["Trễ"]
    assert found.select(".tally a") == []


def test_what_is_made_up_is_marked_and_not_counted_with_what_was_promised(client, report, news):
    made_up = site.article("Bài dựng ra", body=f"<p>{builders.QUOTE}</p>", is_sample=True)
    sample = builders.promise("Dựng ra", article=made_up, state=TaskState.DONE, proof=news)
    alone = read(client)
    assert tally(alone)[0] == "đã xong: 1 trong 1"
    assert "không được tính" not in alone.get_text()
    fact = builders.promise("Có thật", article=report)
    page = read(client)
    assert tally(page)[0] == "đã xong: 0 trong 1"
    assert "Các cam kết minh họa không được tính ở đây." in page.get_text()
    # Both of one day: neither is told by the other.
    marked = {
        key: bool(page.select(f"#cam-ket-{key} .sample-mark")) for key in (sample.pk, fact.pk)
    }
    assert marked == {sample.pk: True, fact.pk: False}
    rows = json_of(client, "/quy-hoach/cam-ket.json")["promises"]
    assert {row["title"]: row["is_sample"] for row in rows} == {"Dựng ra": True, "Có thật": False}


def test_a_state_stands_as_long_as_its_proof_can_be_read(client, report, news):
    builders.promise(article=report, state=TaskState.DONE, done_on=YESTERDAY, proof=news)

    def in_files() -> tuple[str, str]:
        [row] = json_of(client, "/quy-hoach/cam-ket.json")["promises"]
        return row["status"], row["done_on"]

    assert "đã xong: 1 trong 1" in tally(read(client))
    assert in_files() == ("done", YESTERDAY.isoformat())
    workflow.transition(news, to=State.WITHDRAWN, by=None, comment="Nhầm")
    page = read(client)
    assert "chưa có thông tin: 1 trong 1" in tally(page)
    assert "Website đã chạy" not in page.get_text()
    assert in_files() == ("unknown", None)


@pytest.mark.parametrize("state", [State.DRAFT, State.WITHDRAWN])
def test_an_article_that_is_not_public_hides_its_promises(client, state):
    report = site.article("Báo cáo", body=f"<p>{builders.QUOTE}</p>", state=state)
    builders.promise("Điều bí mật", article=report, project=builders.project())
    assert json_of(client, "/quy-hoach/cam-ket.json")["promises"] == []
    for address in (ADDRESS, "/", "/du-an/website-cho-cac-so-ban-nganh/"):
        assert "Điều bí mật" not in client.get(address).text


def test_what_is_being_prepared_is_not_shown(client, report):
    builders.promise("Đang soạn", article=report, is_public=False)
    assert "Đang soạn" not in client.get(ADDRESS).text
    assert "Đang soạn" not in client.get(report.path).text


def test_a_project_that_is_not_public_is_not_named(client, report):
    builders.promise(article=report, project=builders.project("Dự án mật", state=State.DRAFT))
    [row] = json_of(client, "/quy-hoach/cam-ket.json")["promises"]
    assert (row["project"], row["project_address"]) == (None, None)
    page = client.get(ADDRESS).text
    assert "Dự án mật" not in page
    assert "du-an-mat" not in page


def test_the_latest_day_stands_first_and_of_a_day_what_was_assigned(client, report):
    kinds = (PromiseKind.STRIVES, PromiseKind.AGREED, PromiseKind.WILL_DO, PromiseKind.ASSIGNED)
    for kind in kinds:
        builders.promise(kind.value, article=report, kind=kind)
    builders.promise("Mới hơn", article=report, said_on=date(2008, 1, 2), kind=PromiseKind.AGREED)
    assert shown(read(client)) == ["Mới hơn", "assigned", "will_do", "agreed", "strives"]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("ngay=2007-01-30", ["Một", "Hai"]),
        ("ngay=30/01/2007", ["Một", "Hai"]),
        ("nam=2008", ["Ba"]),
        ("loai=agreed", ["Hai"]),
        ("tinh_trang=done", ["Hai"]),
        ("tinh_trang=unknown&nam=2007", ["Một"]),
        ("trang=1", ["Ba", "Một", "Hai"]),
    ],
)
def test_the_list_is_narrowed_down(client, report, news, query, titles):
    builders.promise("Một", article=report, position=1)
    builders.promise(
        "Hai", article=report, kind=PromiseKind.AGREED, state=TaskState.DONE, proof=news
    )
    builders.promise("Ba", article=report, said_on=date(2008, 3, 4))
    assert shown(read(client, f"{ADDRESS}?{query}")) == titles


def test_the_list_is_narrowed_down_to_an_agency(client, report):
    owner = Organisation.objects.create(name="Sở Bưu chính, Viễn thông", short_name="Sở BCVT")
    Organisation.objects.create(name="Cơ quan không hứa gì")
    builders.promise("Của Sở", article=report, owner=owner)
    builders.promise("Của ai", article=report)
    page = read(client, f"{ADDRESS}?co_quan={owner.pk}")
    assert shown(page) == ["Của Sở"]
    options = page.select("#id_co_quan option")
    assert [option.get_text() for option in options] == ["tất cả", "Sở BCVT"]


@pytest.mark.parametrize(
    "query", ["ngay=hom-qua", "ngay=2007-02-31", "nam=x", "loai=x", "tinh_trang=x", "co_quan=0"]
)
def test_what_cannot_be_asked_for_is_said_beside_its_field(client, report, query):
    builders.promise("Một", article=report)
    page = read(client, f"{ADDRESS}?{query}", status=400)
    assert len(page.select(".list-filter .errorlist")) == 1
    assert client.get(f"/quy-hoach/cam-ket.csv?{query}").status_code == 400


def test_a_day_that_cannot_be_read_is_told_how_to_be_written(client, report):
    page = read(client, f"{ADDRESS}?ngay=hom-qua", status=400)
    assert "ví dụ 30/01/2007" in page.select_one(".list-filter .errorlist").get_text()
    assert page.select_one("#id_ngay")["value"] == "hom-qua"


def test_more_than_a_page_of_promises_goes_on_under_the_same_question(client, report, monkeypatch):
    monkeypatch.setattr("projects.promises.views.PAGE_SIZE", 2)
    for number in range(3):
        builders.promise(f"Việc {number}", article=report, position=number)
    first = read(client, f"{ADDRESS}?loai=will_do")
    assert shown(first) == ["Việc 0", "Việc 1"]
    assert tally(first)[-1] == "chưa có thông tin: 3 trong 3"
    onward = first.select_one(".pagination a[rel=next]")["href"]
    assert shown(read(client, f"{ADDRESS}{onward}")) == ["Việc 2"]


def test_an_empty_answer_says_what_to_do(client, report):
    assert "Chưa có nội dung" in read(client).get_text()
    builders.promise(article=report)
    page = read(client, f"{ADDRESS}?loai=agreed")
    assert "Không có mục nào phù hợp" in page.get_text()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_ask_as_often_for_three_promises_as_for_one(
    client, report, news, rows, django_assert_num_queries
):
    for number in range(rows):
        builders.promise(
            f"Việc {number}",
            article=report,
            owner=Organisation.objects.create(name=f"Cơ quan {number}"),
            project=builders.project(f"Dự án {number}"),
            indicator=builders.indicator(f"Chỉ tiêu {number}"),
            proof=news,
            state=TaskState.OPEN,
        )
    with django_assert_num_queries(4):
        client.get(ADDRESS)
    with django_assert_num_queries(5):
        csv_of(client, "/quy-hoach/cam-ket.csv")


def test_the_list_is_in_the_sitemap(client):
    assert f"{ADDRESS}</loc>" in client.get("/sitemap-trang.xml").text


def test_the_files_hold_what_the_page_shows(client, report, news):
    project = builders.project()
    builders.promise(
        "=1+1",
        article=report,
        state=TaskState.DONE,
        proof=news,
        due_words="năm nay",
        project=project,
    )
    data = json_of(client, "/quy-hoach/cam-ket.json")
    [row] = data["promises"]
    assert (row["said_on"], row["kind"], row["title"]) == ("2007-01-30", "will_do", "=1+1")
    assert (row["quote"], row["status"], row["due_words"]) == (builders.QUOTE, "done", "năm nay")
    assert row["source"].endswith(report.path)
    assert row["proof"].endswith(news.path)
    assert row["project_address"].endswith(project.path)
    assert data["as_of"] == timezone.localdate().isoformat()
    [line] = csv_of(client, "/quy-hoach/cam-ket.csv")
    assert (line["title"], line["status"]) == ("'=1+1", "done")
    [cells] = sheet_rows(xlsx_of(client, "/quy-hoach/cam-ket.xlsx"), "cam kết")
    assert (cells["tóm tắt"], cells["trạng thái"]) == ("=1+1", "đã xong")


def test_a_filter_holds_for_the_files_too(client, report):
    builders.promise("Một", article=report)
    assert json_of(client, "/quy-hoach/cam-ket.json?loai=agreed")["promises"] == []
    [link] = read(client, f"{ADDRESS}?loai=will_do&trang=1").select("a[href*='cam-ket.json']")
    assert link["href"] == "/quy-hoach/cam-ket.json?loai=will_do"


def test_a_promise_that_has_become_late_is_new_to_who_has_kept_the_file(client, report, news):
    day = date(2030, 1, 1)
    builders.promise(article=report, state=TaskState.OPEN, due_on=day, proof=news)
    seen = set()
    for today in (day, day, day + timedelta(days=1)):
        with patch("django.utils.timezone.localdate", return_value=today):
            response = client.get("/quy-hoach/cam-ket.json")
            seen.add((response["ETag"], b"late" in response.getvalue().split(b"codebook")[0]))
    assert len(seen) == 2


def test_a_page_of_its_day_is_linked_by_each_promise(client, report):
    promise = builders.promise(article=report)
    assert promise.address == f"{ADDRESS}{promise.pk}-xay-dung-website/"
    assert Promise.objects.public().count() == 1
