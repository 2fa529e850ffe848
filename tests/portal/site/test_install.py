"""The files of deploy/ are written filled in, and what holds a secret only once."""

import json
import pwd
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from portal.kit.environment import names_in
from portal.kit.files import create_once
from portal.site import installing
from portal.site.installing import defaults, read_answers
from portal.site.management.commands.install import Command


def install(folder, *words):
    output = StringIO()
    call_command("install", str(folder), *words, stdout=output)
    return [Path(line) for line in output.getvalue().splitlines()]


def test_no_blank_is_left_and_secrets_are_written_once(tmp_path):
    made = install(tmp_path, "--host", "portal.example")
    texts = {path.name: path.read_text(encoding="utf-8") for path in made}
    assert not [name for name, text in texts.items() if re.search(r"@[A-Z_]+@", text)]
    assert "server_name portal.example;" in texts["portal.conf"]
    assert "brotli_static on;" in texts["portal.conf"]
    environment = read_answers(tmp_path / ".env")
    assert environment["SITE_URL"] == "https://portal.example"
    disks = "/var/lib/postgresql/17/main,/var/backups/portal"
    assert environment["DISKS_WATCHED"] == disks
    assert set(environment) <= names_in(settings.BASE_DIR / ".env.example")
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "roles.sql").stat().st_mode & 0o777 == 0o600
    password = environment["DATABASE_URL"].partition("portal_app:")[2].partition("@")[0]
    assert f"portal_app LOGIN PASSWORD '{password}'" in texts["roles.sql"]
    again = {path.name for path in install(tmp_path, "--host", "portal.example")}
    assert again == set(texts) - {".env", "roles.sql", "database.env", "pgbackrest.conf"}
    archive = tmp_path / "pgbackrest" / "pgbackrest.conf"
    # With another password what was archived before would be lost.
    assert archive.read_text(encoding="utf-8") == texts["pgbackrest.conf"]
    assert archive.stat().st_mode & 0o777 == 0o600
    assert read_answers(tmp_path / ".env") == environment


@pytest.mark.parametrize("name", ["roles.sql", "database.env", ".env"])
def test_what_broke_off_among_the_secrets_is_written_by_the_next_run(tmp_path, monkeypatch, name):
    def full_disk(path, text):
        if path.name == name:
            raise OSError("No space left on device")
        create_once(path, text)

    monkeypatch.setattr(installing, "create_once", full_disk)
    with pytest.raises(CommandError, match="No space"):
        install(tmp_path, "--host", "portal.example")
    monkeypatch.undo()
    made = {path.name for path in install(tmp_path, "--host", "portal.example")}
    assert made >= {".env", "roles.sql", "database.env"}
    owner = read_answers(tmp_path / ".env")["DATABASE_OWNER_URL"]
    password = owner.partition("portal_owner:")[2].partition("@")[0]
    assert f"portal_owner LOGIN PASSWORD '{password}'" in (tmp_path / "roles.sql").read_text()


def test_answers_of_a_file_stand_above_what_is_usual(tmp_path):
    answers = tmp_path / "answers"
    answers.write_text(
        "# của Sở\nHOST=so.example\nPORT = 8099\nBROTLI=0\nBACKUP_SECOND_PLACE=/mnt/nas\n",
        encoding="utf-8",
    )
    install(tmp_path / "made", "--answers", str(answers))
    conf = (tmp_path / "made" / "nginx" / "portal.conf").read_text(encoding="utf-8")
    assert "server 127.0.0.1:8099 " in conf
    assert "# brotli: brotli_static on;" in conf
    # A unit that may write nowhere else has to be allowed the second place.
    unit = (tmp_path / "made" / "systemd" / "portal-backup.service").read_text(encoding="utf-8")
    assert " -/mnt/nas" in unit
    assert "listen [::]:80;" in conf
    assert "listen [::]:443 ssl;" in conf
    assert read_answers(tmp_path / "made" / ".env")["BACKUP_SECOND_PLACE"] == "/mnt/nas"


def test_units_wait_for_the_disks_of_what_they_write(tmp_path):
    install(tmp_path, "--host", "so.example")
    line = "\nWantsMountsFor=/var/lib/portal/var /var/lib/portal/media\n"
    for name in ("portal", "portal-helper", "portal-backup"):
        assert line in (tmp_path / "systemd" / f"{name}.service").read_text(encoding="utf-8")
    # Without a disk readers have what there is, and the helper tells of it; no backup goes below.
    unit = (tmp_path / "systemd" / "portal-backup.service").read_text(encoding="utf-8")
    assert "\nRequiresMountsFor=/var/backups/portal\n" in unit


