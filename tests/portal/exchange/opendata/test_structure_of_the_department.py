"""Units and posts of the department as data: what the page shows, and no source that is hidden."""

import json

import pytest

from portal.department.models import Post, Unit
from portal.department.places import staff_places
from portal.department.structured import department_json_ld
from portal.publishing.models import State
from tests.data_files import csv_of, json_of
from tests.news import builders as news

pytestmark = pytest.mark.django_db


def test_units_and_posts_are_told_with_their_contacts(client):
    office = Unit.objects.create(name="Văn phòng", phone="0234 000 000", functions="Một\nHai")
    Unit.objects.create(name="Tổ Văn thư", parent=office, email="van-thu@so.example")
    page = news.article("Quyết định bổ nhiệm", slug="quyet-dinh")
    Post.objects.create(unit=office, title="Chánh Văn phòng", holder="Bà Hoa", source=page)
    units = {row["name"]: row for row in csv_of(client, "/du-lieu/co-cau.csv")}
    assert units["Văn phòng"]["phone"] == "0234 000 000"
    assert units["Tổ Văn thư"]["part_of"] == units["Văn phòng"]["id"]
    [post] = json_of(client, "/du-lieu/co-cau.json")["posts"]
    assert (post["unit"], post["holder"]) == ("Văn phòng", "Bà Hoa")
    assert post["source"] == "http://127.0.0.1:8000/tin-tuc/quyet-dinh/"


def test_units_stand_by_the_vietnamese_alphabet_wherever_they_are_listed(client):
    names = ["Văn phòng", "Đoàn thanh tra", "Ban Đề án"]
    for name in names:
        Unit.objects.create(name=name, phone="0234 000 000")
    assert [row["name"] for row in csv_of(client, "/du-lieu/co-cau.csv")] == names[::-1]
    assert [place.label for place in staff_places()] == names[::-1]
    data = json.loads(department_json_ld().partition(">")[2].rpartition("<")[0])
    assert [unit["name"] for unit in data["department"]] == names[::-1]


def test_a_source_that_is_not_public_is_not_named(client):
    page = news.article("Nháp", slug="nhap", state=State.DRAFT, published_at=None)
    Post.objects.create(title="Giám đốc", holder="Ông Nam", source=page)
    [post] = csv_of(client, "/du-lieu/co-cau.csv?bang=posts")
    assert post["source"] == ""
