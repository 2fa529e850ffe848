"""What the handbooks tell people to do works as it is typed, and loses nothing."""

import re
import shlex
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.contrib import admin
from django.core.management import call_command
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext

from enterprises.people.admin.representatives import InvitationAdmin
from portal.branding.models import Branding
from portal.department.models import Department
from portal.emergency.models import Emergency
from portal.exchange.sheets.admin import SheetAdmin
from portal.exchange.sheets.exports import ListExportMixin
from portal.media.scanning.models import ScannedFile
from portal.publishing.models import Publication
from tests.test_handbook import (
    HANDBOOKS,
    install_lines,
    read,
)

# What the list of invitations offers.
INVITED = ("send_again", "revoke")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("docs/van-hanh.md", r"(\d+) ngày sau\s+\(thư gửi doanh nghiệp"),
        (".env.example", r"for (\d+) days after SECRET_KEY was changed"),
    ],
)
def test_the_old_key_is_kept_as_long_as_the_links_that_it_signed(name, words):
    [days] = re.findall(words, read(name))
    lives = settings.ENTERPRISE_LINK_LIFE, settings.QUESTION_LINK_LIFE
    passwords = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    assert timedelta(days=int(days)) > max(*lives, passwords, settings.SUBSCRIPTION_CONFIRM_LIFE)


def test_who_sets_what_step_two_names_is_not_told_by_doctor_to_set_more():
    code = read("portal/site/configuration.py") + read("portal/site/doctor_backups.py")
    missed = " ".join(re.findall(r'"([^"{]+) (?:is|are) not set', code))
    wanted = set(re.findall(r"[A-Z][A-Z_]+", missed))
    assert {"BACKUP_RECIPIENT", "ALERT_WEBHOOK", "TRUSTED_PROXIES"} <= wanted
    steps = read("docs/van-hanh.md").partition("## Chạy thật, từng bước")[2].partition("3. ")[0]
    named = "".join(line for line in steps.splitlines() if line.startswith("   | `"))
    assert [each for each in wanted if f"`{each}`" not in named] == []


@pytest.mark.parametrize("name", HANDBOOKS)
def test_a_recovery_stops_at_the_first_line_that_fails(name):
    """The key is not deleted, nor an empty site started, after a restore that failed."""
    blocks = re.findall(r"```sh\n(.*?)```", read(name), re.S)
    recoveries = [block for block in blocks if "--replace --confirm" in block]
    assert recoveries
    for block in recoveries:
        *before, _last = block.splitlines()
        assert [line for line in before if not line.endswith(" &&")] == []


