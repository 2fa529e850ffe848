"""The links to services on the home page: those online, the next reception and the hotline."""

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template

from portal.department.models import Department
from tests.markup import words
from tests.portal.department import builders

pytestmark = pytest.mark.django_db

UNKNOWN = "chưa có thông tin"
SERVICE_LINKS = Template("{% load department_tags %}{% service_links %}")


def shown() -> BeautifulSoup:
    return BeautifulSoup(SERVICE_LINKS.render(Context()), "html.parser")


def test_what_is_not_known_is_not_mentioned(client):
    found = shown()
    assert UNKNOWN not in found.get_text()
    assert "/gioi-thieu/tiep-cong-dan/" not in {link["href"] for link in found.select("a")}
    for group in found.select(".link-group"):
        assert group.select("a"), group
    home = client.get("/").text
    assert home.count("service-links") == 1


def test_they_lead_to_services_reception_and_hotline():
    Department.objects.create(pk=1, hotline="0234 999", hotline_note="giờ hành chính")
    builders.reception(weekday=0, place="Phòng tiếp công dân")
    builders.service("Cổng thử", "https://cong-thu.example/")
    found = shown()
    text = words(found)
    assert UNKNOWN not in text
    for part in ("Phòng tiếp công dân", "07:30–11:00", "giờ hành chính"):
        assert part in text
    links = {link["href"] for link in found.select("a")}
    assert {"tel:0234999", "https://cong-thu.example/", "/gioi-thieu/tiep-cong-dan/"} <= links


@pytest.mark.parametrize("rows", [1, 3])
def test_they_ask_few_queries(django_assert_num_queries, rows):
    for number in range(rows):
        builders.reception(weekday=number, post=builders.post(f"Người tiếp {number}"))
        builders.service(f"Cổng {number}", f"https://cong-{number}.example/")
    with django_assert_num_queries(5):
        shown()
