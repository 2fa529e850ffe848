"""Publications in sheets: new ones are drafts, live ones are changed by a waiting change only."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook

from enterprises.profiles.models import Enterprise, Sector
from news.articles.models import Article, Author
from news.procedures.models import Procedure
from portal.editing.sheets import PublicationImport
from portal.publishing import changes, services
from portal.publishing.models import ChangeSet, State, Topic
from tests import builders
from tests.builders import signed_in
from tests.enterprises import builders as enterprises
from tests.news.builders import VIETNAM, notice
from tests.portal.exchange.sheets.test_lists import confirm, send, table_of

pytestmark = pytest.mark.django_db

LIST = "news/article"


@pytest.fixture
def desk(client):
    client.force_login(builders.editor())
    return client


def problems(preview):
    found = {}
    for number, column, message in preview.context["problems"]:
        found.setdefault(number, {})[column] = message
    return found


def test_a_new_row_is_a_draft_with_clean_text_and_a_version(desk):
    section = builders.section("Tin tức")
    Author.objects.create(name="Lê Văn A")
    Topic.objects.create(name="Chữ ký số")
    preview = send(
        desk,
        LIST,
        "Tiêu đề;Tóm tắt;Nội dung;Chuyên mục;Chủ đề;Tác giả;Thời điểm đăng\n"
        "Họp báo;Ngắn;<p>Vào</p><script>alert(1)</script>;Tin tức;Chữ ký số;Lê Văn A;"
        "01/02/2007 08:30\n",
    )
    assert problems(preview) == {}
    assert not Article.objects.exists()
    confirm(desk, LIST, preview)
    article = Article.objects.get()
    assert (article.state, article.slug, article.section) == (State.DRAFT, "hop-bao", section)
    assert article.body == "<p>Vào</p>"
    assert article.author.name == "Lê Văn A"
    assert [topic.name for topic in article.topics.all()] == ["Chữ ký số"]
    assert article.published_at.isoformat() == "2007-02-01T01:30:00+00:00"
    assert article.created_by.username == "bientap"
    assert article.revisions.get().created_by.username == "bientap"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Đoạn một\n\nĐoạn hai\nDòng ba", "<p>Đoạn một</p>\n<p>Đoạn hai<br>Dòng ba</p>"),
        ("x < 5 và y<b", "<p>x &lt; 5 và y&lt;b</p>"),
        ("<p>Đoạn một</p>\n\n<p>Hai</p>", "<p>Đoạn một</p>\n<p>Hai</p>"),
        ("", ""),
    ],
)
def test_a_plain_text_keeps_its_paragraphs_and_every_word(desk, typed, stored):
    preview = send(desk, LIST, f'Tiêu đề;Nội dung\nHọp báo;"{typed}"\n')
    assert problems(preview) == {}
    confirm(desk, LIST, preview)
    assert Article.objects.get().body == stored


def test_more_lines_than_a_page_may_have_are_refused_at_their_cell(desk):
    lines = "- a\n" * 30_001
    preview = send(desk, LIST, f'Tiêu đề;Nội dung\nHọp báo;"{lines}"\n')
    assert "định dạng" in problems(preview)[2]["Nội dung"]


def test_a_row_for_a_live_page_becomes_a_change_that_is_not_sent(desk, client):
    article = builders.article("Cũ", slug="bai")
    preview = send(desk, LIST, "Đường dẫn,Tiêu đề\nbai,Mới\n")
    assert "— có thay đổi chưa gửi duyệt" in preview.text
    assert changes.open_change(article) is None
    confirm(desk, LIST, preview)
    text = desk.get(reverse("admin:articles_article_changelist")).text
    assert "thay đổi của trang đã đăng chưa được gửi duyệt" in text
    article.refresh_from_db()
    assert article.title == "Cũ"
    assert "Mới" not in client.get(article.path).text
    version = changes.pending_version(article)
    assert version.data["fields"]["title"] == "Mới"
    assert version.created_by.username == "bientap"


def test_the_preview_says_what_a_row_costs_who_decides(client):
    for name, state in (("cho", State.SUBMITTED), ("nhap", State.DRAFT)):
        builders.article("Cũ", slug=name, state=state, published_at=None, by=builders.person(name))
    client.force_login(builders.publisher())
    preview = send(client, LIST, "Đường dẫn,Tiêu đề\ncho,Mới\nnhap,Mới\n")
    assert preview.text.count("— Bài đang chờ bạn quyết định") == 1


def test_what_waits_already_is_not_overwritten(desk):
    article = builders.article("Cũ", slug="bai")
    article.title = "Đang chờ"
    services.save(article, by=builders.reporter())
    preview = send(desk, LIST, "Đường dẫn,Tiêu đề\nbai,Mới\n")
    assert "thay đổi chưa đăng" in problems(preview)[2][""]
    assert ChangeSet.objects.count() == 1


def test_every_row_says_what_is_wrong_with_it(desk):
    builders.section("Tin tức")
    builders.article("Có rồi", slug="co-roi")
    builders.article("Duyệt rồi", slug="duyet-roi", state=State.APPROVED)
    builders.article("Đã dời", slug="cho-moi")
    moved = Article.objects.get(slug="cho-moi")
    moved.slug = "cho-khac"
    services.save(moved, by=None)
    rows = [
        "Đường dẫn,Tiêu đề,Chuyên mục,Thời điểm đăng,Minh họa",
        ",,Tin tức,,",
        ",Bài A,Không có,31/02/2007,có lẽ",
        ",Có rồi,,,",
        "bai-b,Bài B,,,",
        "bai-b,Bài B nữa,,,",
        "duyet-roi,Sửa,,,",
        "cho-moi,Chiếm chỗ,,,",
        "Chữ Hoa,Sai đường dẫn,,,",
    ]
    wrong = problems(send(desk, LIST, "\n".join(rows)))
    assert set(wrong) == {2, 3, 4, 6, 7, 8, 9}
    assert set(wrong[2]) == {"Tiêu đề"}
    assert set(wrong[3]) == {"Chuyên mục", "Thời điểm đăng", "Minh họa"}
    assert "co-roi" in wrong[4]["Đường dẫn"]
    assert "Dòng 5" in wrong[6]["Đường dẫn"]
    assert "đã được duyệt" in wrong[7][""]
    assert set(wrong[8]) == set(wrong[9]) == {"Đường dẫn"}


def test_rights_in_one_section_reach_no_further_in_a_sheet(client):
    mine, other = builders.section("Của tôi"), builders.section("Của người khác")
    builders.article("Ở nơi khác", slug="noi-khac", section=other, state=State.DRAFT)
    user = builders.editor()
    user.sections.set([mine])
    client.force_login(user)
    rows = "Đường dẫn,Tiêu đề,Chuyên mục\nnoi-khac,A,Của tôi\n,B,\n,C,Của người khác\n,D,Của tôi\n"
    wrong = problems(send(client, LIST, rows))
    assert set(wrong) == {2, 3, 4}
    assert set(wrong[3]) == set(wrong[4]) == {"Chuyên mục"}


def test_what_goes_out_comes_back_unchanged_and_with_all_kinds_of_columns(desk):
    sector = Sector.objects.create(name="Phần mềm, dịch vụ")
    enterprise = enterprises.enterprise("Công ty A", phone="+84 234", tax_code="3300100106")
    services.save(Enterprise.objects.get(pk=enterprise.pk), by=None, related={"sectors": [sector]})
    builders.article("Bài", body="<p>Một</p><p>Hai &amp; ba</p>", section=builders.section())
    for list_ in (LIST, "enterprises/enterprise"):
        for kind in ("csv", "xlsx"):
            content = b"".join(desk.get(f"/admin/{list_}/xuat.{kind}").streaming_content)
            preview = send(desk, list_, content, f"bang.{kind}")
            assert preview.context["counts"] == {"new": 0, "changed": 0, "unchanged": 1, "wrong": 0}


def test_an_empty_cell_of_a_choice_leaves_what_it_has_by_itself(desk):
    preview = send(desk, "news/procedure", "Tiêu đề;Mức độ trực tuyến;Ngôn ngữ\nCấp giấy phép;;\n")
    assert problems(preview) == {}
    confirm(desk, "news/procedure", preview)
    page = Procedure.objects.get()
    assert (page.online, page.language, page.state) == ("paper", "vi", State.DRAFT)
    Procedure.objects.update(language="en")
    preview = send(
        desk, "news/procedure", "Đường dẫn;Mức độ trực tuyến;Ngôn ngữ\ncap-giay-phep;;\n"
    )
    assert preview.context["counts"] == {"new": 0, "changed": 0, "unchanged": 1, "wrong": 0}


@pytest.mark.parametrize(
    ("kind", "column", "typed"),
    [
        ("enterprises/enterprise", "Điện thoại", 905123456),
        ("news/procedure", "Mã thủ tục", 1.01003),
        ("news/officialdocument", "Số, ký hiệu", 12),
    ],
)
def test_a_number_that_excel_made_of_digits_is_refused(desk, kind, column, typed):
    book = Workbook()
    for row in (("Tiêu đề", column), ("Tên", typed)):
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    preview = send(desk, kind, file.getvalue(), name="bang.xlsx")
    assert "đổi chữ này thành số" in problems(preview)[2][column]


@pytest.mark.parametrize("typed", ["04/12/2026", "04/12/2026 00:00"])
def test_a_closing_day_without_an_hour_is_refused(desk, typed):
    head = "Tiêu đề;Ngày ban hành;Hạn nhận hồ sơ\n"
    preview = send(desk, "news/notice", f"{head}Tuyển dụng;01/11/2026;{typed}\n")
    assert "Hãy ghi cả giờ" in problems(preview)[2]["Hạn nhận hồ sơ"]
    preview = send(desk, "news/notice", f"{head}Tuyển dụng;01/11/2026;04/12/2026 17:00\n")
    assert problems(preview) == {}
    preview = send(desk, "news/notice", f"{head}Dự toán;01/11/2026;\n")
    assert problems(preview) == {}


def test_a_closing_at_midnight_that_is_there_already_goes_out_and_comes_back(desk):
    notice(closes_at=datetime(2026, 12, 4, tzinfo=VIETNAM))
    content = b"".join(desk.get("/admin/news/notice/xuat.csv").streaming_content)
    preview = send(desk, "news/notice", content)
    assert preview.context["counts"] == {"new": 0, "changed": 0, "unchanged": 1, "wrong": 0}


@pytest.mark.parametrize("typed", ["31/01/2027", "31/01/2027 00:00"])
def test_the_last_day_of_a_meeting_without_an_hour_is_refused(desk, typed):
    head = "Tiêu đề;Bắt đầu lúc;Kết thúc lúc\nHọp;30/01/2027 08:00;"
    preview = send(desk, "enterprises/event", f"{head}{typed}\n")
    assert "Hãy ghi cả giờ" in problems(preview)[2]["Kết thúc lúc"]
    assert problems(send(desk, "enterprises/event", f"{head}31/01/2027 17:00\n")) == {}


def test_of_a_meeting_known_by_its_day_the_last_day_is_taken(desk):
    begins = datetime(2027, 1, 30, tzinfo=VIETNAM)
    page = enterprises.event(starts_at=begins, state=State.DRAFT, precision="day")
    content = f"Đường dẫn;Tiêu đề;Kết thúc lúc\n{page.slug};{page.title};31/01/2027\n"
    confirm(desk, "enterprises/event", send(desk, "enterprises/event", content))
    page.refresh_from_db()
    assert page.ends_at == datetime(2027, 1, 31, tzinfo=VIETNAM)


@pytest.mark.django_db(transaction=True)
def test_who_saves_a_page_need_not_wait_for_a_preview_of_it(monkeypatch):
    for slug, state in (("mot", State.PUBLISHED), ("hai", State.DRAFT), ("ba", State.DRAFT)):
        builders.article("Cũ", slug=slug, state=state)
    free = []

    def note_free_pages(self, record):
        free.append(elsewhere(free_slugs))
        return ""

    monkeypatch.setattr(PublicationImport, "waits", note_free_pages)
    preview = send(signed_in(builders.editor()), LIST, "Đường dẫn,Tiêu đề\nmot,A\nhai,B\nba,C\n")
    assert preview.context["counts"]["changed"] == 3
    assert free == [{"mot", "hai", "ba"}] * 3


def free_slugs():
    with transaction.atomic():
        pages = Article.objects.select_for_update(skip_locked=True)
        return set(pages.values_list("slug", flat=True))


def elsewhere(work):
    """Do it over another connection."""

    def run():
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result(10)


def test_a_sheet_locks_its_pages_in_the_order_in_which_all_others_do(desk):
    for slug in ("mot", "hai"):
        builders.article("Cũ", slug=slug, state=State.DRAFT)
    preview = send(desk, LIST, "Đường dẫn,Tiêu đề\nhai,B\nmot,A\n")
    with CaptureQueriesContext(connection) as asked:
        confirm(desk, LIST, preview)
    asked_pages = [each["sql"] for each in asked if "publishing_publication" in each["sql"]]
    locks = [sql for sql in asked_pages if "UPDATE" in sql]
    assert "('hai', 'mot')" in locks[0] or "('mot', 'hai')" in locks[0]
    assert locks[0].startswith('SELECT "publishing_publication"."id" ')
    assert locks[0].endswith("ORDER BY 1 ASC FOR NO KEY UPDATE")


def test_a_passing_error_of_the_database_is_not_said_of_a_row(desk, monkeypatch):
    def is_ended(self, record, related):
        raise OperationalError("deadlock detected")

    monkeypatch.setattr(PublicationImport, "write", is_ended)
    with pytest.raises(OperationalError):
        send(desk, LIST, "Tiêu đề\nA\n")


@pytest.mark.parametrize("is_live", [True, False])
def test_an_event_that_is_known_is_moved_in_its_form_alone(desk, is_live):
    begins = datetime(2027, 2, 10, 8, tzinfo=VIETNAM)
    page = enterprises.event(starts_at=begins, state=State.PUBLISHED if is_live else State.DRAFT)
    content = "Đường dẫn;Tiêu đề;Địa điểm;Bắt đầu lúc\n{};Khác;Hội trường;{} 08:00\n"
    moved = content.format(page.slug, "17/02/2027")
    if not is_live:
        assert problems(send(desk, "enterprises/event", moved)) == {}
        enterprises.slot(page)
    found = problems(send(desk, "enterprises/event", moved))
    assert "dời trong biểu mẫu" in found[2]["Bắt đầu lúc"]
    assert problems(send(desk, "enterprises/event", content.format(page.slug, "10/02/2027"))) == {}


def test_related_rows_of_a_kind_wait_with_the_change(desk):
    sector = Sector.objects.create(name="Phần mềm")
    enterprise = enterprises.enterprise("Công ty A", slug="cong-ty-a")
    preview = send(desk, "enterprises/enterprise", "Đường dẫn,Lĩnh vực\ncong-ty-a,Phần mềm\n")
    assert problems(preview) == {}
    confirm(desk, "enterprises/enterprise", preview)
    assert list(enterprise.sectors.all()) == []
    assert changes.pending_version(enterprise).data["parts"]["sectors"] == [sector.pk]


def test_a_reporter_takes_out_what_they_may_see_and_nothing_in(client):
    builders.article("Nháp của người khác", state=State.DRAFT, by=builders.editor())
    builders.article("Đã đăng")
    reporter = builders.reporter()
    builders.article("Nháp của tôi", state=State.DRAFT, by=reporter)
    client.force_login(reporter)
    rows = table_of(client.get(f"/admin/{LIST}/xuat.csv"))
    assert {row[1] for row in rows[1:]} == {"Đã đăng", "Nháp của tôi"}
    assert client.get(f"/admin/{LIST}/nhap/").status_code == 403
    assert send(client, LIST, "Tiêu đề\nA\n").status_code == 403


def test_the_list_goes_out_as_it_is_filtered_and_a_waiting_text_does_not(desk):
    article = builders.article("Đã đăng")
    article.summary = "Còn chờ duyệt"
    services.save(article, by=builders.reporter())
    builders.article("Nháp", state=State.DRAFT)
    text = b"".join(
        desk.get(f"/admin/{LIST}/xuat.csv", {"state__exact": "published"}).streaming_content
    ).decode()
    rows = list(csv.reader(io.StringIO(text)))
    assert [row[1] for row in rows[1:]] == ["Đã đăng"]
    assert "Còn chờ duyệt" not in text


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_goes_out_in_as_many_queries_for_three_rows_as_for_one(
    desk, rows, django_assert_num_queries
):
    for number in range(rows):
        topic = Topic.objects.create(name=f"Chủ đề {number}")
        builders.article(f"Bài {number}", section=builders.section(f"Mục {number}"), topics=[topic])
    with django_assert_num_queries(11):
        assert len(table_of(desk.get(f"/admin/{LIST}/xuat.csv"))) == rows + 1


def test_the_choice_of_a_sheet_has_a_button_in_vietnamese(client):
    client.force_login(builders.editor())
    page = client.get("/admin/news/article/nhap/").text
    assert 'data-choose="Chọn tệp…"' in page
