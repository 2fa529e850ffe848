"""What is kept of a person is told and erased by the address, in every area at once."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from enterprises.infrastructure.models import InfrastructureListing, ListingContact
from enterprises.people.models import Invitation, JoinRequest
from enterprises.profiles.models import PrivateContact
from portal.kit.personal_data import holdings
from portal.tasks.letters import deliver
from portal.tasks.personal import letters_to
from tests.enterprises import builders

pytestmark = pytest.mark.django_db
ADDRESS = "cho@ben-ngu.example"
DAY = timedelta(days=1)


@pytest.fixture
def _letters_are_kept(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


def export(folder, email=ADDRESS):
    file = folder / "person.json"
    call_command("export_person", email, file, stdout=StringIO())
    return file, json.loads(file.read_text(encoding="utf-8"))


def erase(*words):
    output = StringIO()
    call_command("erase_person", *words, stdout=output)
    return output.getvalue()


def test_a_request_to_join_is_told_whole_and_of_one_person_only(tmp_path):
    join_request = builders.join_request(email=ADDRESS, phone="0234 3 000 000")
    builders.join_request(email="khac@x.example", stamp="01" * 16)
    file, printed = export(tmp_path, "CHO@ben-ngu.example")
    (row,) = printed["kept"]["join requests"]
    assert row["number"] == join_request.number
    assert row["phone"] == "0234 3 000 000"
    assert file.stat().st_mode & 0o777 == 0o600
    assert "khac@x.example" not in file.read_text(encoding="utf-8")


def test_who_wrote_nothing_is_told_that_nothing_is_kept(tmp_path):
    _file, printed = export(tmp_path)
    assert set(printed["kept"]) == {holding.name for holding in holdings()}
    assert not any(printed["kept"].values())


def test_a_file_that_is_there_is_not_written_over(tmp_path):
    export(tmp_path)
    with pytest.raises(CommandError, match="Đã có tệp"):
        export(tmp_path)
    with pytest.raises(CommandError, match="Không ghi được"):
        call_command("export_person", ADDRESS, tmp_path / "no" / "x.json")


@pytest.mark.parametrize("command", ["export_person", "erase_person"])
def test_a_slip_of_the_pen_is_not_taken_for_nothing(tmp_path, command):
    more = [tmp_path / "x.json"] if command == "export_person" else []
    with pytest.raises(CommandError, match="không phải là địa chỉ thư"):
        call_command(command, "cho@", *more)


def test_it_is_erased_of_that_person_only():
    builders.join_request(email=ADDRESS)
    builders.join_request(email="khac@x.example", stamp="01" * 16)
    assert "join requests: sẽ xóa 1" in erase(ADDRESS, "--dry-run")
    assert JoinRequest.objects.count() == 2
    assert "join requests: đã xóa 1" in erase(ADDRESS)
    assert JoinRequest.objects.get().email == "khac@x.example"
    assert "join requests: đã xóa 0" in erase(ADDRESS)


def test_who_was_invited_or_named_to_be_called_is_told_and_erased(tmp_path):
    firm = builders.enterprise()
    owner = builders.representative(firm).user
    fields = {"enterprise": firm, "created_by": owner, "expires_at": timezone.now() + DAY}
    Invitation.objects.create(email=ADDRESS.upper(), **fields)
    taken = {"used_at": timezone.now(), "used_by": owner}
    Invitation.objects.create(email=ADDRESS, **fields, **taken)
    named = {"name": "Bà Chờ", "phone": "0234 3 000 000", "email": ADDRESS}
    PrivateContact.objects.create(enterprise=firm, **named)
    ListingContact.objects.create(listing=builders.listing(firm), **named)
    _file, kept = export(tmp_path)
    assert [row["enterprise"] for row in kept["kept"]["invitations"]] == [firm.title]
    contacts = kept["kept"]["contacts of enterprises"]
    assert [(row["about"], row["name"]) for row in contacts] == [
        (firm.path, "Bà Chờ"),
        (InfrastructureListing.objects.get().path, "Bà Chờ"),
    ]
    output = erase(ADDRESS)
    assert "invitations: đã xóa 1" in output
    assert "contacts of enterprises: đã xóa 2" in output
    # Who took an invitation has an account.
    assert Invitation.objects.get().used_by == owner
    for contact in (PrivateContact.objects.get(), ListingContact.objects.get()):
        assert (contact.name, contact.phone, contact.email) == ("", "", "")


@pytest.mark.parametrize("written", ["0905 123 456", "+84 905.123.456", "02343822822/0905123456"])
def test_who_left_a_telephone_is_found_by_it_however_it_was_typed(tmp_path, written):
    firm = builders.enterprise()
    listing = builders.listing(firm)
    PrivateContact.objects.create(enterprise=firm, name="Bà Chờ", phone=written)
    ListingContact.objects.create(listing=listing, name="Bà Chờ", phone=written, email=ADDRESS)
    other = builders.listing(firm, "Cột ăng ten khác")
    ListingContact.objects.create(listing=other, name="Ông Khác", phone="0905 123 457")
    builders.join_request(phone="0905 123 456")
    _file, printed = export(tmp_path, "0905 123 456")
    contacts = printed["kept"]["contacts of enterprises"]
    assert [(row["about"], row["name"]) for row in contacts] == [
        (firm.path, "Bà Chờ"),
        (listing.path, "Bà Chờ"),
    ]
    assert [row["name"] for row in printed["kept"]["join requests"]] == ["Trần Thị Chờ"]
    output = erase("+84905123456")
    assert "contacts of enterprises: đã xóa 2" in output
    assert "join requests: đã xóa 1" in output
    assert list(ListingContact.objects.exclude(name="").values_list("name", flat=True)) == [
        "Ông Khác"
    ]
    assert PrivateContact.objects.get().phone == ""


@pytest.mark.usefixtures("_letters_are_kept")
def test_letters_among_the_tasks_are_found_and_go():
    deliver.enqueue(ADDRESS, "Đã nhận", "Kính gửi")
    deliver.enqueue("khac@x.example", "Đã nhận", "Kính gửi")
    assert letters_to(ADDRESS).count() == 1
    assert "letters: đã xóa 1" in erase(ADDRESS)
    assert DBTaskResult.objects.count() == 1
