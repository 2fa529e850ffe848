"""The operator or an administrator lets somebody in again who has lost the second step."""

from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from portal.audit.models import AuditEntry
from portal.site import doctor
from tests import builders

pytestmark = pytest.mark.django_db


def remove(username: str) -> str:
    output = StringIO()
    call_command("remove_second_step", username, stdout=output)
    return output.getvalue()


def test_all_steps_and_sessions_of_one_person_go_and_stand_in_the_record(client):
    lost, other = builders.person("quantri", is_superuser=True), builders.editor()
    for user in (lost, other):
        for kind in ("totp", "recovery_codes"):
            Authenticator.objects.create(user=user, type=kind, data={})
    client.force_login(lost)
    assert client.get("/admin/").status_code == 200
    before = AuditEntry.objects.count()
    remove("quantri")
    assert set(Authenticator.objects.values_list("user__username", flat=True)) == {"bientap"}
    assert client.get("/admin/").status_code == 302
    written = AuditEntry.objects.order_by("number")[before:]
    assert [(entry.actor_name, entry.action, entry.subject_text) for entry in written] == [
        ("", "second_factor_removed", "quantri"),
        ("", "second_factor_removed", "quantri"),
        ("", "sessions_ended", "quantri"),
    ]


def test_a_name_that_nobody_has_is_refused():
    with pytest.raises(CommandError, match=r"khong-ai.*tên đăng nhập"):
        remove("khong-ai")


@pytest.mark.parametrize("is_confirmed", [False, True])
def test_who_is_named_by_the_address_to_sign_in_by_is_found(is_confirmed):
    lost = builders.person("lan", email="" if is_confirmed else "lan@so.example")
    if is_confirmed:
        EmailAddress.objects.create(user=lost, email="lan@so.example", verified=True)
    Authenticator.objects.create(user=lost, type="totp", data={})
    output = remove("Lan@so.example")
    assert not Authenticator.objects.exists()
    assert output.startswith("lan: ")


def test_an_address_of_two_accounts_is_refused_with_where_the_name_stands():
    for name, email in (("lan", "lan@so.example"), ("lan-2", "")):
        user = builders.person(name, email=email)
        EmailAddress.objects.create(user=user, email="lan@so.example", verified=not email)
        Authenticator.objects.create(user=user, type="totp", data={})
    with pytest.raises(CommandError, match="tên đăng nhập"):
        remove("lan@so.example")
    assert Authenticator.objects.count() == 2


def in_a_list(*steps):
    return {"action": "delete_selected", "_selected_action": [step.pk for step in steps]}


@pytest.mark.parametrize("way", ["its page", "the list"])
def test_an_administrator_who_takes_it_away_ends_the_sessions_of_whoever_found_it(client, way):
    lost, boss = builders.editor(), builders.person("quantri", is_superuser=True)
    step, _codes, _key = (
        Authenticator.objects.create(user=lost, type=kind, data={})
        for kind in ("totp", "recovery_codes", "webauthn")
    )
    found, other = Client(), Client()
    found.force_login(lost)
    other.force_login(builders.publisher())
    client.force_login(boss)
    if way == "its page":
        client.post(f"/admin/portal/secondstep/{step.pk}/delete/", {"post": "yes"})
    else:
        client.post("/admin/portal/secondstep/", {**in_a_list(step), "post": "yes"})
    assert set(Authenticator.objects.values_list("type", flat=True)) == {
        "recovery_codes",
        "webauthn",
    }
    assert [each.get("/admin/").status_code for each in (client, found, other)] == [200, 302, 200]
    entry = AuditEntry.objects.get(action="sessions_ended")
    assert (entry.actor, entry.subject_text) == (boss, "bientap")


@pytest.mark.parametrize("way", ["its page", "the list"])
def test_the_codes_go_with_the_last_step_and_the_next_sign_in_sets_up_another(
    client, settings, way
):
    lost, boss = builders.editor(), builders.person("quantri", is_superuser=True)
    step = Authenticator.objects.create(user=lost, type="totp", data={})
    Authenticator.objects.create(user=lost, type="recovery_codes", data={})
    client.force_login(boss)
    if way == "its page":
        client.post(f"/admin/portal/secondstep/{step.pk}/delete/", {"post": "yes"})
    else:
        client.post("/admin/portal/secondstep/", {**in_a_list(step), "post": "yes"})
    assert not Authenticator.objects.exists()
    deleted = AuditEntry.objects.filter(action="deleted", actor=boss)
    assert {entry.old["type"] for entry in deleted} == {"totp", "recovery_codes"}
    settings.STAFF_MFA_REQUIRED = True
    again = Client()
    again.post("/tai-khoan/login/", {"login": "bientap", "password": "mat khau rat dai"})
    assert again.get("/admin/")["Location"] == "/tai-khoan/2fa/"


def test_doctor_names_accounts_that_have_codes_alone():
    for name, kinds in (("an", ["recovery_codes"]), ("binh", ["totp", "recovery_codes"])):
        user = builders.person(name)
        for kind in kinds:
            Authenticator.objects.create(user=user, type=kind, data={})
    (found,) = (each for each in doctor.examine() if "recovery codes" in each.msg)
    assert (doctor.severity(found), found.msg.endswith(": an.")) == ("warning", True)


def test_who_takes_their_own_away_stays_where_they_are(client):
    boss = builders.person("quantri", is_superuser=True)
    step = Authenticator.objects.create(user=boss, type="totp", data={})
    client.force_login(boss)
    client.post(f"/admin/portal/secondstep/{step.pk}/delete/", {"post": "yes"})
    assert client.get("/admin/").status_code == 200
