"""The record is only added to, in one chain, and who breaks it is found."""

import json
from hashlib import sha256
from io import StringIO
from pathlib import Path
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from portal.audit import chain
from portal.audit.models import Action, AuditEntry
from portal.audit.recording import record, recorded_last
from portal.kit.postgres.roles import grant_application_rights, rights_that_differ
from tests import builders
from tests.portal.audit.rows import some_rows, tamper

pytestmark = pytest.mark.django_db


def verify(*words: str) -> str:
    output = StringIO()
    call_command("verify_audit", *words, stdout=output)
    return output.getvalue().strip()


def faults(*words: str) -> list[str]:
    output = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("verify_audit", *words, stdout=output, stderr=output)
    lines = output.getvalue().splitlines()
    assert str(caught.value).endswith(f": {len(lines)}.")
    assert caught.value.returncode == 1
    return lines


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


# --- how it grows ---------------------------------------------------------------------------------


def test_rows_are_numbered_without_gaps_and_each_names_the_one_before():
    rows = some_rows(3)
    assert [row.number for row in rows] == [1, 2, 3]
    assert [row.previous_hash for row in rows] == [chain.BEGINNING, rows[0].hash, rows[1].hash]
    assert chain.last_hash() == rows[2].hash


def test_an_empty_record_has_a_beginning():
    assert chain.last_hash() == "0" * 64
    assert verify() == f"The audit record is whole: 0 rows, last hash {'0' * 64}."


def test_what_is_rolled_back_leaves_no_gap():
    some_rows(1)
    with transaction.atomic():
        record(Action.SIGNED_IN, by=None)
        assert chain.last_number() == 2
        transaction.set_rollback(True)
    with transaction.atomic():
        record(Action.SIGNED_IN, by=None)
        assert chain.last_number() == 2


def test_work_that_locks_more_rows_is_written_down_at_its_end():
    with recorded_last():
        record(Action.ADDED, by=None)
        with recorded_last():
            record(Action.CHANGED, by=None)
        assert chain.last_number() == 0
    actions = AuditEntry.objects.order_by("number").values_list("action", flat=True)
    assert list(actions) == ["added", "changed"]


def test_of_work_that_fails_nothing_is_written_down():
    @recorded_last()
    def fail() -> None:
        record(Action.ADDED, by=None)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    record(Action.CHANGED, by=None)
    assert AuditEntry.objects.get().action == "changed"


@pytest.mark.django_db(transaction=True)
def test_nothing_is_written_down_outside_the_transaction_of_the_change():
    with pytest.raises(transaction.TransactionManagementError):
        record(Action.SIGNED_IN, by=None)
    assert AuditEntry.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_many_who_write_at_once_make_one_chain():
    def write() -> None:
        for _ in range(5):
            with transaction.atomic():
                record(Action.SIGNED_IN, by=None)
        connection.close()

    writers = [Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=30)
    assert verify() == f"The audit record is whole: 20 rows, last hash {chain.last_hash()}."


def test_a_row_costs_three_queries(django_assert_num_queries):
    by = builders.editor()
    with django_assert_num_queries(3):
        record(Action.SIGNED_IN, by=by, subject=by)


# --- what the database refuses --------------------------------------------------------------------


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_auditentry SET actor_name = 'Ai đó' WHERE number = 2",
        "DELETE FROM audit_auditentry WHERE number = 2",
        "TRUNCATE audit_auditentry",
    ],
)
def test_whoever_rewrites_the_record_is_refused(sql):
    some_rows(2)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError, match="only_added_to"), transaction.atomic():
            cursor.execute(sql)
    assert verify().startswith("The audit record is whole: 2 rows")


def test_two_rows_never_continue_the_same_one():
    first = some_rows(2)[0]
    with pytest.raises(IntegrityError, match="previous_hash"), transaction.atomic():
        AuditEntry.objects.create(
            number=3, at=first.at, action="added", previous_hash=first.hash, hash="f" * 64
        )


def test_rows_count_from_one():
    with pytest.raises(IntegrityError, match="counts_from_one"), transaction.atomic():
        AuditEntry.objects.create(
            number=0, at=builders.FEBRUARY, action="added", previous_hash="a", hash="b"
        )


