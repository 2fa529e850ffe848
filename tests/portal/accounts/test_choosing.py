"""A colleague is chosen from a list by given names, which ends, and never loses who is chosen."""

import pytest

from portal.accounts import choosing
from portal.accounts.choosing import ColleagueField
from portal.accounts.roles import Role
from tests import builders

pytestmark = pytest.mark.django_db


def names(field):
    return [label for value, label in field.choices if value]


def writer(username, last_name, first_name):
    return builders.person(username, Role.REPORTER, last_name=last_name, first_name=first_name)


def test_given_names_stand_in_the_order_of_the_vietnamese_alphabet():
    for number, name in enumerate(["Đào", "Dũng", "Ánh", "An", "Dung"]):
        writer(f"nv{number}", "Lê", name)
    builders.person("dn", Role.REPRESENTATIVE, last_name="Lê", first_name="Bình")
    assert names(ColleagueField()) == ["Lê An", "Lê Ánh", "Lê Dung", "Lê Dũng", "Lê Đào"]


def test_who_came_last_to_a_large_staff_can_be_chosen():
    for number in range(100):
        writer(f"nv{number}", "Lê", "Hai")
    writer("nv-moi", "Lê", "Mới")
    assert "Lê Mới" in names(ColleagueField())


def test_the_list_ends_and_yet_has_who_is_chosen(monkeypatch):
    monkeypatch.setattr(choosing, "MAX_ROWS", 2)
    people = [writer(f"nv{number}", "Lê", f"Hai {number}") for number in range(4)]
    field = ColleagueField()
    assert len(names(field)) == 2
    field.chosen = people[3]
    assert names(field)[-1] == "Lê Hai 3"
