"""How many pages stand where: what is counted, for whom, and as a file."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from news.articles.models import Author
from portal.newsroom.statistics import By, Moment, StatisticsQuery, count_pages, total_row
from portal.publishing import workflow
from portal.publishing.models import State
from tests import builders
from tests.enterprises import builders as enterprises

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/thong-ke/"
BARE = {"state": State.DRAFT, "published_at": None}
FEBRUARY, YEAR = (date(2007, 2, 1), date(2007, 2, 28)), (date(2007, 1, 1), date(2007, 12, 31))


def at(month, day=1, hour=3):
    return datetime(2007, month, day, hour, tzinfo=UTC)


def table(by, days=YEAR, **fields):
    """The counted rows: by label, the columns that are not empty."""
    return {
        row.label: {
            name: count
            for (name, _label), count in zip(row.columns, row.counts, strict=True)
            if count
        }
        for row in count_pages(StatisticsQuery(*days, by=by, **fields))
    }


def test_pages_are_counted_by_the_month_quarter_and_year_here():
    builders.article("Tháng một", published_at=at(1))
    builders.article("Tháng hai", published_at=at(2))
    # 17:00 UTC on the last of February is the first of March here.
    builders.article("Tháng ba", published_at=at(2, 28, 17))
    builders.article("Tháng tư", published_at=at(4))
    one = {"published": 1}
    assert list(table(By.MONTH)) == ["01/2007", "02/2007", "03/2007", "04/2007"]
    assert table(By.QUARTER) == {"quý I/2007": {"published": 3}, "quý II/2007": one}
    assert table(By.YEAR) == {"2007": {"published": 4}}
    assert table(By.MONTH, FEBRUARY) == {"02/2007": one}


def test_states_are_told_apart_and_what_is_scheduled_is_not_yet_published():
    today = timezone.localdate()
    month = (today - timedelta(days=1), today + timedelta(days=40))
    builders.article("Nháp", **BARE)
    builders.article("Hẹn giờ", published_at=timezone.now() + timedelta(days=1))
    workflow.transition(builders.article("Đã gỡ"), to=State.WITHDRAWN, by=None)
    workflow.transition(builders.article("Trong thùng rác", **BARE), to=State.BINNED, by=None)
    assert table(By.KIND, month, moment=Moment.CREATED) == {
        "bài viết": {"draft": 1, "scheduled": 1, "withdrawn": 1}
    }
    assert table(By.KIND, month) == {"bài viết": {"scheduled": 1}}
    assert table(By.KIND) == {"bài viết": {"withdrawn": 1}}


@pytest.mark.parametrize("shown", [True, False])
def test_samples_are_not_counted_whether_they_are_shown_or_not(client, settings, shown):
    settings.SHOW_SAMPLES = shown
    author = Author.objects.create(name="Hoàng Minh")
    builders.article("Thật", author=author)
    builders.article("Minh họa", author=author, is_sample=True)
    one = {"published": 1}
    assert table(By.MONTH) == {"02/2007": one}
    assert table(By.BYLINE) == {"Hoàng Minh": one}
    client.force_login(builders.editor())
    assert "Bài minh họa không được đếm." in client.get(ADDRESS).text


def test_a_moment_typed_into_a_draft_counts_as_no_publication():
    builders.article("Nháp", state=State.DRAFT)
    assert table(By.MONTH) == {}


def test_writers_bylines_sections_and_kinds_are_rows_the_largest_first():
    reporter = builders.person("pv", first_name="Lan")
    telecoms, author = builders.section("Viễn thông"), Author.objects.create(name="Hoàng Minh")
    for number in range(2):
        builders.article(f"Bài {number}", by=None, section=telecoms, author=author)
    mine = builders.article("Của Lan", **BARE, by=reporter)
    workflow.transition(mine, to=State.PUBLISHED, by=None, published_at=at(2))
    enterprises.enterprise("Công ty", published_at=at(2))
    assert table(By.WRITER) == {
        "không có (nhập từ nơi khác)": {"published": 3}, str(reporter): {"published": 1}
    }  # fmt: skip
    assert table(By.BYLINE) == {
        "Hoàng Minh": {"published": 2},
        "không ghi tác giả": {"published": 1},
    }
    assert table(By.SECTION) == {
        "Viễn thông (bài viết)": {"published": 2}, "không thuộc chuyên mục nào": {"published": 2}
    }  # fmt: skip
    assert table(By.KIND) == {"bài viết": {"published": 3}, "doanh nghiệp": {"published": 1}}
    narrow = {"kind": "article", "section": telecoms.pk}
    assert table(By.KIND, **narrow) == {"bài viết": {"published": 2}}
    assert table(By.KIND, writer=reporter.pk) == {"bài viết": {"published": 1}}
    assert table(By.BYLINE, kind="enterprise") == {}


def test_all_rows_are_summed():
    builders.article("Một", published_at=at(1))
    builders.article("Hai", published_at=at(2))
    assert total_row(count_pages(StatisticsQuery(*YEAR))).total == 2


def test_the_page_is_for_who_edits_or_publishes(client):
    builders.article()
    client.force_login(builders.reporter())
    assert client.get(ADDRESS).status_code == 404
    for person in (builders.editor(), builders.publisher()):
        client.force_login(person)
        page = client.get(ADDRESS, {"tu": "01/01/2007", "den": "31/12/2007"}).text
        assert "02/2007" in page


def test_an_editor_of_some_sections_counts_those_only(client):
    editor, near, far = builders.editor(), builders.section("Gần"), builders.section("Xa")
    editor.sections.add(near)
    builders.article("Một", section=near)
    builders.article("Hai", section=far)
    client.force_login(editor)
    query = {"tu": "01/01/2007", "den": "31/12/2007", "theo": "chuyen-muc"}
    page = client.get(ADDRESS, query).text
    assert "Gần (bài viết)" in page
    assert "Xa (bài viết)" not in page


def test_without_a_question_it_is_this_year_by_month(client):
    builders.article("Năm nay", published_at=timezone.now())
    client.force_login(builders.editor())
    assert timezone.localdate().strftime("%m/%Y") in client.get(ADDRESS).text


def test_a_month_of_which_a_part_is_counted_leads_to_that_part(client):
    builders.article("Giữa tháng", published_at=datetime(2007, 1, 20, 3, tzinfo=UTC))
    client.force_login(builders.editor())
    for rows in ("thang", "nam"):
        query = {"tu": "15/01/2007", "den": "25/01/2007", "theo": rows}
        page = client.get(ADDRESS, query).text
        assert "tu=15%2F01%2F2007&amp;den=25%2F01%2F2007" in page.partition("<tbody")[2]


def test_rows_lead_to_what_they_stand_for_alone_and_back(client):
    section, editor = builders.section("Viễn thông"), builders.editor()
    builders.article("Bài", section=section)
    client.force_login(editor)
    query = {"tu": "01/01/2007", "den": "31/12/2007", "theo": "chuyen-muc"}
    page = client.get(ADDRESS, query).text
    assert f"muc={section.pk}" in page
    narrowed = client.get(ADDRESS, query | {"theo": "nguoi-soan", "muc": section.pk})
    assert "Chuyên mục: Viễn thông" in narrowed.text


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"tu": "31/02/2007"}, "hãy viết ngày/tháng/năm"),
        ({"tu": ""}, "bắt buộc"),
        ({"tu": "01/02/2007", "den": "01/01/2007"}, "Ngày cuối đứng trước ngày đầu"),
        ({"tu": "01/01/0007"}, "từ năm 1990 đến năm 2100"),
        ({"theo": "trang-thai"}, "trang-thai"),
        ({"loai": "khong-co"}, "khong-co"),
        ({"muc": "9" * 30}, ""),
        ({"nguoi": "1; DROP"}, ""),
    ],
)
def test_a_question_that_is_none_is_answered_with_what_to_write(client, query, message):
    client.force_login(builders.editor())
    for more in ({}, {"tai": "csv"}):
        response = client.get(ADDRESS, query | more)
        assert response.status_code == 400
        assert message in response.text


def test_the_file_opens_with_its_marks_and_computes_nothing(client):
    Author.objects.create(name="=HYPERLINK(A1)")
    builders.article("Bài", author=Author.objects.get())
    client.force_login(builders.editor())
    query = {"tu": "01/02/2007", "den": "28/02/2007", "theo": "tac-gia", "tai": "csv"}
    response = client.get(ADDRESS, query)
    raw = b"".join(response.streaming_content)
    assert raw.startswith(b"\xef\xbb\xbf")
    header, line, last = raw.decode("utf-8-sig").splitlines()
    assert header.startswith("Tác giả ghi dưới bài")
    assert line.startswith("'=HYPERLINK(A1)")
    assert last.startswith("Tất cả")
    assert "thong-ke-tac-gia-20070201-20070228.csv" in response["Content-Disposition"]
    assert client.get(ADDRESS, query | {"tai": "xlsx"}).status_code == 200
    assert client.get(ADDRESS, query | {"tai": "exe"}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("by", "queries"),
    [(By.MONTH, 1), (By.KIND, 1), (By.WRITER, 2), (By.SECTION, 2), (By.BYLINE, 2)],
)
def test_each_table_is_asked_once(rows, by, queries, django_assert_num_queries):
    for number in range(rows):
        author = Author.objects.create(name=f"Tác giả {number}")
        section, by_whom = builders.section(f"Mục {number}"), builders.reporter(f"pv-{number}")
        article = builders.article(
            f"Bài {number}", **BARE, by=by_whom, section=section, author=author
        )
        workflow.transition(article, to=State.PUBLISHED, by=None, published_at=at(1 + number))
    with django_assert_num_queries(queries):
        assert len(count_pages(StatisticsQuery(*YEAR, by=by))) == (1 if by == By.KIND else rows)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_often_for_three_rows_as_for_one(client, rows, django_assert_num_queries):
    for number in range(rows):
        builders.article(f"Bài {number}", published_at=at(1 + number))
    client.force_login(builders.editor())
    query = {"tu": "01/01/2007", "den": "31/12/2007"}
    client.get(ADDRESS, query)
    with django_assert_num_queries(6):
        client.get(ADDRESS, query)
