import pytest

from portal.publishing.models import State, Topic
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_topic_lists_what_is_public_on_it(client):
    topic = Topic.objects.create(name="Mật độ điện thoại")
    builders.article("Trên chủ đề", topics=[topic])
    builders.article("Ngoài chủ đề")
    builders.article("Nháp trên chủ đề", topics=[topic], state=State.DRAFT)
    page = client.get("/chu-de/mat-do-dien-thoai/").content.decode()
    assert "Trên chủ đề" in page
    assert "Ngoài chủ đề" not in page
    assert "Nháp trên chủ đề" not in page


def test_an_unknown_topic_is_not_there(client):
    assert client.get("/chu-de/khong-co/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_a_topic_asks_as_often_for_three_rows_as_for_one(client, rows, django_assert_num_queries):
    topic = Topic.objects.create(name="Viễn thông")
    for number in range(rows):
        builders.article(f"Bài {number}", topics=[topic])
    with django_assert_num_queries(2):
        client.get("/chu-de/vien-thong/")
