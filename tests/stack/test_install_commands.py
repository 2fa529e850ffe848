"""The ten commands of the handbook, as they stand there, typed into a folder in place of a machine.

What a machine has beside (packages, an account, systemd, a certificate) is stood in for; the files
that `install` has written are used by nothing but what they say themselves.
"""

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg2
import pytest

from portal.kit.postgres.connection import ROLES, Places
from portal.site.installing import defaults, read_answers
from tests.stack.faults import wait_until, workers
from tests.stack.postgres import Postgres, free_port, installed, server
from tests.stack.production import Stack, end_group
from tests.stack.serving import ROOT
from tests.stack.written import brotli_module, make_certificate
from tests.test_handbook import install_lines, read

HANDBOOK = "docs/operations.md"
HOST = "portal.example"
# What the tables of an ordinary server know of nobody, and what asks everybody for a password.
RULES = "local all postgres trust\nhost all all 127.0.0.1/32 scram-sha-256\n"


class Machine:
    """A folder in which the commands of the handbook find what they name."""

    def __init__(self, folder: Path, database: Postgres, elsewhere: Path) -> None:
        self.folder, self.database = folder, database
        self.code, self.home = folder / "srv/portal", folder / "home"
        self.programs = folder / "bin"
        for name in ("home", "bin", "mnt", "dev/shm", "etc/systemd/system"):
            (folder / name).mkdir(parents=True)
        for name in ("usr/local/bin", "var/log/nginx", "var/tmp"):
            (folder / name).mkdir(parents=True)
        # The disk of another machine, as it is mounted.
        (folder / "mnt/sao-luu").symlink_to(elsewhere)
        (elsewhere / "portal").mkdir()
        (self.programs / "systemctl").write_text(
            f'#!/bin/sh\nprintf "%s\\n" "$*" >> {folder}/systemctl\n'
        )
        (self.programs / "systemctl").chmod(0o755)

    @property
    def outside(self) -> dict[str, str]:
        """Return all that a command knows of this process: no variable of the site."""
        ours = (self.programs, self.folder / "usr/local/bin", installed()[self.database.version])
        path = ":".join([*map(str, ours), os.environ.get("PATH", ""), "/usr/sbin"])
        return {"PATH": path, "HOME": str(self.home), "LANG": "C.UTF-8"}

    def here(self, line: str) -> str:
        """Return a line with its places in this folder, and without accounts of others."""
        line = re.sub(
            r"(?<![\w/~])/(etc|var|srv|mnt|dev/shm|usr/local)/", rf"{self.folder}/\1/", line
        )
        line = re.sub(r"-([og]) portal\b", r"-\1 root", line)
        line = line.replace("su postgres -c psql", "psql -v ON_ERROR_STOP=1")
        return line.replace("su portal -s /bin/sh -c", "sh -c")

    def type(self, line: str, **variables: str) -> str:
        """Type a line of the handbook; return what it says."""
        return self.run(["sh", "-ec", self.here(line)], self.outside | variables)

    def run(self, words: list[str], environment: dict[str, str]) -> str:
        done = subprocess.run(
            words, cwd=self.code, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{words}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
        return done.stdout

    def unit(self, name: str, key: str) -> list[str]:
        """Return what a unit that was copied says under a key."""
        text = (self.folder / "etc/systemd/system" / name).read_text(encoding="utf-8")
        return re.findall(rf"^{key}=(.+)$", text, re.MULTILINE)

    def variables(self, unit: str) -> dict[str, str]:
        """Return the variables that a unit gives its programs."""
        words = shlex.split(" ".join(self.unit(unit, "Environment")))
        return dict(word.split("=", 1) for word in words)

    def do(self, unit: str, key: str) -> None:
        """Run the lines of a unit as systemd does, which knows no shell."""
        [folder] = self.unit(unit, "WorkingDirectory")
        assert folder == str(self.code)
        for line in self.unit(unit, key):
            self.run(shlex.split(line), self.outside | self.variables(unit))


@pytest.fixture
def machine() -> Iterator[Machine]:
    """A machine after its packages came, and after the code was cloned."""
    with ExitStack() as ends:
        folder = Path(tempfile.mkdtemp(prefix="portal-ten-"))
        ends.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o755)
        database = ends.enter_context(server())
        _ask_for_passwords(database)
        memory = ends.enter_context(
            tempfile.TemporaryDirectory(prefix="portal-ten-", dir="/dev/shm")
        )
        made = Machine(folder, database, Path(memory))
        _copy_code(made.code)
        _copy_nginx(folder)
        yield made


