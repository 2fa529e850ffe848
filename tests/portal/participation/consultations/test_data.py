"""Consultations and their shown comments as files."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.publishing.services import save
from tests.data_files import csv_of, json_of, xlsx_of
from tests.portal.participation.consultations import builders

pytestmark = pytest.mark.django_db


def test_all_consultations_are_told_with_where_they_stand(client):
    today = timezone.localdate()
    builders.consultation("Đang mở", is_sample=True)
    builders.closed("Chờ tổng hợp")
    builders.done("Đã xong")
    builders.consultation(
        "Sắp mở", opens_on=today + timedelta(days=30), closes_on=today + timedelta(days=40)
    )
    rows = csv_of(client, "/gop-y.csv")
    assert {row["title"]: row["status"] for row in rows} == {
        "Đang mở": "open",
        "Chờ tổng hợp": "closed",
        "Đã xong": "done",
        "Sắp mở": "coming",
    }
    assert rows[0]["title"] == "Sắp mở"
    assert {row["is_sample"] for row in rows if row["title"] == "Đang mở"} == {"true"}


def test_the_comments_of_one_are_told_as_the_page_tells_them(client):
    page = builders.done()
    builders.shown(page, "=Một", name="Lê Tỏ", name_is_shown=True, verdict="partly", answer="Vì.")
    builders.comment(page, "Chờ")
    address = page.path.rstrip("/")
    (row,) = csv_of(client, f"{address}.csv")
    assert (row["text"], row["name"], row["verdict"], row["answer"]) == (
        "'=Một",
        "Lê Tỏ",
        "partly",
        "Vì.",
    )
    assert json_of(client, f"{address}.json")["comments"][0]["text"] == "=Một"
    sheet = xlsx_of(client, f"{address}.xlsx")["Các ý kiến đã đăng"]
    headings = [cell.value for cell in sheet[1]]
    assert headings[3:] == ["ý kiến", "kết quả xử lý", "nội dung tiếp thu, giải trình"]


def test_no_answer_is_told_before_the_summary(client):
    page = builders.closed()
    builders.shown(page, verdict="taken", answer="Sớm quá.")
    (row,) = csv_of(client, f"{page.path.rstrip('/')}.csv")
    assert (row["verdict"], row["answer"], row["name"]) == ("", "", "")


def test_the_data_move_with_their_page(client):
    page = builders.consultation()
    old = page.path.rstrip("/")
    page.slug = "du-thao-khac"
    save(page, by=None)
    answer = client.get(f"{old}.csv")
    assert (answer.status_code, answer["Location"]) == (301, "/gop-y/du-thao-khac.csv")
    assert client.get("/gop-y/khong-co.csv").status_code == 404
