"""Every address of the site is tried as every role, so that a new one cannot be forgotten."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from portal.accounts.roles import Role
from portal.publishing.models import State
from tests import builders

pytestmark = pytest.mark.django_db

# What stands for each named part of an address.
PARTS: dict[str, Any] = {
    "slug": "mat-do-dien-thoai", "year": 2007, "month": 2, "kind": "article",
    "path": "khong/co.jpg", "object_id": 1, "app_label": "news", "content_type_id": 1, "key": "k",
    "uidb36": "1", "pk": 1, "url": "khong-co", "number": 1, "id": 1,
    "name": "admin-1280-light", "extension": "csv",
}  # fmt: skip
ROLES = ["", "quantri", "phongvien", "bientap", "duyet", "dn-a"]


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


ADDRESSES = sorted({address_of(route) for route, _ in patterns(get_resolver())})


def all_of(response: Any) -> str:
    """What an answer holds, a streamed one to its end."""
    pieces = response.streaming_content if response.streaming else [response.content]
    return b"".join(pieces).decode(errors="replace")


@pytest.fixture
def people() -> dict[str, Client]:
    accounts = {
        "quantri": builders.person("quantri", is_superuser=True),
        "phongvien": builders.reporter(),
        "bientap": builders.editor(),
        "duyet": builders.publisher(),
        "dn-a": builders.person("dn-a", Role.REPRESENTATIVE),
    }
    clients = {"": Client(raise_request_exception=False)}
    for name, user in accounts.items():
        clients[name] = Client(raise_request_exception=False)
        clients[name].force_login(user)
    return clients


def test_the_list_holds_the_addresses_of_every_app():
    for address in ("/", "/tin-tuc/", "/admin/news/article/add/", "/tai-khoan/login/"):
        assert address in ADDRESSES


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_breaks_for_anybody(people, settings, method):
    settings.STAFF_MFA_REQUIRED = False
    builders.article()
    broken = [
        (role, address, status)
        for address in ADDRESSES
        for role, client in people.items()
        if (status := getattr(client, method)(address).status_code) >= 500
    ]
    assert broken == []


def test_the_admin_is_there_for_the_staff_only(people, settings):
    settings.STAFF_MFA_REQUIRED = False
    admin = [
        address
        for address in ADDRESSES
        if address.startswith("/admin/") and "logout" not in address
    ]
    assert len(admin) > 30
    assert {people["dn-a"].get(address).status_code for address in admin} == {404}
    assert {people[""].get(address).status_code for address in admin} == {302}
    for role in ("phongvien", "bientap", "duyet"):
        for address in (
            "/admin/portal/user/",
            "/admin/auth/group/",
            "/admin/portal/user/1/change/",
        ):
            assert people[role].get(address).status_code in (403, 404), (role, address)


def test_what_is_not_public_is_there_for_nobody_on_the_site(people, settings):
    settings.STAFF_MFA_REQUIRED = False
    hidden = builders.article("Bí mật của Sở", state=State.DRAFT, summary="Không ai được thấy")
    leaks = [
        (role, address)
        for address in ADDRESSES
        if not address.startswith("/admin/")
        for role, client in people.items()
        if "Không ai được thấy" in all_of(client.get(address))
    ]
    assert leaks == []
    assert {client.get(hidden.path).status_code for client in people.values()} == {404}
