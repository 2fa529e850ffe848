"""The operator lets somebody in again who has lost the second step; it is written down."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from portal.audit.models import AuditEntry
from tests import builders

pytestmark = pytest.mark.django_db


def remove(username: str) -> str:
    said = StringIO()
    call_command("remove_second_step", username, stdout=said)
    return said.getvalue()


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
    with pytest.raises(CommandError, match="khong-ai"):
        remove("khong-ai")
