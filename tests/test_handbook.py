"""What the handbooks name is there: commands with their options, variables, files."""

import re
import shlex
from argparse import ArgumentParser, _SubParsersAction
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.core.management import call_command, get_commands, load_command_class
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext

from enterprises.people.admin.representatives import InvitationAdmin
from portal.branding.models import Branding
from portal.department.models import Department
from portal.emergency.models import Emergency
from portal.exchange.sheets.admin import SheetAdmin
from portal.exchange.sheets.exports import ListExportMixin
from portal.kit.environment import names_in
from portal.media.scanning.models import ScannedFile
from portal.publishing.models import Publication
from portal.site.installing import defaults

HANDBOOKS = ("docs/van-hanh.md", "docs/operations.md")
# What the Vietnamese one leads to, and the English one says itself.
IMPORT = "docs/van-hanh/nhap-bai.md"
# Its sections, in Vietnamese and in English.
SECTIONS = {
    "Chạy thử trên máy mình": "A trial on your own machine",
    "Cài đặt trong mười lệnh": "Install in ten commands",
    "Chạy thật, từng bước": "For real, step by step",
    "Trang còn sống không": "Is the site alive",
    "Việc chạy nền": "Background work",
    "Quét vi-rút": "Virus scanner",
    "Tài khoản": "Accounts",
    "Nhập bài": "Import of articles",
    "Cập nhật": "Upgrade",
    "Sao lưu và phục hồi": "Backup, rehearsal, recovery",
    "Chế độ khẩn cấp": "Emergency",
    "Bản sao tĩnh": "Static copy",
    "Nhật ký kiểm tra": "Audit record",
    "Xóa hẳn một trang": "Removing a page for good",
    "Dữ liệu cá nhân": "Personal data",
    "Làm gì khi …": "What to do when …",
    "Mỗi báo động, một cách xử lý": "Every alarm with its cure",
    "Khi người vận hành vắng mặt": "When the operator is ill",
    "Lùi về bản trước": "Way back",
}
# How a command is typed: by itself, and by root on a machine that `install` describes.
TYPED = r"(?:manage\.py|portal-manage) "
# What the list of invitations offers.
INVITED = ("send_again", "revoke")
# Answers of `install`, of make, and of the machine itself.
ELSEWHERE = set(defaults("portal.example")) | {"PORT", "WORKERS", "TMPDIR", "NAME"}


def read(name: str) -> str:
    return (settings.BASE_DIR / name).read_text(encoding="utf-8")


def install_lines(text: str) -> list[str]:
    """Return the commands of the first block after the heading about ten of them."""
    block = text.partition("```sh\napt-get")[2].partition("```")[0]
    return ["apt-get" + block.splitlines()[0], *block.splitlines()[1:]]


# How a table says how often: the number, if any, and the unit.
UNITS = {
    "minute": timedelta(minutes=1),
    "phút": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "giờ": timedelta(hours=1),
    "daily": timedelta(days=1),
    "ngày": timedelta(days=1),
}


def options_of(parser: ArgumentParser) -> set[str]:
    """Return the options of a command, those of its verbs included."""
    found = set(parser._option_string_actions)
    verbs = (each for each in parser._actions if isinstance(each, _SubParsersAction))
    return found.union(*(options_of(one) for each in verbs for one in each.choices.values()))