def test_the_disk_of_the_archived_log_is_watched_where_it_is_kept(tmp_path):
    answers = tmp_path / "answers"
    answers.write_text(f"HOST=so.example\nWAL_DIR={tmp_path}\n", encoding="utf-8")
    install(tmp_path / "made", "--answers", str(answers))
    watched = read_answers(tmp_path / "made" / ".env")["DISKS_WATCHED"]
    assert watched.endswith(f",{tmp_path}")


def test_the_lines_of_pgbackrest_let_the_disk_of_the_archived_log_be_watched(tmp_path):
    install(tmp_path, "--host", "so.example")
    conf, settings_file = tmp_path / "pgbackrest" / "pgbackrest.conf", tmp_path / ".env"
    lines = re.findall(r"^#   (grep -q .+)$", conf.read_text(encoding="utf-8"), re.MULTILINE)
    typed = "\n".join(lines).replace(f"{settings.BASE_DIR}/.env", str(settings_file))
    for _ in range(2):
        subprocess.run(["sh", "-c", typed], check=True)
    watched = read_answers(settings_file)["DISKS_WATCHED"].split(",")
    assert watched == [
        "/var/lib/postgresql/17/main",
        "/var/backups/portal",
        "/var/backups/portal-wal",
    ]
    # Installed before there was such a line; and nothing ends the last one.
    settings_file.write_text("SITE_URL=https://so.example", encoding="utf-8")
    for _ in range(2):
        subprocess.run(["sh", "-c", typed], check=True)
    assert settings_file.read_text(encoding="utf-8").split() == [
        "SITE_URL=https://so.example",
        "DISKS_WATCHED=,/var/backups/portal-wal",
    ]


def test_a_second_place_that_stands_in_env_alone_is_not_forgotten(tmp_path, settings):
    settings.BACKUP_SECOND_PLACE = "/mnt/nas/portal"
    install(tmp_path, "--host", "so.example")
    unit = (tmp_path / "systemd" / "portal-backup.service").read_text(encoding="utf-8")
    assert " -/mnt/nas/portal\n" in unit


def test_no_log_of_a_container_grows_for_ever(tmp_path):
    install(tmp_path, "--host", "portal.example")
    compose = (tmp_path / "container" / "compose.yaml").read_text(encoding="utf-8")
    conf = (tmp_path / "nginx" / "portal.conf").read_text(encoding="utf-8")
    logs = set(re.findall(r"access_log (\S+) ", conf))
    assert logs
    # The image sends only the logs that it knows by name to where they are rotated.
    assert [log for log in logs if f"ln -sf /dev/stdout {log} " not in compose] == []
    images = re.findall(r"^ +(?:image|build):", compose, re.MULTILINE)
    assert len(images) == compose.count("logging: *logging")
    assert re.search(r"&logging\n.+\n  options: \{max-size: \w+, max-file: \S+\}", compose)


def test_the_files_of_containers_are_right_by_linters_of_their_own(tmp_path):
    install(tmp_path, "--host", "portal.example")
    programs = Path(sys.executable).parent
    for name, *words in (
        ["hadolint", str(settings.BASE_DIR / "deploy/container/Containerfile")],
        ["check-jsonschema", "--builtin-schema", "vendor.compose-spec", "container/compose.yaml"],
    ):
        done = subprocess.run(
            [programs / name, *words], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("line", ["", "HOST=a.example\nPROT=1"])
def test_an_unknown_or_missing_answer_is_named(tmp_path, line):
    answers = tmp_path / "answers"
    answers.write_text(line, encoding="utf-8")
    with pytest.raises(CommandError, match="PROT" if line else "--host"):
        install(tmp_path / "made", "--answers", str(answers))
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    "host", ["https://a.example", "a.example/", "a.example:443", "A.example", "a example"]
)
def test_a_name_that_readers_do_not_type_so_is_refused_before_anything_is_written(tmp_path, host):
    with pytest.raises(CommandError, match=f"HOST .*“{host}”"):
        install(tmp_path / "made", "--host", host)
    assert not (tmp_path / "made").exists()


