"""The page of an enterprise names the projects that it takes part in."""

import pytest

from portal.publishing.models import State
from projects.overview.tags import projects_with
from tests.enterprises.builders import enterprise, representative, signed_in
from tests.projects import builders

pytestmark = pytest.mark.django_db


def test_public_projects_stand_there_and_no_others(client):
    found = enterprise()
    for title, state in (("Dự án Mở", State.PUBLISHED), ("Dự án Kín", State.DRAFT)):
        builders.participation(builders.project(title, state=state), enterprise=found)
    builders.participation(builders.project("Dự án Khác"), enterprise=enterprise("Công ty Khác"))
    page = client.get(found.path).text
    assert "Dự án Mở" in page
    assert "Dự án Kín" not in page
    assert "Dự án Khác" not in page


def test_beyond_twenty_it_leads_to_all_of_them_in_the_list(client):
    found = enterprise()
    for number in range(21):
        builders.participation(builders.project(f"Dự án {number:02}"), enterprise=found)
    builders.participation(builders.project("Dự án Khác"), enterprise=enterprise("Công ty Khác"))
    page = client.get(found.path).text
    assert page.count("/du-an/du-an-") == 20
    address = f"/du-an/?doanh_nghiep={found.slug}"
    assert f'href="{address}"' in page
    listed = client.get(address)
    assert f"{found.title}</strong>" in listed.text
    assert listed.context["total"] == 21
    desk = signed_in(representative(found)).get("/doanh-nghiep/cua-toi/").text
    assert f'href="{address}"' in desk


@pytest.mark.parametrize("rows", [1, 3])
def test_they_take_one_query(client, rows, django_assert_num_queries):
    found = enterprise()
    for number in range(rows):
        builders.participation(builders.project(f"Dự án {number}"), enterprise=found)
    with django_assert_num_queries(1):
        shown = projects_with(found)["participations"]
        assert len({row.project.title for row in shown}) == rows
    assert client.get(found.path).text.count("/du-an/du-an-") == rows
