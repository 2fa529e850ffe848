"""A variable is read as it was meant, or the start stops with a line that names it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.kit.environment import Environment

NAME = "A_VARIABLE_OF_THE_TEST"


@pytest.fixture
def written(monkeypatch):
    """Return an environment with one variable that is written so."""

    def write(value: str) -> Environment:
        monkeypatch.setenv(NAME, value)
        return Environment()

    return write


def complaint(env: Environment) -> str:
    with pytest.raises(ImproperlyConfigured) as raised:
        env.require_right_types()
    return str(raised.value)


@pytest.mark.parametrize("value", ["0", "-1", "36501", "999999999999"])
def test_days_that_would_erase_at_once_or_are_no_date_are_named(written, value):
    env = written(value)
    assert env.days(NAME, default=30) == 30
    assert complaint(env) == f"{NAME} is {value}; write a whole number from 1 to 36500."


@pytest.mark.parametrize(("value", "days"), [("1", 1), ("36500", 36500), ("", 30), (" 7 ", 7)])
def test_days_within_a_century_are_taken(written, value, days):
    env = written(value)
    assert env.days(NAME, default=30) == days
    env.require_right_types()


def test_where_none_is_meant_by_0_it_may_be_written(written):
    env = written("0")
    assert env.days(NAME, default=30, least=0) == 0
    env.require_right_types()


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("portal.example, www.portal.example ,127.0.0.1", 3),
        ("portal.example, www.portal.example,, 127.0.0.1,", 3),
        ("portal.example", 1),
        (" , ", 0),
    ],
)
def test_a_list_is_what_stands_between_its_commas_without_space(written, value, parts):
    hosts = ["portal.example", "www.portal.example", "127.0.0.1"]
    assert written(value).list(NAME, default=["absent"]) == hosts[:parts]


def test_an_empty_list_is_as_an_absent_one(written):
    assert written(" ").list(NAME, default=["absent"]) == ["absent"]


def test_a_list_of_numbers_is_read_by_its_type(written):
    assert written("-5, 1,10").list(NAME, cast=int, default=[]) == [-5, 1, 10]
    env = written("-5,x,1")
    assert env.list(NAME, cast=int, default=[7]) == [7]
    assert complaint(env) == f"{NAME} has 'x' in it; write a whole number between commas."


def test_space_around_a_text_is_no_part_of_it(written):
    assert written(" /mnt/nas ").str(NAME, default="") == "/mnt/nas"


@pytest.mark.parametrize(
    "address",
    [
        "postgres://app:gehe/im@db.example:5432/portal",
        "postgres://app:12/im@db.example:5432/portal",
        "postgres://app:gehe?im@db.example:5432/portal",
        "postgres://app:12?im@db.example:5432/portal",
        "postgres://app:geheim@db.example:54x/portal",
        "postgres://app:geheim@db.example",
        "//app:geheim@db.example:5432/portal",
        "mysql://app:geheim@db.example/portal",
    ],
)
def test_what_is_no_database_is_said_without_a_letter_of_its_password(written, recwarn, address):
    with pytest.raises(ImproperlyConfigured) as raised:
        written(address).database_url(NAME)
    assert str(raised.value) == (
        f"{NAME} does not describe a PostgreSQL database; write "
        "postgres://USER:PASSWORD@HOST:5432/NAME, and in the password %2F for /, %3F for ?."
    )
    assert raised.value.__context__ is None
    assert [str(each.message) for each in recwarn] == []


@pytest.mark.parametrize(
    ("address", "password", "name"),
    [
        ("postgres://app:a%2Fb%3Fc@db.example:5432/portal", "a/b?c", "portal"),
        (" postgresql://app:#[%$+@db.example/portal ", "#[%$+", "portal"),
        ("postgres:////var/run/postgresql/portal", "", "portal"),
        ("postgres:///?service=portal", "", ""),
    ],
)
def test_odd_letters_sockets_and_services_are_a_database(written, address, password, name):
    found = written(address).database_url(NAME)
    assert (found["PASSWORD"], found["NAME"]) == (password, name)


@pytest.mark.parametrize("value", ["$abcdef", "$$", "a$HOME", "${HOME}", "$HOME,$PATH"])
def test_a_dollar_is_a_letter_and_names_no_other_variable(written, value):
    env = written(value)
    assert env.str(NAME, default="absent") == value
    assert env.list(NAME, default=[]) == value.split(",")
    assert env.names - Environment().names == {NAME}


def test_a_dollar_in_a_password_stays_in_it(written):
    assert written("postgres://app:$a$b@db.example/portal").database_url(NAME)["PASSWORD"] == "$a$b"
    mailer = written("smtp+tls://$a:$b@mail.example:587").email_url(NAME, default="dummymail://")
    assert mailer["EMAIL_HOST_PASSWORD"] == "$b"