def _ask_for_passwords(database: Postgres) -> None:
    """Make a server of it as Debian leaves one behind: without our roles, with passwords."""
    lines = [f"DROP OWNED BY {role}" for role in ROLES.values()]
    lines += [f"DROP ROLE {role}" for role in ROLES.values()]
    for name, commands in {"postgres": ["DROP DATABASE portal"], "template1": lines}.items():
        connection = psycopg2.connect(f"postgres://postgres@127.0.0.1:{database.port}/{name}")
        connection.autocommit = True
        for line in commands:
            connection.cursor().execute(line)
        connection.close()
    (Places(database.folder).data / "pg_hba.conf").write_text(RULES, encoding="ascii")
    database.stop()
    database.start()


def _copy_code(target: Path) -> None:
    target.mkdir(parents=True)
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    pack = ["tar", "-c", "--null", "--ignore-failed-read", "-T", "-"]
    packed = subprocess.run(pack, cwd=ROOT, input=names.stdout, capture_output=True, check=True)
    subprocess.run(["tar", "-x", "-C", str(target)], input=packed.stdout, check=True)
    (target / ".venv").symlink_to(sys.prefix)


def _copy_nginx(folder: Path) -> None:
    """Copy Debian's own files of nginx, which name their places."""
    subprocess.run(["cp", "-rL", "/etc/nginx", folder / "etc"], check=True)
    # On every Debian; nginx makes its own folder in it.
    (folder / "var/cache").mkdir(parents=True, exist_ok=True)
    for file in (folder / "etc/nginx").rglob("*"):
        if file.is_file():
            text = file.read_text(encoding="utf-8", errors="surrogateescape")
            text = re.sub(r"/(etc|var/log)/nginx", rf"{folder}/\1/nginx", text)
            text = text.replace("/run/nginx.pid", f"{folder}/nginx.pid")
            text = text.replace("user www-data;", "user root;")
            file.write_text(text, encoding="utf-8", errors="surrogateescape")


def answer(machine: Machine, ports: dict[str, int]) -> None:
    """Write the answers: what the handbook asks for, and where this machine is another one."""
    [block] = re.findall(r"<<'END'\n(.*?)END\n", read(HANDBOOK), re.DOTALL)
    asked = {line.partition("=")[0]: line.partition("=")[2] for line in block.splitlines()}
    key = machine.folder / "dev/shm/khoa"
    machine.run(["age-keygen", "-o", str(key)], machine.outside)
    [recipient] = re.findall(r"public key: (age1\w+)", key.read_text(encoding="ascii"))
    ours = {name: machine.here(each) for name, each in defaults(HOST).items() if each[:1] == "/"}
    places = Places(machine.database.folder)
    given = (
        asked
        | ours
        | {
            "EMAIL_URL": f"filemail://{machine.folder}/letters",
            "BACKUP_RECIPIENT": recipient,
            "BACKUP_SECOND_PLACE": machine.here(asked["BACKUP_SECOND_PLACE"]),
            "USER": "root",
            "CODE": str(machine.code),
            "WORKERS": "2",
            "PORT": str(ports["site"]),
            "HTTP_PORT": f"127.0.0.1:{ports['http']}",
            "HTTPS_PORT": f"127.0.0.1:{ports['https']}",
            "HTTPS_SUFFIX": f":{ports['https']}",
            "CERTIFICATE": str(machine.folder / "tls.pem"),
            "CERTIFICATE_KEY": str(machine.folder / "tls.key"),
            "IPV6": "0",
            "BROTLI": "1" if brotli_module() else "0",
            "CACHE_URL": f"redis://127.0.0.1:{ports['cache']}/0",
            "PGPORT": str(machine.database.port),
            "PGSOCKET": str(places.socket_dir),
            "PGDATA": str(places.data),
        }
    )
    lines = "".join(f"{name}={value}\n" for name, value in given.items())
    (machine.home / "tra-loi").write_text(lines, encoding="utf-8")