@pytest.fixture
def application_role():
    """A role with the rights of the application, beside the one that owns the tables."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE portal_test_application")
        cursor.execute("GRANT portal_test_application TO CURRENT_USER")
    grant_application_rights(connection, "portal_test_application")
    return "portal_test_application"


@pytest.mark.parametrize(
    ("sql", "allowed"),
    [
        ("SELECT count(*) FROM audit_auditentry", True),
        ("UPDATE publishing_topic SET name = name", True),
        ("UPDATE audit_auditentry SET actor_name = 'Ai đó'", False),
        ("DELETE FROM audit_auditentry", False),
        ("TRUNCATE audit_auditentry", False),
        ("ALTER TABLE audit_auditentry DISABLE TRIGGER ALL", False),
    ],
)
def test_the_application_has_no_right_to_change_the_record(application_role, sql, allowed):
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {application_role}")
        if allowed:
            cursor.execute(sql)
            return
        with pytest.raises(DatabaseError, match=r"permission denied|must be owner"):
            cursor.execute(sql)


def test_the_application_may_add_to_the_record(application_role):
    by = builders.editor()
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {application_role}")
        record(Action.SIGNED_IN, by=by, subject=by)
        cursor.execute("RESET ROLE")
    assert verify().startswith("The audit record is whole: 1 rows")


def test_the_doctor_sees_a_right_too_much(application_role):
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT UPDATE ON audit_auditentry TO {application_role}")
    assert rights_that_differ(connection, application_role) == [
        "audit_auditentry: UPDATE is too much"
    ]


# --- what is found --------------------------------------------------------------------------------


def test_a_whole_record_is_said_in_one_sentence():
    last = some_rows(4)[-1]
    assert verify() == f"The audit record is whole: 4 rows, last hash {last.hash}."
    assert verify("--expect", last.hash) == verify()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "at + interval '1 microsecond'"),
        ("actor_id", "NULL"),
        ("actor_name", "'Người khác'"),
        ("action", "'deleted'"),
        ("subject_label", "'publishing.topic'"),
        ("subject_pk", "'999'"),
        ("subject_text", "'Mục khác'"),
        ("old", "'{}'"),
        ("new", """jsonb_set(new, '{position}', '"2"')"""),
        ("ip", "'10.0.0.1'"),
        ("hash", "repeat('a', 64)"),
    ],
)
def test_a_changed_field_is_found_in_its_row(column, value):
    some_rows(4)
    tamper(f"UPDATE audit_auditentry SET {column} = {value} WHERE number = 3")  # noqa: S608  # our own words
    assert "Row 3 was changed, or given another number." in faults()
    assert not any("Row 2" in fault or "Row 4" in fault for fault in faults())


def test_a_row_that_was_sealed_anew_is_found_by_the_next():
    rows = some_rows(4)
    fields = {name: getattr(rows[1], name) for name in chain.SEALED} | {"actor_name": "Ai đó"}
    tamper(
        "UPDATE audit_auditentry SET actor_name = %s, hash = %s WHERE number = 2",
        ["Ai đó", chain.seal(fields)],
    )
    assert faults() == ["Row 2 was replaced: row 3 continues another one."]


@pytest.mark.parametrize(
    ("condition", "fault"),
    [
        ("number = 1", "Row 1 was removed."),
        ("number = 3", "Row 3 was removed."),
        ("number IN (2, 3)", "Rows 2 to 3 were removed."),
    ],
)
def test_a_removed_row_is_named(condition, fault):
    some_rows(4)
    tamper(f"DELETE FROM audit_auditentry WHERE {condition}")  # noqa: S608  # our own words
    assert faults() == [fault]


def test_a_row_pushed_in_between_is_named():
    rows = some_rows(3)
    tamper("UPDATE audit_auditentry SET number = 4 WHERE number = 3")
    forged = AuditEntry(number=3, at=rows[1].at, action="deleted", actor_name="Ai đó")
    forged.previous_hash = "e" * 64
    forged.hash = chain.seal({name: getattr(forged, name) for name in chain.SEALED})
    forged.save(force_insert=True)
    assert faults() == [
        "Row 2 was replaced: row 3 continues another one.",
        "Row 3 was replaced: row 4 continues another one.",
        "Row 4 was changed, or given another number.",
    ]


def test_a_cut_tail_is_seen_against_the_hash_of_a_backup():
    some_rows(4)
    kept = chain.last_hash()
    tamper("DELETE FROM audit_auditentry WHERE number >= 3")
    assert verify().startswith("The audit record is whole: 2 rows")
    assert faults("--expect", kept) == [
        "No row has the expected hash: the record ends at row 2; rows after it were removed, "
        "or the record was written anew."
    ]


def test_the_hash_of_an_older_backup_is_still_met():
    old = some_rows(4)[1].hash
    assert verify("--expect", old).startswith("The audit record is whole: 4 rows")


# --- what is carried away -------------------------------------------------------------------------


def test_the_export_holds_all_that_the_hashes_are_made_of(tmp_path: Path):
    rows = some_rows(3)
    call_command("export_audit", str(tmp_path / "record.jsonl"), stdout=StringIO())
    lines = (tmp_path / "record.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["hash"] for line in lines] == [row.hash for row in rows]
    for line in lines:
        fields = json.loads(line)
        kept = fields.pop("hash")
        form = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        assert sha256(form.encode()).hexdigest() == kept
    assert (tmp_path / "record.jsonl").stat().st_mode & 0o777 == 0o600


def test_the_export_overwrites_nothing(tmp_path: Path):
    file = tmp_path / "record.jsonl"
    file.write_text("đã có")
    with pytest.raises(CommandError, match="is there already"):
        call_command("export_audit", str(file), stdout=StringIO())
    assert file.read_text() == "đã có"
    with pytest.raises(CommandError, match="Cannot write"):
        call_command("export_audit", str(tmp_path / "không có" / "x"), stdout=StringIO())
