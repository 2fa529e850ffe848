"""Every address answers every role as `permissions.txt` says; a new one needs its lines there."""

from collections.abc import Iterator
from itertools import groupby, product

import pytest
from django.db import transaction
from django.test import override_settings

from enterprises.profiles.models import Representative
from portal.publishing.models import State
from tests import builders
from tests.addresses import Route, routes
from tests.enterprises.of_others import MAKERS as OF_OTHERS
from tests.loaded_demo import load_demo
from tests.page_kinds import DESK
from tests.permissions import (
    METHODS,
    ROLES,
    STAFF,
    Endpoint,
    People,
    examples,
    row_of,
    sample,
    table,
    without_files,
)
from tests.sampling import is_sampled

pytestmark = pytest.mark.django_db

# Addresses of the desk that name something that is nobody's own.
SHARED = {
    "enterprises:desk_event", "enterprises:desk_slot_ask", "enterprises:handbook_picture",
}  # fmt: skip
SECRET = "Không ai được thấy"
ALL = {route.text: route for route in reversed([*routes()])}
TABLE = table()


def first_folder(route: Route) -> str:
    return route.text.split("/")[1]


@pytest.fixture(scope="module")
def people(
    django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[People]:
    """The demo with its people and a draft whose text nobody may see, made once."""
    known = override_settings(**without_files(tmp_path_factory.mktemp("walk")))
    with django_db_blocker.unblock(), known, transaction.atomic():
        load_demo()
        builders.article("Bí mật của Sở", state=State.DRAFT, summary=SECRET)
        yield People()
        transaction.set_rollback(True)


def differences(group: list[Route], people: People, *, everybody: bool) -> Iterator[str]:
    """The lines of the table that say something else than the site, as they would have to be."""
    me = Representative.objects.get(user__username="dn-a")
    with examples(group, me) as addresses:
        for (route, address), method in product(zip(group, addresses, strict=True), METHODS):
            endpoint = Endpoint(route.text, method)
            line = TABLE.get(endpoint, {})
            roles = sample(endpoint, line) if line and not everybody else ROLES
            answers = dict(line)
            for role in roles:
                answers[role], text = people.ask(role, method, address)
                # The draft is seen by nobody outside the admin.
                assert SECRET not in text or first_folder(route) == "admin", (role, address)
            if answers != line:
                yield endpoint.line(answers)


def walk(part: list[Route], people: People, *, everybody: bool = False) -> None:
    groups = [[*group] for _, group in groupby(sorted(part, key=row_of), key=row_of)]
    wrong = [line for each in groups for line in differences(each, people, everybody=everybody)]
    assert wrong == [], "\n".join(["permissions.txt would have to say:", *wrong])


def test_the_table_names_no_address_that_is_gone():
    assert {endpoint.address for endpoint in TABLE} - set(ALL) == set()


def test_nobody_meets_an_error_of_the_server():
    allowed = {"200", "204", "301", "302", "400", "403", "404", "405", "409", "login"}
    assert {answer for row in TABLE.values() for answer in row.values()} - allowed == set()


def test_the_admin_is_there_for_the_staff_only():
    """A reader may still sign in; for an enterprise it does not exist."""
    for endpoint, row in TABLE.items():
        if endpoint.address.startswith("/admin/") and endpoint.address != "/admin/logout/":
            assert (row["signed-out"], row["dn-a"], row["dn-b"]) == ("login", "404", "404"), (
                endpoint
            )


def test_the_desk_is_there_for_representatives_only():
    for endpoint, row in TABLE.items():
        if endpoint.address.startswith(DESK):
            assert row["signed-out"] == "login", endpoint
            assert {row[role] for role in STAFF} == {"404"}, endpoint


def test_a_row_of_the_desk_is_its_own_enterprises_only():
    named = {route.name: route.text for route in ALL.values() if route.text.startswith(DESK)}
    for name in OF_OTHERS:
        rows = [TABLE[Endpoint(named[name], method)] for method in METHODS]
        assert {row["dn-b"] for row in rows} == {"404"}, name
        assert {row["dn-a"] for row in rows} != {"404"}, name


def test_each_desk_address_that_names_a_row_has_a_row_of_others_to_try():
    named = {route.name for route in ALL.values() if route.text.startswith(DESK) and route.parts}
    assert named - SHARED == set(OF_OTHERS)


PAGES = [route for route in ALL.values() if first_folder(route) != "admin"]
ADMIN = [route for route in ALL.values() if first_folder(route) == "admin"]
MODELS = sorted({row_of(route) for route in ADMIN})
PARTS = {"pages": PAGES} | {
    f"admin {number}": [route for route in ADMIN if row_of(route) in MODELS[number::4]]
    for number in range(4)
}


def is_new(route: Route) -> bool:
    """Whether the table lacks a line of it: such addresses are tried every time."""
    return any(Endpoint(route.text, method) not in TABLE for method in METHODS)


@pytest.mark.parametrize("part", PARTS)
def test_some_addresses_answer_as_the_table_says(people, part):
    walk([route for route in PARTS[part] if is_sampled(route.text, 20) or is_new(route)], people)


@pytest.mark.stack
@pytest.mark.parametrize("part", PARTS)
def test_each_address_answers_everybody_as_the_table_says(people, part):
    walk(PARTS[part], people, everybody=True)
