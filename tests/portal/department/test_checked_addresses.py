"""Addresses of agencies and services are checked like those of texts; a dead one is no link."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from enterprises.association.models import Association
from news.articles.models import Source
from portal.links import registry
from portal.links.checker import check_due, forget_unused
from portal.links.client import FetchResult
from portal.organisations.models import Organisation, Succession
from portal.pagecache.models import Generation
from portal.publishing.models import ExternalAddress, LinkState, State
from tests import builders as people
from tests.enterprises import builders as enterprises
from tests.news import builders as news
from tests.portal.department import builders
from tests.projects import builders as projects

pytestmark = pytest.mark.django_db

AGENCY = "https://co-quan.example/"


def agency(name="Sở Thử", **fields):
    return Organisation.objects.create(
        **({"name": name, "website": AGENCY, "is_related": True} | fields)
    )


def die(address):
    row = ExternalAddress.at(address)
    ExternalAddress.objects.filter(key=row.key).update(state=LinkState.DEAD)


def main_of(client, path):
    return BeautifulSoup(client.get(path).text, "html.parser").select_one("article")


def test_addresses_of_agencies_and_services_are_checked():
    agency()
    agency("Cơ quan không liên quan", website="https://khac.example/", is_related=False)
    builders.service(url="https://dich-vu.example/")
    assert registry.update_listed() == 2
    calls = []
    check_due(get=lambda url: calls.append(url) or FetchResult(200), sleep=lambda _: None)
    assert sorted(calls) == [AGENCY, "https://dich-vu.example/"]
    assert forget_unused() == 0


def test_addresses_in_fields_of_public_rows_are_checked_too():
    """Those of the body of today, of procedures, enterprises, their association, sources, and of
    what came of a project.
    """
    Succession.objects.create(
        former=agency("Sở cũ", website="", is_related=False),
        successor=agency("Sở nay", website="https://so.example/", is_related=False),
        from_year=2008,
    )
    for state in (State.PUBLISHED, State.DRAFT):
        news.procedure(
            f"Cấp phép {state}", state=state, national_url=f"https://cong.example/{state}"
        )
        enterprises.enterprise(f"Công ty {state}", state=state, website=f"https://{state}.example/")
    Association.objects.create(name="Hội Tin học", website="https://hoi.example/")
    Source.objects.create(name="Báo", url="https://bao.example/")
    body = agency("Sở Y tế", website="", is_related=False)
    for state in (State.PUBLISHED, State.DRAFT):
        owner = projects.project(f"Trang web {state}", state=state)
        projects.participation(owner, organisation=body, website=f"https://y-te.example/{state}")
    registry.update_listed()
    assert sorted(ExternalAddress.objects.values_list("url", flat=True)) == [
        "https://bao.example/",
        "https://cong.example/published",
        "https://hoi.example/",
        "https://published.example/",
        "https://so.example/",
        "https://y-te.example/published",
    ]


def test_an_address_that_is_listed_no_more_is_forgotten():
    row = agency()
    registry.update_listed()
    row.delete()
    registry.update_listed()
    assert forget_unused() == 1


def test_listing_anew_keeps_what_is_known_of_an_address():
    agency()
    registry.update_listed()
    die(AGENCY)
    registry.update_listed()
    assert ExternalAddress.objects.get().state == LinkState.DEAD


def test_listing_anew_writes_only_what_has_changed():
    row, gone = agency(), agency("Sở bỏ", website="https://bo.example/")
    registry.update_listed()
    with CaptureQueriesContext(connection) as queries:
        assert registry.update_listed() == 2
    written = [each["sql"] for each in queries if each["sql"].startswith(("INSERT", "UPDATE"))]
    assert written == []
    ExternalAddress.objects.filter(url=row.website).update(is_listed=False)
    gone.delete()
    assert registry.update_listed() == 1
    listed = ExternalAddress.objects.order_by("url").values_list("url", "is_listed")
    assert list(listed) == [("https://bo.example/", False), (AGENCY, True)]


def test_a_dead_address_is_a_name_with_a_note(client):
    agency()
    builders.service("Cổng thử", AGENCY + "cong/")
    registry.update_listed()
    agencies, services = "/gioi-thieu/lien-ket/", "/gioi-thieu/dich-vu-cong/"
    assert main_of(client, agencies).select_one(f'a[href="{AGENCY}"]') is not None
    assert main_of(client, services).select_one(f'a[href="{AGENCY}cong/"]') is not None
    die(AGENCY)
    die(AGENCY + "cong/")
    for path, name in ((agencies, "Sở Thử"), (services, "Cổng thử")):
        part = main_of(client, path)
        assert part.select(f'a[href^="{AGENCY}"]') == []
        assert name in part.get_text()
        assert "hiện không mở được" in part.get_text()
    assert AGENCY not in client.get("/").text


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_of_addresses_ask_few_queries(client, django_assert_num_queries, rows):
    for number in range(rows):
        agency(f"Sở {number}", website=f"{AGENCY}{number}/")
        builders.service(f"Cổng {number}", f"{AGENCY}cong/{number}/")
    for path in ("/gioi-thieu/lien-ket/", "/gioi-thieu/dich-vu-cong/"):
        with django_assert_num_queries(3):
            client.get(path)


def test_the_staff_reads_that_an_address_stands_in_a_list(client):
    agency()
    registry.update_listed()
    client.force_login(people.editor())
    text = client.get("/admin/portal/externaladdress/").text
    assert AGENCY in text
    assert "danh sách địa chỉ" in text


def test_pages_are_made_anew_where_an_address_on_them_dies_or_answers_again():
    builders.service(url="https://dich-vu.example/")
    people.article(body='<p><a href="https://bai.example/">Trong bài</a></p>')
    registry.update_listed()

    def moves(status):
        before = Generation.objects.get().number
        ExternalAddress.objects.update(next_check_at=timezone.now())
        check_due(get=lambda _url: FetchResult(status), sleep=lambda _seconds: None)
        return Generation.objects.get().number - before

    # At the fourth failure it is dead; that of a text is shown to nobody but the staff.
    assert [moves(status) for status in (200, 404, 404, 404, 404, 404, 200, 200)] == [
        *(0, 0, 0, 0, 1, 0, 1, 0)
    ]
    assert ExternalAddress.objects.filter(state=LinkState.ALIVE).count() == 2
