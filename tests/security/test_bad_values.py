"""No value breaks an address for anybody signed in: keys, choices and numbers that are none.

Which parameters and fields an address knows is written nowhere: they are what it looks for.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import Client, override_settings

from enterprises.profiles.models import Representative
from portal.publishing.models import State, Transition
from tests import builders
from tests.addresses import Route, routes, some_of_each_view
from tests.loaded_demo import load_demo
from tests.permissions import ROLES, People, examples, row_of, without_files
from tests.sampling import Some, is_sampled, sampled

pytestmark = pytest.mark.django_db
# In place of a part of an address.
BAD_PARTS = ["abc", "-1", "9" * 40, "a" * 300, "_3A_00ắ"]
# As what is asked for or sent.
BAD_VALUES = ["abc", "9" * 40, "['1'] \ufffe'\"<"]
# Where a number of a form's rows stands, these are too few and too many.
ROWS = {"TOTAL_FORMS": "3", "INITIAL_FORMS": "2"}
# Sent to an address whose pages have lists with actions.
ACTIONS = ["delete_selected", "submit", "export_chosen_csv"]
# A method in which something is read, changed or sent by mail is tried elsewhere.
PASSED_OVER = {"/tai-khoan/logout/", "/admin/logout/"}
# Whatever else is asked is not looked at where one of these is wrong.
IGNORED = {"csrfmiddlewaretoken", "_to_field", "_popup", "khong-co"}
BROKEN = 500


@pytest.fixture(scope="module")
def people(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[People]:
    """The demo with its people, made once."""
    known = override_settings(**without_files(tmp_path_factory.mktemp("bad")))
    with django_db_blocker.unblock(), known, transaction.atomic():
        load_demo()
        yield People()
        transaction.set_rollback(True)


def roles_of(route: Route) -> list[str]:
    """Return who is let in: asking as others tells nothing new, so two are enough."""
    if route.text.startswith("/admin/"):
        return ["phongvien", "quantri"]
    if "/cua-toi/" in route.text:
        return ["dn-a"]
    return ["dn-a", "duyet"]


class Noting:
    """Notes the names that are looked for in what is asked and sent."""

    def __init__(self, patched: pytest.MonkeyPatch) -> None:
        self.names: set[str] = set()
        for name in ("get", "getlist", "__getitem__", "__contains__"):
            patched.setattr(QueryDict, name, self._noting(getattr(QueryDict, name)))

    def _noting(self, original: Any) -> Any:
        def look(query: QueryDict, key: str, *more: Any) -> Any:
            self.names.add(key)
            return original(query, key, *more)

        return look


def ask(people: People, role: str, method: str, address: str, data: Any = None) -> int:
    """Return the status, all of the answer read; what was changed is taken back."""
    client = people.clients[role]
    client.cookies = type(client.cookies)(people.cookies[role])
    with transaction.atomic():
        answer: Any = getattr(client, method)(address, data)
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    return int(answer.status_code)


def broken_by_parts(people: People, route: Route) -> Iterator[str]:
    *others, last = roles_of(route)
    for part in BAD_PARTS:
        address = route.address(**dict.fromkeys(route.parts, part))
        for role, method in [*((role, "get") for role in others), (last, "get"), (last, "post")]:
            if ask(people, role, method, address) >= BROKEN:
                yield f"{role} {method} {address[:100]}"


def broken_by_values(
    people: People, address: str, names: set[str], asked: list[str], role: str, some: Some
) -> Iterator[str]:
    """Yield what breaks by bad values in all that is looked for at once, and in some alone.

    `asked` are the names that a question looks for; the others only a form that is sent.
    """
    fields = sorted(names - IGNORED)
    # Where no name is looked for, one question is enough to see that none is read all the same.
    questions = BAD_VALUES if asked else BAD_VALUES[-1:]
    has_actions = "_selected_action" in names or address.count("/") == 4
    for value in BAD_VALUES:
        data = {name: _for(name, value) for name in fields}
        # What is asked for in a list may end the question before a form reads what it begins with.
        only_sent = {name: data[name] for name in fields if name not in asked}
        tried = [("post", data)]
        if value in questions:
            tried += [("get", data), ("get", only_sent)] if asked and only_sent else [("get", data)]
        for method, sent in tried:
            if ask(people, role, method, address, sent) >= BROKEN:
                yield f"{role} {method} {address} {value[:20]!r} in {sorted(sent)}"
        for name in some(asked) if asked and value == BAD_VALUES[0] else ():
            if ask(people, role, "get", address, {name: value}) >= BROKEN:
                yield f"{role} get {address} {value} in {name}"
        # Which action it is hangs on no value: the others are tried with one of them.
        for action in (ACTIONS if value == BAD_VALUES[0] else ACTIONS[:1]) if has_actions else ():
            sent = {"action": action, "_selected_action": value, "index": "0"}
            if ask(people, role, "post", address, sent) >= BROKEN:
                yield f"{role} post {address} {sent}"


def _for(name: str, value: str) -> str:
    """Return a number of rows where one is looked for: else nothing else would be."""
    return next((number for ending, number in ROWS.items() if name.endswith(ending)), value)


@sampled(one_in=144)
def test_no_part_of_an_address_breaks_it(people: People, some: Some) -> None:
    named = {route.text: route for route in some_of_each_view(routes()) if route.parts}
    chosen = [named[text] for text in {*some(named), *(KNOWN_PARTS & named.keys())}]
    found = [line for route in chosen for line in broken_by_parts(people, route)]
    assert not found, "\n".join(found)


# All addresses take ten minutes: in parts of a minute the cores share them to the end.
PARTS = 10
# Of the report: what broke is tried each time.
KNOWN_PARTS = {"/admin/so-tay/<name>.png", "/admin/portal/user/<id>/password/"}
KNOWN = {"/admin/news/article/", "/admin/news/article/add/", "/admin/autocomplete/"}


@pytest.mark.parametrize("part", range(PARTS))
@sampled(one_in=80)
def test_no_value_breaks_an_address(people: People, some: Some, part: int) -> None:
    found = {route.text: route for route in some_of_each_view(routes())}
    found = {text: route for text, route in found.items() if text not in PASSED_OVER}
    chosen = [found[text] for text in sorted({*some(found), *KNOWN})[part::PARTS]]
    broken = list(_broken(people, chosen, some))
    assert not broken, "\n".join(broken)


def _broken(people: People, chosen: Iterable[Route], some: Some) -> Iterator[str]:
    me = Representative.objects.get(user__username="dn-a")
    for route in chosen:
        with examples([route], me) as [address]:
            for role in roles_of(route)[-1:]:
                with pytest.MonkeyPatch.context() as patched:
                    noted = Noting(patched)
                    ask(people, role, "get", address, {"khong-co": "1"})
                    asked = sorted(noted.names - IGNORED)
                    ask(people, role, "post", address, {"khong-co": "1", **_management(noted)})
                yield from broken_by_values(people, address, noted.names, asked, role, some)


def _management(noted: Noting) -> dict[str, str]:
    """Return what says how many rows of a form are sent, as far as it was looked for."""
    return {name: _for(name, "") for name in noted.names if _for(name, "")}


@pytest.mark.parametrize("verb", ["change", "delete"])
@pytest.mark.parametrize("named", ["", "khong-co", "\ufffe"])
def test_a_popup_that_names_no_field_is_refused(verb: str, named: str) -> None:
    """Found by the ten thousand: Django looks for the field that is called nothing."""
    client = Client(raise_request_exception=False)
    client.force_login(builders.person("quantri-2", is_superuser=True))
    address = f"/admin/portal/section/{builders.section('Mục').pk}/{verb}/"
    for answer in (
        client.get(address, {"_to_field": named}),
        client.post(address, {"_to_field": named}),
        client.post(f"{address}?_to_field={named}"),
    ):
        assert answer.status_code == 400
    assert client.get(address, {"_to_field": "id"}).status_code == 200


def test_a_comment_with_a_nul_goes_along_with_a_step() -> None:
    """Found by the long fuzz of forms: at a withdrawal, and in the form itself."""
    client = Client(raise_request_exception=False)
    client.force_login(builders.publisher("duyet-2"))
    page = builders.article()
    sent = {"_version": str(page.revision_number), "_comment": "sai\0 số"}
    answer = client.post(f"/admin/news/article/{page.pk}/go-bai/", sent)
    assert answer.status_code == 302
    page.refresh_from_db()
    assert page.state == State.WITHDRAWN
    assert Transition.objects.get(publication=page, to_state=State.WITHDRAWN).comment == "sai số"


def test_the_walk_asks_as_each_role() -> None:
    walked = {role for route in routes() for role in roles_of(route)}
    assert walked <= set(ROLES)
    assert row_of(next(iter(routes())))
    assert is_sampled("", 1)


def test_each_kind_of_address_and_each_form_of_a_model_is_walked() -> None:
    every = {route.text for route in routes()}
    chosen = {route.text for route in some_of_each_view(routes())}
    assert {text for text in every - chosen if not text.startswith("/admin/")} == set()
    left_out = {"/".join(text.split("/")[4:]) for text in every - chosen}
    assert left_out <= {"/".join(text.split("/")[4:]) for text in chosen}
    assert not left_out & {"", "add/", "<object_id>/change/"}
    assert chosen >= KNOWN | KNOWN_PARTS