def test_ten_commands_end_in_a_site_that_answers_is_backed_up_and_was_rehearsed(machine):
    commands = install_lines(read(HANDBOOK))
    listening = socket.create_server(("127.0.0.1", 0), backlog=2048)
    ports = {name: free_port() for name in ("http", "https", "cache")}
    ports["site"] = listening.getsockname()[1]
    answer(machine, ports)
    # Packages, the account and the clone are there (1 to 3), and a certificate in place of 9.
    for line in commands[3:5]:
        machine.type(line)
    reach = {"PGHOST": str(Places(machine.database.folder).socket_dir), "PGUSER": "postgres"}
    reach["PGPORT"] = str(machine.database.port)
    machine.type(commands[5], **reach)
    machine.type(commands[6])
    with ExitStack() as ends:
        site = Stack(
            machine.folder,
            HOST,
            ports["https"],
            ports["site"],
            machine.variables("portal.service"),
            machine.database,
            listening,
            code=machine.code,
            outside=machine.outside,
        )
        ends.callback(_end, site)
        quiet = ["--save", "", "--bind", "127.0.0.1", "--dir", str(machine.folder)]
        site.start("valkey", ["valkey-server", "--port", str(ports["cache"]), *quiet])
        administrator = {
            "USERNAME": "quantri",
            "EMAIL": "a@so.example",
            "PASSWORD": "Hoa-sen-47-do",
        }
        typed = {f"DJANGO_SUPERUSER_{name}": value for name, value in administrator.items()}
        machine.type(f"{commands[7]} --noinput", **typed)
        asked = "SELECT username FROM accounts_user WHERE is_superuser"
        assert machine.type(f'psql -tAc "{asked}" portal', **reach).split() == ["quantri"]
        make_certificate(machine.folder, HOST)
        machine.type(commands[9])
        lines = (machine.folder / "systemctl").read_text().splitlines()
        started = (
            "enable --now portal.socket portal portal-helper portal-backup.timer portal-warm.timer"
        )
        assert lines == ["daemon-reload", started, "restart nginx"]
        _start(machine, site)
        _reload(machine, site)
        _back_up_and_rehearse(machine)
        # The scanner is left, as the handbook says; letters are files here.
        findings = machine.type("portal-manage doctor").splitlines()
        warned = [line.split()[1] for line in findings if line.startswith("warning: ")]
        assert warned == ["EMAIL_URL", "CLAMD_URL"], findings
        assert findings[-1] == "0 errors, 2 warnings."


def _end(site: Stack) -> None:
    for name in list(site.processes):
        site.stop(name)
    for number in site.groups:
        end_group(number)
    site.listening.close()


def _start(machine: Machine, site: Stack) -> None:
    """Start nginx and the site by what was written, and ask through both."""
    conf = str(machine.folder / "etc/nginx/nginx.conf")
    machine.run(["nginx", "-t", "-q", "-c", conf], machine.outside)
    machine.do("portal.service", "ExecStartPre")
    _serve(machine, site)
    site.start("nginx", ["nginx", "-c", conf, "-g", "daemon off;"])
    site.wait_for_site()
    page = site.ask("/")
    assert page.status == 200
    # The .env says that this is no demo.
    assert "Trang minh họa" not in page.text
    assert (site.ask("/tai-khoan/login/").status, site.ask("/metrics").status) == (200, 404)


def _serve(machine: Machine, site: Stack) -> None:
    [line] = machine.unit("portal.service", "ExecStart")
    site.start("site", shlex.split(line), with_socket=True)


def _reload(machine: Machine, site: Stack) -> None:
    """Reload as the unit does; what the database refuses ends it while the old site serves."""
    check, collect, signal = machine.unit("portal.service", "ExecReload")
    variables = machine.outside | machine.variables("portal.service")

    def outcome() -> tuple[int, str]:
        done = subprocess.run(
            shlex.split(check),
            cwd=machine.code,
            env=variables,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stderr

    # Again where a busy machine kept the database from answering in time.
    wait_until(lambda: outcome()[0] == 0, 180, "a check that passes")
    dotenv = machine.code / ".env"
    right = dotenv.read_text(encoding="utf-8")
    dotenv.write_text(right.replace("portal_app:", "portal_app:sai"), encoding="utf-8")
    wait_until(lambda: "password authentication failed" in outcome()[1], 180, "a check that fails")
    assert site.ask("/healthz").status == 200
    dotenv.write_text(right, encoding="utf-8")
    old = workers(site)
    machine.run(shlex.split(collect), variables)
    machine.run(shlex.split(signal.replace("$MAINPID", str(site.processes["site"].pid))), variables)
    wait_until(lambda: not set(old) & set(workers(site)), 120, "an end of the old workers")
    assert site.ask("/").status == 200


def _back_up_and_rehearse(machine: Machine) -> None:
    machine.do("portal-backup.service", "ExecStart")
    answers = read_answers(machine.home / "tra-loi")
    places = [Path(answers[name]) for name in ("BACKUP_DIR", "BACKUP_SECOND_PLACE")]
    here, there = ([file for file in place.iterdir() if file.is_file()] for place in places)
    assert [file.suffix for file in here] == [".age"]
    assert [file.read_bytes() for file in here] == [file.read_bytes() for file in there]
    blocks = re.findall(r"```sh\n(.*?)```", read(HANDBOOK), re.DOTALL)
    [rehearsal] = [block for block in blocks if "--record" in block]
    key = machine.folder / "dev/shm/khoa"
    machine.type(rehearsal.replace(" KEY ", f" {key} "))
    assert not key.exists()