def test_answers_that_cannot_be_meant_are_told_in_a_line_each(tmp_path):
    answers = tmp_path / "answers"
    answers.write_text("PORT=abc\nWORKERS=\nPGPORT=70000\n")
    with pytest.raises(CommandError) as refused:
        install(tmp_path / "made", "--host", "a.example", "--answers", str(answers))
    lines = [line.partition(" ")[0] for line in str(refused.value).splitlines()]
    assert lines == ["PORT", "WORKERS", "PGPORT"]
    assert not (tmp_path / "made").exists()


def test_a_line_that_is_no_answer_is_named_without_what_stands_in_it(tmp_path):
    answers = tmp_path / "answers"
    answers.write_text("# của Sở\n\nEMAIL_URL smtp://a:geheim@b\n=1\n", encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        install(tmp_path / "made", "--host", "a.example", "--answers", str(answers))
    assert [each for each in ("2", "3", "4", "geheim") if each in str(refused.value)] == ["3", "4"]


def test_what_is_of_env_alone_is_an_answer_too(tmp_path):
    given = {
        "BACKUP_RECIPIENT": "age1abc",
        "CACHE_URL": "redis://127.0.0.1:8126/0",
        "EMAIL_URL": "smtp://thu.example:25",
        "ALERT_EMAIL": "truc@so.example",
    }
    answers = tmp_path / "answers"
    answers.write_text("".join(f"{name}={value}\n" for name, value in given.items()))
    install(tmp_path / "made", "--host", "a.example", "--answers", str(answers))
    environment = read_answers(tmp_path / "made" / ".env")
    assert {name: environment[name] for name in given} == given


def test_the_answers_stand_in_its_help_its_refusal_and_the_handbook(tmp_path):
    (answers := tmp_path / "answers").write_text("DATABASE_PORT=1")
    with pytest.raises(CommandError) as refused:
        install(tmp_path / "made", "--host", "a.example", "--answers", str(answers))
    shown = Command().create_parser("manage.py", "install").format_help()
    handbook = (settings.BASE_DIR / "docs" / "van-hanh.md").read_text(encoding="utf-8")
    for name in defaults("a.example"):
        assert name in str(refused.value)
        assert name in shown
        assert f"`{name}" in handbook


def test_a_busy_office_meets_the_sites_own_limit_of_signing_in_and_not_that_of_nginx():
    """A sign-in is two requests, page and form; handbooks name what nginx takes."""
    conf = (settings.BASE_DIR / "deploy/nginx/portal.conf").read_text(encoding="utf-8")
    [rate] = re.findall(r"zone=portal_sign_in:\S+ rate=(\d+)r/m;", conf)
    [ours] = re.findall(r"^(\d+)/m/ip$", settings.ACCOUNT_RATE_LIMITS["login"])
    assert int(rate) >= 2 * int(ours)
    for name, words in (
        ("van-hanh.md", f"{rate} lần mỗi phút"),
        ("operations.md", f"{rate} a min"),
    ):
        assert words in (settings.BASE_DIR / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("handbook", ["van-hanh.md", "operations.md"])
def test_a_certificate_is_renewed_while_nginx_serves(handbook):
    text = (settings.BASE_DIR / "docs" / handbook).read_text(encoding="utf-8")
    [line] = [line for line in text.splitlines() if line.startswith("certbot certonly")]
    nginx = (settings.BASE_DIR / "deploy/nginx/portal.conf").read_text(encoding="utf-8")
    webroot = re.search(r"location /\.well-known/acme-challenge/ \{\s+root (\S+);", nginx)
    assert webroot
    assert f"--webroot -w {webroot[1]} " in line
    assert "stop nginx" not in line
    assert "reload nginx" in line


def test_alarms_and_board_ask_for_figures_that_the_site_has():
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in (
            settings.BASE_DIR / "portal/kit/measuring/metrics.py",
            settings.BASE_DIR / "portal/site/health/figures.py",
        )
    )
    deploy = settings.BASE_DIR / "deploy"
    board = json.loads((deploy / "grafana/board.json").read_text(encoding="utf-8"))
    expressions = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    expressions.append((deploy / "prometheus/alerts.yml").read_text(encoding="utf-8"))
    names = set(re.findall(r"\bportal_[a-z_]+", "\n".join(expressions)))
    assert names
    bare = {re.sub(r"_(total|bucket)$", "", name) for name in names}
    assert not [name for name in bare if f'"{name}"' not in source]


def test_each_alarm_has_its_cure_in_both_handbooks():
    rules = (settings.BASE_DIR / "deploy/prometheus/alerts.yml").read_text(encoding="utf-8")
    checks = (settings.BASE_DIR / "portal/site/health/checks.py").read_text(encoding="utf-8")
    alarms = set(re.findall(r"alert: (\w+)", rules))
    alarms |= set(re.findall(r'Check\("(\w+)"', checks))
    assert len(alarms) > 12
    for name in ("van-hanh.md", "operations.md"):
        text = (settings.BASE_DIR / "docs" / name).read_text(encoding="utf-8")
        assert not [alarm for alarm in alarms if f"`{alarm}`" not in text], name


def test_root_types_a_command_as_the_user_of_the_site(tmp_path):
    """A stand-in of runuser tells as whom, where and with which words the command is run."""
    (answers := tmp_path / "answers").write_text(f"USER=root\nCODE={tmp_path}\n")
    install(tmp_path / "made", "--host", "a.example", "--answers", str(answers))
    (tmp_path / "runuser").write_text('#!/bin/sh\npwd\nprintf "%s\\n" "$HOME" "$@"\n')
    (tmp_path / "runuser").chmod(0o755)
    output = subprocess.run(
        ["sh", str(tmp_path / "made/bin/portal-manage"), "emergency", "on", "--headline", "Bão 5"],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin", "HOME": "/"},
        capture_output=True,
        text=True,
        check=True,
    )
    words = ["-u", "root", "--", ".venv/bin/python", "manage.py", "emergency", "on"]
    home = pwd.getpwnam("root").pw_dir
    assert output.stdout.splitlines() == [str(tmp_path), home, *words, "--headline", "Bão 5"]


@pytest.mark.parametrize("handbook", ["van-hanh.md", "operations.md"])
def test_the_wrapper_is_installed_by_one_of_the_ten_commands(handbook):
    text = (settings.BASE_DIR / "docs" / handbook).read_text(encoding="utf-8")
    [line] = [line for line in text.splitlines() if line.startswith("cp ~/portal/systemd/")]
    assert " install -m 755 ~/portal/bin/* /usr/local/bin/ " in line


def test_answers_that_are_not_there_are_told_in_a_line(tmp_path):
    with pytest.raises(CommandError, match="tra-loi"):
        install(tmp_path / "made", "--host", "a.example", "--answers", str(tmp_path / "tra-loi"))
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("handbook", ["van-hanh.md", "operations.md"])
def test_what_command_four_asks_for_is_told_before_it(tmp_path, handbook):
    """Written into .env afterwards, the second place is one that the unit may not write to."""
    text = (settings.BASE_DIR / "docs" / handbook).read_text(encoding="utf-8")
    before, _line, after = text.partition("```sh\napt-get")
    [block] = re.findall(r"<<'END'\n(.*?)END\n", before, re.DOTALL)
    (answers := tmp_path / "tra-loi").write_text(block, encoding="utf-8")
    install(tmp_path / "made", "--host", "a.example", "--answers", str(answers))
    given = read_answers(answers)
    assert set(given) == {"EMAIL_URL", "ALERT_EMAIL", "BACKUP_RECIPIENT", "BACKUP_SECOND_PLACE"}
    environment = read_answers(tmp_path / "made" / ".env")
    assert {name: environment[name] for name in given} == given
    assert [
        each for each in ("age-keygen -o", "/etc/fstab", "portal -m 750 /mnt") if each not in before
    ] == []
    assert "manage.py install ~/portal --host portal.example --answers ~/tra-loi\n" in after


@pytest.mark.parametrize("handbook", ["van-hanh.md", "operations.md"])
def test_the_ten_commands_set_no_variable_that_env_has(tmp_path, handbook):
    install(tmp_path, "--host", "a.example")
    text = (settings.BASE_DIR / "docs" / handbook).read_text(encoding="utf-8")
    block = text.partition("```sh\napt-get")[2].partition("```")[0]
    assert [name for name in read_answers(tmp_path / ".env") if f"{name}=" in block] == []


def test_the_roles_of_the_handbook_are_those_that_install_writes(tmp_path):
    """A cluster that is made anew needs them, also where the file is lost."""
    install(tmp_path, "--host", "a.example")
    written = re.sub("'[^']{9,}'", "'MẬT_KHẨU'", (tmp_path / "roles.sql").read_text())
    vietnamese, english = (
        (settings.BASE_DIR / "docs" / name).read_text(encoding="utf-8")
        for name in ("van-hanh.md", "operations.md")
    )
    assert f"```sql\n{written}```" in vietnamese
    for text in (vietnamese, english):
        assert "cp /srv/portal/.env ~/portal/.env" in text
