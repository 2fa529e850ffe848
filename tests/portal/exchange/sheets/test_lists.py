"""Lists that go out into sheets and come back: reference lists, with every change written down."""

import csv
import io
from datetime import timedelta
from decimal import Decimal
from itertools import groupby

import openpyxl
import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.articles.models import Source
from portal.audit.models import AuditEntry
from portal.exchange.sheets import exports, values
from portal.exchange.sheets.admin import SheetAdmin
from portal.exchange.sheets.columns import Column
from portal.exchange.sheets.models import SheetUpload
from portal.exchange.sheets.records import RecordImport
from portal.exchange.sheets.tasks import forget_old_sheets
from portal.pagecache import generation
from portal.publishing.models import Section, Topic
from portal.search.models import Abbreviation
from tests import builders
from tests.markup import squeezed

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(builders.editor())
    return client


def send(client, list_, text, name="bang.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(f"/admin/{list_}/nhap/", {"sheet": SimpleUploadedFile(name, content)})


def confirm(client, list_, preview):
    return client.post(f"/admin/{list_}/nhap/xac-nhan/", {"token": preview.context["token"]})


def table_of(response):
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content)))


def test_a_preview_stores_nothing_and_says_what_each_row_does(desk):
    Topic.objects.create(name="Mật độ", slug="mat-do", description="Cũ")
    Topic.objects.create(name="Chữ ký số")
    preview = send(
        desk,
        "portal/topic",
        "Tên,Mô tả\nMật độ,Mới\nChữ ký số,\nDi động,Ba\n",
    )
    assert preview.context["counts"] == {"new": 1, "changed": 1, "unchanged": 1, "wrong": 0}
    page = squeezed(preview.text)
    assert "<del>Cũ</del> <ins>Mới</ins>" in page
    assert Topic.objects.count() == 2
    assert not AuditEntry.objects.filter(subject_label="publishing.topic").exists()


def test_a_confirmed_sheet_is_taken_in_once_and_written_down(desk):
    Topic.objects.create(name="Mật độ", description="Cũ")
    preview = send(desk, "portal/topic", "Tên,Mô tả\nMật độ,Mới\nDi động,\n")
    assert confirm(desk, "portal/topic", preview).status_code == 302
    assert list(Topic.objects.values_list("name", "slug", "description")) == [
        ("Di động", "di-dong", ""),
        ("Mật độ", "mat-do", "Mới"),
    ]
    written = AuditEntry.objects.filter(subject_label="publishing.topic").order_by("number")
    assert [(entry.action, entry.actor_name.split(" ")[0]) for entry in written] == [
        ("changed", "bientap"),
        ("added", "bientap"),
    ]
    assert written[0].old == {"description": "Cũ"}
    assert not SheetUpload.objects.exists()
    again = confirm(desk, "portal/topic", preview)
    assert again.status_code == 302
    assert Topic.objects.count() == 2


def locks_and_rows(statements):
    """Return, in order, where a statement locks what others wait for, or adds a topic."""
    signs = {
        "pg_advisory_xact_lock(2007, 11)": "record",
        "INSERT INTO pagecache_generation": "generation",
        'INSERT INTO "publishing_topic" (': "row",
    }
    found = [name for each in statements for sign, name in signs.items() if sign in each["sql"]]
    return [name for name, _same in groupby(found)]


def test_others_wait_neither_for_a_preview_nor_while_rows_are_tried(desk):
    with CaptureQueriesContext(connection) as asked:
        preview = send(desk, "portal/topic", "Tên\nMật độ\nDi động\n")
    assert locks_and_rows(asked) == ["row"]
    before = generation.current()
    with CaptureQueriesContext(connection) as asked:
        confirm(desk, "portal/topic", preview)
    assert locks_and_rows(asked) == ["row", "generation", "record"]
    assert generation.current() == before + 1