@pytest.mark.parametrize("name", HANDBOOKS)
def test_each_command_is_there_with_its_options(name):
    lines = [line for line in read(name).splitlines() if re.search(TYPED, line)]
    named = [
        (command, set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", rest)))
        for line in lines
        for command, rest in re.findall(TYPED + r"([a-z_]+)([^`|&'\n]*)", line)
    ]
    commands = get_commands()
    assert len(named) > 10
    assert [command for command, _options in named if command not in commands] == []
    for command, options in named:
        found = commands[command]
        made = found if not isinstance(found, str) else load_command_class(found, command)
        known = options_of(made.create_parser("manage.py", command))
        assert options - known == set(), command


def typed_commands(name: str) -> list[list[str]]:
    """Return the words of each command that stands in a block to be copied."""
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", read(name), re.S))
    found = re.findall(TYPED + r"([a-z_]+[^'|&<\n]*)", blocks)
    return [shlex.split(each, comments=True) for each in found]


@pytest.mark.parametrize("name", HANDBOOKS)
def test_each_command_of_a_block_takes_the_arguments_that_stand_there(name):
    found = typed_commands(name)
    assert len(found) >= 3
    for command, *words in found:
        app = get_commands()[command]
        made = app if not isinstance(app, str) else load_command_class(app, command)
        parser = made.create_parser("manage.py", command)
        # An error of the parser ends the process, or is a CommandError: either way it is seen.
        assert parser.parse_args(words), command


@pytest.mark.parametrize("name", HANDBOOKS)
def test_each_variable_can_be_set(name):
    named = set(re.findall(r"`([A-Z][A-Z0-9_]{3,})(?:=[^`]*)?`", read(name)))
    assert len(named) > 10
    assert sorted(named - names_in(settings.BASE_DIR / ".env.example") - ELSEWHERE) == []


@pytest.mark.parametrize("name", HANDBOOKS)
def test_each_file_and_make_target_is_there(name):
    text, targets = read(name), read("Makefile")
    named = re.findall(r"`make ([a-z-]+)|&& make ([a-z-]+)|^make ([a-z-]+)", text, re.MULTILINE)
    names = {"".join(each) for each in named}
    assert names
    assert [each for each in names if not re.search(rf"^{each}:", targets, re.MULTILINE)] == []
    files = re.findall(r"`((?:portal|deploy|tests|benchmarks)/[\w./-]+)`", text)
    files += [str(Path("docs") / each) for each in re.findall(r"\]\(([^)#:]+)", text)]
    assert [each for each in files if not (settings.BASE_DIR / each).exists()] == []


def test_both_handbooks_install_by_the_same_ten_commands():
    vietnamese, english = (install_lines(read(name)) for name in HANDBOOKS)
    assert len(vietnamese) == 10
    assert [line.replace("ĐỊA_CHỈ_KHO_MÃ", "REPOSITORY") for line in vietnamese] == english


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
    code = read("portal/site/doctor.py") + read("portal/site/doctor_backups.py")
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
    """A file without a row is scanned within a minute, and locked away as it was before."""
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


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("docs/van-hanh.md", "| việc | bao lâu một lần |"),
        ("docs/operations.md", "| work | how often |"),
    ],
)
def test_each_work_that_comes_round_has_its_line_and_how_often(name, head):
    rows = read(name).partition(head + "\n| --- | --- |\n")[2].partition("\n\n")[0].splitlines()
    told = Counter[timedelta]()
    for row in rows:
        often = row.rpartition(" | ")[2]
        found = re.search(rf"(?:(\d+) )?({'|'.join(UNITS)})", often)
        assert found is not None, row
        told[UNITS[found[2]] * int(found[1] or 1)] += 1
    assert told == Counter(settings.PERIODIC_TASKS.values())


def test_both_handbooks_have_the_same_sections_in_the_same_order():
    found = (re.findall(r"^## (.+)$", read(name), re.MULTILINE) for name in HANDBOOKS)
    assert list(zip(*found, strict=True)) == list(SECTIONS.items())


def words_in(text: str, known: Iterable[str]) -> set[str]:
    """Return which of the known words stand in a text, each for itself."""
    return {word for word in known if re.search(rf"(?<![\w./-]){word}(?![\w-])", text)}


def test_each_command_and_variable_of_one_handbook_stands_in_the_other():
    vietnamese, english = read(HANDBOOKS[0]) + read(IMPORT), read(HANDBOOKS[1])
    # Those of Django are words of other things, too.
    ours = {name for name, app in get_commands().items() if "_" in name or "django" not in app}
    # A name that somebody types has another word in Vietnamese.
    known = ours | names_in(settings.BASE_DIR / ".env.example") | ELSEWHERE - {"NAME"}
    told = words_in(vietnamese, known)
    assert len(told) > 70
    assert words_in(english, known) ^ told == set()


def test_both_handbooks_cure_the_same_messages():
    told = []
    for name, seen in zip(HANDBOOKS, ("| thấy | làm |", "| seen | do |"), strict=True):
        rows = read(name).partition(seen)[2].partition("\n\n")[0].splitlines()[2:]
        told.append([re.findall(r"`([^`]+)`", row.split(" | ")[0]) for row in rows])
    assert len(told[0]) > 20
    assert told[0] == told[1]


def test_an_english_reader_is_led_to_no_vietnamese_line_to_type():
    links = re.findall(r"\]\(([\w./-]+\.md(?:#[^)]*)?)\)", read(HANDBOOKS[1]))
    assert [each for each in links if "van-hanh" in each] == ["van-hanh.md"]


@pytest.mark.parametrize("name", HANDBOOKS)
def test_a_link_inside_a_handbook_leads_to_a_heading(name):
    text = read(name)
    headings = re.findall(r"^#{2,3} (.+)$", text, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}
    links = re.findall(r"\]\(#([^)]+)\)", text)
    assert links
    assert [each for each in links if each not in anchors] == []