@pytest.mark.django_db
def test_the_emergency_of_the_handbook_is_declared_as_it_is_typed(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    lines = [each for each in read(HANDBOOKS[0]).splitlines() if "emergency on --level" in each]
    typed = {re.sub(r".*portal-manage ([^`]+).*", r"\1", line) for line in lines}
    # Once among the commands, once for who stands in for the operator.
    assert (len(lines), len(typed)) == (2, 1)
    call_command(*shlex.split(typed.pop()), stdout=StringIO())
    assert Emergency.objects.get().headline.startswith("Bão")


@pytest.mark.parametrize("name", HANDBOOKS)
def test_a_false_alarm_is_told_to_the_scanner_before_it_looks_again(name):
    """A file that waits is scanned within a minute, and locked away as it was before."""
    steps = ("local.ign2", "644", ScannedFile._meta.db_table)
    places = [read(name).find(step) for step in steps]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("name", [*HANDBOOKS, "docs/bien-tap.md", "portal/site/doctor.py"])
def test_an_account_is_shut_by_the_button_that_the_admin_has(name):
    with translation.override("vi"):
        letter, leaving = gettext("Send a link to set a new password"), gettext("Let go…")
    assert leaving in read(name)
    assert letter in read(name) or not name.startswith("docs")


def test_an_invitation_is_sent_again_and_taken_back_by_the_words_of_the_handbook():
    with translation.override("vi"):
        words = [str(getattr(InvitationAdmin, each).short_description) for each in INVITED]
        confirmation = gettext("Send the letter again")
    assert [word for word in words if f"**{word}**" not in read("docs/bien-tap.md")] == []
    # The letter that confirms a new address of one's own invites nobody.
    assert "mời" not in confirmation


def test_the_handbook_names_the_lists_that_go_out_into_sheets_and_come_back():
    """Beside those of pages, which all do."""
    section = read("docs/bien-tap.md").partition("## Danh sách vào và ra bảng tính")[2]
    out, back = section.partition("\n## ")[0].split("**Nhập từ bảng tính**", 1)
    known = admin.site._registry.items()
    kinds = [(model, each) for model, each in known if not issubclass(model, Publication)]
    with translation.override("vi"):
        for words, mixin, least in ((out, ListExportMixin, 10), (back, SheetAdmin, 7)):
            names = [
                str(m._meta.verbose_name_plural) for m, each in kinds if isinstance(each, mixin)
            ]
            assert len(names) >= least
            assert [name for name in names if name not in " ".join(words.split())] == []


@pytest.mark.parametrize("name", HANDBOOKS)
def test_a_new_debian_has_the_packages_put_beside_its_own_python(name):
    """`make ready` leaves what still runs, and the Python of before runs until it is removed."""
    after = read(name).partition("pg_upgradecluster 17 main")[2]
    assert "make ready" in after.partition("rm -rf .venv && ")[2].partition("\n")[0]


@pytest.mark.parametrize("name", HANDBOOKS)
def test_a_line_names_no_home_of_one_machine(name):
    assert re.findall(r"/(?:root|home)\b", read(name)) == []


@pytest.mark.parametrize("name", HANDBOOKS)
def test_a_moment_after_which_nothing_was_written_has_its_way_out(name):
    """PostgreSQL stays down after such a target: that of a crash, or of a quiet night."""
    after = read(name).partition("recovery ended before")[2][:700]
    assert "pgbackrest --stanza=portal --delta restore" in after
    assert "pgbackrest info" in read(name)


@pytest.mark.parametrize("name", HANDBOOKS)
def test_who_stands_in_restarts_all_that_signing_in_needs(name):
    lines = [line for line in read(name).splitlines() if "restart postgresql valkey" in line]
    assert len(lines) == 1
    restarted = lines[0].partition("systemctl restart ")[2].partition("`")[0].split()
    assert restarted == ["postgresql", "valkey-server", "portal", "portal-helper", "nginx"]


@pytest.mark.parametrize("name", HANDBOOKS)
def test_no_key_of_the_backups_stays_on_the_server(name):
    """Where a block lays the key down it is removed, also from where it was brought to."""
    blocks = re.findall(r"```sh\n(.*?)```", read(name), re.S)
    with_key = [block for block in blocks if "/var/lib/portal/khoa" in block]
    assert with_key
    for block in with_key:
        assert re.search(r"^rm -f /var/lib/portal/khoa\b.* /dev/shm/khoa\b", block, re.MULTILINE)


@pytest.mark.parametrize(
    ("name", "heading", "repository"),
    [
        ("docs/van-hanh.md", "## Khi người vận hành vắng mặt", "ĐỊA_CHỈ_KHO_MÃ"),
        ("docs/operations.md", "## When the operator is ill", "REPOSITORY"),
    ],
)
def test_the_envelope_holds_what_a_new_machine_needs(name, heading, repository):
    section = read(name).partition(heading)[2].partition("\n## ")[0]
    needed = (repository, "EMAIL_URL", "OIDC_CLIENT_SECRET", "BACKUP_SECOND_PLACE", "tra-loi")
    assert [each for each in (*needed, "scp", "DNS", ".age | tail -1") if each not in section] == []


def test_no_command_to_be_copied_is_one_that_root_is_refused():
    """Nor has words in two kinds of quotes: who types them does it in a storm."""
    after = read(HANDBOOKS[0]).partition("## Trang còn sống không")[2]
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", after, re.S)).splitlines()
    refused = [line for line in blocks if "manage.py " in line and "su portal " not in line]
    assert refused == []
    assert len([line for line in blocks if line.startswith("portal-manage ")]) > 10


def test_a_file_to_be_imported_may_lie_where_only_root_reads():
    block = read("docs/van-hanh/nhap-bai.md").partition("```sh\n")[2].partition("```")[0]
    lines = block.splitlines()
    assert lines
    assert [line for line in lines if "portal-manage import_articles -" not in line] == []


@pytest.mark.parametrize(
    ("name", "heading"),
    [("docs/van-hanh.md", "## Quét vi-rút"), ("docs/operations.md", "## Virus scanner")],
)
def test_old_files_are_scanned_before_the_site_knows_of_a_scanner(name, heading):
    """With a scanner nobody but the staff sees a file that was not scanned."""
    section = read(name).partition(heading)[2]
    steps = (
        "usermod -aG clamav portal",
        "CLAMD_URL=",
        "portal-manage scan_files",
        ".env",
        "restart",
    )
    places = [0]
    for step in steps:
        places.append(section.find(step, places[-1]))
    assert places == sorted(places)
    assert "database.clamav.net" in section


@pytest.mark.parametrize("name", HANDBOOKS)
def test_a_machine_whose_lists_of_packages_are_empty_or_old_asks_for_new_ones(name):
    text = read(name)
    assert install_lines(text)[0].startswith("apt-get update && apt-get install ")
    assert text.count("apt-get upgrade") == text.count("apt-get update && apt-get upgrade") == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [("docs/van-hanh.md", "bỏ lệnh số 9"), ("docs/operations.md", "command 9 is left out")],
)
def test_a_bought_certificate_leaves_one_command_out(name, words):
    [line] = [line for line in read(name).splitlines() if words in line]
    assert "`CERTIFICATE_KEY`" in line or "tệp khóa" in line
    assert install_lines(read(name))[8].startswith("certbot certonly ")


@pytest.mark.parametrize("name", HANDBOOKS)
def test_whoever_installs_is_told_to_give_the_department_its_name(name):
    with translation.override("vi"):
        named, looks = (capfirst(str(each._meta.verbose_name)) for each in (Department, Branding))
    default = re.findall(r'"SITE_NAME", default="([^"]+)"', read("portal/settings/base.py"))
    chapter = read(name).partition("```sh\napt-get")[2].partition("\n## ")[0]
    assert [each for each in (named, looks, *default) if each not in chapter] == []


@pytest.mark.parametrize("name", HANDBOOKS)
def test_the_way_back_has_its_backup_by_whole_name_and_its_key_at_hand(name):
    text = read(name)
    assert "ls -t /var/backups/portal/* | head -1 | tee ~/ban-sao-cu" in text
    assert "git diff --stat HEAD..origin/main -- '*/migrations/*'" in text
    assert "`cat ~/ban-sao-cu`" in text


@pytest.mark.parametrize(
    "name",
    [
        "docs/van-hanh.md",
        "docs/bien-tap.md",
        "docs/doanh-nghiep.md",
        "templates/mails/staff_invitation.txt",
    ],
)
def test_who_signs_in_first_is_told_of_the_second_question_for_the_password(name):
    """The sign-in library asks before a second step is set, however fresh the sign-in is."""
    assert re.search(r"[Ll]ần đầu,?( thì)? trang hỏi lại mật khẩu", read(name))