def test_one_wrong_row_keeps_all_out_and_is_named_with_its_column(desk):
    preview = send(
        desk,
        "portal/section",
        "Loại,Tên,Thứ tự\nBài viết,Tin mới,1\nBản tin,Khác,x\nBài viết,Tin mới,2\nBài viết,,3\n",
    )
    messages = {(number, column): text for number, column, text in preview.context["problems"]}
    assert list(messages) == [
        (3, "Loại"),
        (3, "Thứ tự"),
        (4, "Đường dẫn"),
        (5, "Tên"),
        (5, "Đường dẫn"),
    ]
    assert "bài viết" in messages[3, "Loại"]
    assert "2" in messages[4, "Đường dẫn"]
    assert 'name="token"' not in preview.text
    confirm(desk, "portal/section", preview)
    assert not Section.objects.exists()


def test_a_row_that_the_database_refuses_is_named_and_the_others_are_still_tried(desk, monkeypatch):
    write = RecordImport.write

    def refuse_one(self, record, related):
        if record.name == "Hỏng":
            connection.cursor().execute("SELECT 1 / 0")
        write(self, record, related)

    monkeypatch.setattr(RecordImport, "write", refuse_one)
    preview = send(desk, "portal/topic", "Tên\nHỏng\nTốt\n")
    assert preview.context["counts"] == {"new": 1, "changed": 0, "unchanged": 0, "wrong": 1}
    ((number, column, message),) = preview.context["problems"]
    assert (number, column) == (2, "")
    assert "Không lưu được" in message
    assert not Topic.objects.exists()


def test_what_changed_since_the_preview_is_shown_again_and_not_overwritten(desk):
    Abbreviation.objects.create(short="XYZ", long="Công nghệ thông tin")
    preview = send(desk, "portal/abbreviation", "Chữ viết tắt,Viết đầy đủ\nXYZ,Của bảng\n")
    Abbreviation.objects.filter(short="XYZ").update(long="Của người khác")
    answer = confirm(desk, "portal/abbreviation", preview)
    assert "Của người khác" in answer.text
    assert Abbreviation.objects.get(short="XYZ").long == "Của người khác"
    assert confirm(desk, "portal/abbreviation", answer).status_code == 302
    assert Abbreviation.objects.get(short="XYZ").long == "Của bảng"


def test_a_preview_is_confirmed_by_who_took_it_and_for_its_list(desk, client):
    preview = send(desk, "news/source", "Tên\nBáo Huế\n")
    confirm(desk, "news/author", preview)
    client.force_login(builders.editor("khac"))
    confirm(client, "news/source", preview)
    client.post("/admin/news/source/nhap/xac-nhan/", {"token": "giả"})
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Ten cot la,Tên\n1,2\n", "Ten cot la"),
        ("Mô tả\n1\n", "Tên"),
        ("", "trống"),
        ("Tên\n", "không có dòng nào"),
        ("Tên,name,Mô tả\n1,2,3\n", "cùng một cột"),
    ],
)
def test_another_sheet_is_refused_with_the_columns_there_are(desk, text, message):
    answer = send(desk, "portal/topic", text)
    assert answer.status_code == 400
    assert message in answer.text
    assert not SheetUpload.objects.exists()


def test_a_sheet_that_nobody_confirms_is_gone_after_a_day(desk):
    send(desk, "portal/topic", "Tên\nDi động\n")
    forget_old_sheets.call()
    assert SheetUpload.objects.count() == 1
    SheetUpload.objects.update(sent_at=timezone.now() - timedelta(days=2))
    forget_old_sheets.call()
    assert not SheetUpload.objects.exists()


def test_a_number_that_excel_gives_back_without_its_zeros_is_the_same():
    column = Column(models.DecimalField("quantity", name="quantity"), values.number)
    assert column.as_text(Decimal("12.00")) == column.as_text(values.number(12)) == "12"
    assert column.as_text(Decimal("12.50")) == column.as_text(values.number(12.5)) == "12,5"


def test_an_emptied_place_is_no_change(desk):
    Section.objects.create(kind="article", name="Tin mới", position=10)
    text = "Loại,Tên,Đường dẫn,Thứ tự\nBài viết,Tin mới,tin-moi,\n"
    preview = send(desk, "portal/section", text)
    assert preview.context["counts"] == {"new": 0, "changed": 0, "unchanged": 1, "wrong": 0}


