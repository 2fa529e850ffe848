"""Sections and topics as the staff adds them: each has an address, or is refused in words."""

import pytest

from news.articles.models import Article
from portal.publishing.models import Section, Topic
from tests import builders

pytestmark = pytest.mark.django_db

SECTION, TOPIC = "/admin/portal/section/add/", "/admin/portal/topic/add/"


@pytest.fixture(autouse=True)
def _editor(client):
    client.force_login(builders.editor())


def section(**fields):
    return {"kind": Article.KIND, "name": "Thông báo", "slug": "", "position": "0"} | fields


def test_a_section_gets_its_address_from_its_name(client):
    assert client.post(SECTION, section()).status_code == 302
    assert Section.objects.get().path == "/tin-tuc/chuyen-muc/thong-bao/"


def test_a_second_section_of_the_same_name_is_refused_in_words(client):
    builders.section("Thông báo")
    response = client.post(SECTION, section())
    assert response.status_code == 200
    assert "errorlist" in response.text
    assert Section.objects.count() == 1


@pytest.mark.parametrize("typed", [{"name": "???"}, {"slug": "Thong_Bao"}])
def test_a_section_without_a_possible_address_is_refused_in_words(client, typed):
    response = client.post(SECTION, section(**typed))
    assert response.status_code == 200
    assert "slug" in response.context["adminform"].form.errors
    assert Section.objects.count() == 0


@pytest.mark.parametrize("typed", [{"name": "???"}, {"name": "Viễn thông", "slug": "Vien_Thong"}])
def test_a_topic_without_a_possible_address_is_refused_in_words(client, typed):
    response = client.post(TOPIC, {"slug": ""} | typed)
    assert response.status_code == 200
    assert "slug" in response.context["adminform"].form.errors
    assert Topic.objects.count() == 0
