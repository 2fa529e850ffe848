"""Every address of the site is tried as every role, so that a new one cannot be forgotten."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from portal.publishing.models import State
from tests import builders
from tests.enterprises import builders as enterprises
from tests.enterprises.of_others import MAKERS

pytestmark = pytest.mark.django_db

# What stands for each named part of an address.
PARTS: dict[str, Any] = {
    "slug": "mat-do-dien-thoai", "year": 2007, "month": 2, "kind": "article",
    "path": "khong/co.jpg", "object_id": 1, "app_label": "news", "content_type_id": 1, "key": "k",
    "uidb36": "1", "pk": 1, "url": "khong-co", "number": 1, "id": 1,
    "name": "admin-1280-light", "extension": "csv", "period": "2007-q1",
    "monday": "2007-02-05",
    "page": "tin-tuc", "file": "rss.xml", "digest": "0123456789abcdef",
    "mark": "khong-co",
}  # fmt: skip
DESK = "doanh-nghiep/cua-toi/"
# Addresses of the desk that name something that is nobody's own.
SHARED = {
    "enterprises:desk_event", "enterprises:desk_slot_ask", "enterprises:handbook_picture",
}  # fmt: skip


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, route)
        else:
            yield route, pattern


def address_of(route: str) -> str:
    """The route with something in place of each part; regular expressions by their named groups."""
    import re

    def part(name: str) -> str:
        value = PARTS.get(name, 1)
        return f"{value:02}" if name == "month" else str(value)

    text = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", lambda match: part(match[1]), route)
    text = re.sub(r"<(?:\w+:)?(\w+)>", lambda match: part(match[1]), text)
    return "/" + text.replace("^", "").replace("$", "").replace("\\", "").replace("?", "")


# A reader, the four of the staff, and two who speak for enterprises.
ROLES = ("", "quantri", "phongvien", "bientap", "duyet", "dn-a", "dn-b")
ADDRESSES = sorted({address_of(route) for route, _ in patterns(get_resolver())})

ADMIN = [each for each in ADDRESSES if each.startswith("/admin/") and "logout" not in each]
# How the admin answers who does not belong to the staff: a reader may still sign in.
OUTSIDE = {"": 302, "dn-a": 404, "dn-b": 404}
ACCOUNTS = ("/admin/portal/user/", "/admin/auth/group/", "/admin/portal/user/1/change/")
SECRET = "Không ai được thấy"


def all_of(response: Any) -> str:
    """What an answer holds, a streamed one to its end."""
    pieces = response.streaming_content if response.streaming else [response.content]
    return b"".join(pieces).decode(errors="replace")


@pytest.fixture
def people() -> dict[str, Client]:
    """A client of each role."""
    accounts = {
        "quantri": builders.person("quantri", is_superuser=True),
        "phongvien": builders.reporter(),
        "bientap": builders.editor(),
        "duyet": builders.publisher(),
        "dn-a": enterprises.representative(enterprises.enterprise("Công ty A"), "dn-a").user,
        "dn-b": enterprises.representative(enterprises.enterprise("Công ty B"), "dn-b").user,
    }
    clients = {"": Client(raise_request_exception=False)}
    for name, user in accounts.items():
        clients[name] = Client(raise_request_exception=False)
        clients[name].force_login(user)
    return clients


def test_the_list_holds_the_addresses_of_every_app():
    for address in ("/", "/tin-tuc/", "/admin/news/article/add/", "/tai-khoan/login/"):
        assert address in ADDRESSES
    assert len(ADMIN) > 30
    assert set(ACCOUNTS) <= set(ADMIN)


@pytest.mark.parametrize("role", ROLES)
def test_each_address_shows_a_role_what_it_may_see(people, role):
    """No error, nothing that is not public, and the admin for the staff only."""
    builders.article()
    hidden = builders.article("Bí mật của Sở", state=State.DRAFT, summary=SECRET)
    answers = {address: people[role].get(address) for address in [*ADDRESSES, hidden.path]}
    assert [address for address, answer in answers.items() if answer.status_code >= 500] == []
    leaks = {address for address, answer in answers.items() if SECRET in all_of(answer)}
    assert {address for address in leaks if not address.startswith("/admin/")} == set()
    assert answers[hidden.path].status_code == 404
    if role in OUTSIDE:
        assert {answers[address].status_code for address in ADMIN} == {OUTSIDE[role]}
    for address in ACCOUNTS if role != "quantri" else ():
        assert answers[address].status_code in (302, 403, 404), address


@pytest.mark.parametrize("role", ROLES)
def test_no_address_breaks_for_anybody_who_posts_nothing(people, role):
    builders.article()
    answers = {address: people[role].post(address).status_code for address in ADDRESSES}
    assert [address for address, status in answers.items() if status >= 500] == []


def app_of(pattern: URLPattern) -> str:
    """Whose address it is: projects stand on the desk, too."""
    return pattern.lookup_str.partition(".")[0]


def desk_addresses() -> dict[str, URLPattern]:
    """The desk's addresses by the names of their views."""
    return {
        name: pattern
        for route, pattern in patterns(get_resolver())
        if route.startswith(DESK) and (name := f"{app_of(pattern)}:{pattern.name}") not in SHARED
    }


def names_a_row(pattern: URLPattern) -> bool:
    return bool(pattern.pattern.regex.groups)


def test_each_desk_address_that_names_a_row_has_a_row_of_others_to_try():
    naming = {name for name, pattern in desk_addresses().items() if names_a_row(pattern)}
    assert naming == set(MAKERS)


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_a_row_of_another_enterprise_is_there_for_nobody_else(people, name):
    others = enterprises.enterprise("Công ty Thứ Ba")
    owner = enterprises.representative(others, "dn-c")
    address = reverse(name, kwargs=MAKERS[name](others))
    for role, client in people.items():
        for answer in (client.get(address), client.post(address)):
            if role:
                assert answer.status_code == 404, role
            else:
                assert (answer.status_code, answer["Location"][:18]) == (302, "/tai-khoan/login/?")
    # The row was there all the time: its own people come to it.
    assert enterprises.signed_in(owner).get(address).status_code != 404


def test_the_desk_is_there_for_representatives_only(people):
    named = [name for name, pattern in desk_addresses().items() if not names_a_row(pattern)]
    assert "enterprises:desk" in named
    for address in map(reverse, named):
        for role in ("quantri", "phongvien", "bientap", "duyet"):
            for answer in (people[role].get(address), people[role].post(address)):
                assert answer.status_code == 404, (role, address)
        for answer in (people[""].get(address), people[""].post(address)):
            assert answer["Location"].startswith("/tai-khoan/login/"), address
        for role in ("dn-a", "dn-b"):
            assert people[role].get(address).status_code != 404, (role, address)
