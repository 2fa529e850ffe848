"""Each check sees its trouble and says what to do; strangers are told whether the site is ready."""

import pytest
from django.db import OperationalError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import translation

from portal.audit.models import Action
from portal.audit.recording import record
from portal.kit.proxies import trusted_networks
from portal.media.scanning.models import ScannedFile, ScanState
from portal.media.scanning.services import key_of
from portal.publishing.models import Attachment
from portal.site.configuration import _alarms
from portal.site.health import checks
from portal.tasks.models import UnsentLetter
from tests import builders
from tests.portal.audit.rows import tamper

pytestmark = pytest.mark.django_db
STRANGER = "203.0.113.7"


def test_strangers_are_told_whether_it_is_ready_and_nothing_more(client):
    assert client.get("/readyz", REMOTE_ADDR=STRANGER).json() == {"ready": True, "database": True}
    assert client.get("/metrics", REMOTE_ADDR=STRANGER).status_code == 404


def test_a_stranger_does_not_make_the_site_look_at_all_of_itself(
    client, monkeypatch, django_assert_num_queries
):
    def refuse():
        raise AssertionError

    for name in ("storage", "disk", "cache", "certificate"):
        monkeypatch.setattr(checks, name, refuse)
    with django_assert_num_queries(2):
        assert client.get("/readyz", REMOTE_ADDR=STRANGER).status_code == 200


def test_a_stranger_is_told_that_a_migration_waits_or_cannot_be_asked_for(client, monkeypatch):
    MigrationRecorder(connection).record_unapplied("articles", "0001_initial")
    summary = {"ready": False, "database": True}
    answer = client.get("/readyz", REMOTE_ADDR=STRANGER)
    assert (answer.status_code, answer.json()) == (503, summary)

    def fail(*_args):
        raise OperationalError

    monkeypatch.setattr(checks, "unapplied_migrations", fail)
    answer = client.get("/readyz", REMOTE_ADDR=STRANGER)
    assert (answer.status_code, answer.json()) == (503, summary)


@pytest.mark.parametrize(
    ("address", "headers", "proxies", "allowed", "sees"),
    [
        ("127.0.0.1", {}, [], [], True),
        ("::1", {}, [], [], True),
        (STRANGER, {}, [], [], False),
        (STRANGER, {}, [], ["203.0.113.0/24"], True),
        # A proxy that nobody has named brings all the world under its own address.
        ("127.0.0.1", {"X-Forwarded-For": STRANGER}, [], [], False),
        ("127.0.0.1", {"X-Forwarded-For": STRANGER}, ["127.0.0.1"], [], False),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, ["127.0.0.1"], [], True),
        # Nor does it help to have named another one, whose loopback is not this machine's.
        ("127.0.0.1", {"X-Forwarded-For": f"{STRANGER}, 10.0.0.5"}, ["10.0.0.5"], [], False),
        ("10.0.0.5", {"X-Forwarded-For": "127.0.0.1"}, ["10.0.0.5"], [], False),
        ("127.0.0.1", {"Via": "1.1 somebody"}, ["10.0.0.5"], [], False),
        ("127.0.0.1", {"Via": "1.1 somebody"}, [], [], False),
        (STRANGER, {"X-Forwarded-For": "127.0.0.1"}, [], [], False),
    ],
)
def test_details_are_for_this_machine_and_whom_the_settings_allow(
    client, settings, address, headers, proxies, allowed, sees
):
    settings.TRUSTED_PROXIES = trusted_networks(proxies)
    settings.MONITORING_ALLOWED = trusted_networks(allowed)
    found = client.get("/readyz", REMOTE_ADDR=address, headers=headers).json()
    assert ("checks" in found) is sees
    answer = client.get("/metrics", REMOTE_ADDR=address, headers=headers)
    assert answer.status_code == (200 if sees else 404)


def test_a_database_that_goes_away_meanwhile_is_said_in_an_answer(client, monkeypatch):
    def fail(*_args):
        raise OperationalError

    monkeypatch.setattr(checks, "unapplied_migrations", fail)
    monkeypatch.setattr(checks.monitoring, "count_late", fail)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    found = answer.json()
    assert (found["unapplied_migrations"], found["late_tasks"]) == (None, None)
    assert found["checks"]["late_tasks"]["said"] == "OperationalError"


def test_a_letter_that_nobody_took_is_seen():
    assert checks.mail_queue().is_well
    UnsentLetter.objects.create(address="a@x.example", subject="Thư", task_path="a.b")
    found = checks.mail_queue()
    assert (found.is_well, found.detail) == (False, "0 + 1")


def test_a_record_that_somebody_has_changed_at_its_end_is_seen():
    with transaction.atomic():
        for _number in range(60):
            record(Action.CHANGED, by=None)
    assert checks.audit_chain().is_well
    tamper("UPDATE audit_auditentry SET actor_name = 'ai khác' WHERE number = 55")
    found = checks.audit_chain()
    assert (found.is_well, "55" in found.detail) == (False, True)


def test_a_clock_that_differs_from_the_databases_is_seen(monkeypatch):
    assert checks.clock().is_well
    monkeypatch.setattr("portal.site.health.checks.time.time", lambda: 1_170_000_000.0)
    assert not checks.clock().is_well


def test_a_cache_that_machines_share_is_tried(settings):
    settings.CACHE_IS_SHARED = True
    assert checks.cache().is_well
    nobody = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://127.0.0.1:9",
    }
    settings.CACHES = settings.CACHES | {"pages": nobody}
    assert not checks.cache().is_well


def test_a_folder_that_cannot_be_written_is_seen(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert checks.storage().is_well
    settings.VAR_DIR = "/proc"
    assert not checks.storage().is_well


def pictures(media, count):
    """So many pictures; gives the files behind them."""
    for number in range(count):
        row = builders.picture(file=f"anh/{number:02}.webp", sha256=f"{number:064}")
        (media / row.file.name).parent.mkdir(exist_ok=True)
        (media / row.file.name).touch()
    return sorted((media / "anh").iterdir())


@pytest.mark.parametrize(("gone", "detail"), [(0, "10: anh/00.webp"), (15, "10: anh/29.webp")])
def test_a_disk_of_uploads_that_is_not_mounted_is_seen(media, gone, detail):
    """Also after a day of new files below it, and for the sake of those once it is back."""
    files = pictures(media, 30)
    assert checks.uploads().is_well
    for file in files[gone : gone + 15]:
        file.unlink()
    found = checks.uploads()
    assert (found.is_well, found.detail) == (False, detail)
    with translation.override("en"):
        assert "findmnt" in str(found.mend)


def test_a_file_that_the_virus_scanner_took_away_is_none_that_is_gone(media):
    name = f"attachments/{'a' * 32}/a.pdf"
    Attachment.objects.create(publication=builders.article("Bài"), name="a", file=name, size=1)
    assert not checks.uploads().is_well
    ScannedFile.objects.create(key=key_of(name), state=ScanState.INFECTED, virus="Eicar")
    assert checks.uploads().is_well


def test_doctor_warns_of_a_site_that_tells_nobody(settings):
    settings.SITE_IS_DEMO = False
    assert [found.msg.partition(":")[0] for found in _alarms()] == [
        "ALERT_EMAIL and ALERT_WEBHOOK are not set"
    ]
    settings.ALERT_EMAIL = ["truc@portal.example"]
    assert not list(_alarms())