def test_what_goes_out_comes_back_without_a_change(desk):
    builders.section("Tin tức")
    Topic.objects.create(name="=cmd|x", description="-1\nhai dòng; “ngoặc”")
    for list_ in ("portal/topic", "portal/section"):
        for kind in ("csv", "xlsx"):
            response = desk.get(f"/admin/{list_}/xuat.{kind}")
            content = b"".join(response.streaming_content)
            preview = send(desk, list_, content, f"bang.{kind}")
            assert preview.context["counts"] == {"new": 0, "changed": 0, "unchanged": 1, "wrong": 0}


def test_the_list_goes_out_as_it_is_searched(desk):
    Topic.objects.create(name="Một")
    Topic.objects.create(name="Hai")
    rows = table_of(desk.get("/admin/portal/topic/xuat.csv", {"q": "Hai"}))
    assert rows == [["Tên", "Đường dẫn", "Mô tả"], ["Hai", "hai", ""]]


def test_chosen_rows_go_out_alone(desk):
    Topic.objects.create(name="Một")
    chosen = Topic.objects.create(name="Hai")
    answer = desk.post(
        "/admin/portal/topic/",
        {"action": "export_chosen_csv", "_selected_action": [chosen.pk]},
    )
    assert [row[0] for row in table_of(answer)] == ["Tên", "Hai"]


def test_a_list_that_is_too_long_says_so(desk, monkeypatch):
    monkeypatch.setitem(exports.MAX_EXPORTED, "xlsx", 1)
    for name in ("Một", "Hai"):
        Topic.objects.create(name=name)
    answer = desk.get("/admin/portal/topic/xuat.xlsx", follow=True)
    assert "hãy lọc danh sách trước, hoặc xuất ra CSV" in answer.text


def test_an_empty_sheet_to_fill_in_has_the_headings(desk):
    content = b"".join(desk.get("/admin/portal/topic/mau.xlsx").streaming_content)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert list(sheet.values) == [("Tên", "Đường dẫn", "Mô tả")]
    # What is typed below stays as it is typed.
    assert [sheet.column_dimensions[each].number_format for each in "ABC"] == ["@", "@", "General"]


def test_a_reporter_takes_lists_out_and_not_in(client):
    client.force_login(builders.reporter())
    assert client.get("/admin/portal/topic/xuat.csv").status_code == 200
    assert "/nhap/" not in client.get("/admin/portal/topic/").text
    assert client.get("/admin/portal/topic/nhap/").status_code == 403
    assert send(client, "portal/topic", "Tên\nA\n").status_code == 403
    assert client.post("/admin/portal/topic/nhap/xac-nhan/").status_code == 403
    assert client.get("/admin/portal/topic/mau.xlsx").status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_goes_out_in_as_many_queries_for_three_rows_as_for_one(
    desk, rows, django_assert_num_queries
):
    for number in range(rows):
        Topic.objects.create(name=f"Chủ đề {number}")
    with django_assert_num_queries(7):
        table_of(desk.get("/admin/portal/topic/xuat.csv"))


def test_a_list_is_read_a_batch_at_a_time_in_its_order(monkeypatch, django_assert_num_queries):
    """A cursor would be filled with all the rows before the first one is sent."""
    monkeypatch.setattr(exports, "_BATCH", 2)
    for name in ("Một", "Hai", "Ba"):
        Topic.objects.create(name=name)
    rows = exports.in_batches(Topic.objects.order_by("-pk"))
    with django_assert_num_queries(2):
        first = [next(rows).name, next(rows).name]
    with django_assert_num_queries(1):
        assert [*first, *(row.name for row in rows)] == ["Ba", "Hai", "Một"]


def test_no_list_has_two_columns_with_one_heading():
    lists = [each for each in admin.site._registry.values() if isinstance(each, SheetAdmin)]
    assert len(lists) >= 11
    for each in lists:
        importer = each.sheet_import(each.model, each.cells, None)
        labels = importer.labels() | importer.ignored_labels()
        assert importer.columns_of(labels.values()) == list(labels), each
        assert all(help_ is not None for help_ in importer.help_texts().values())
