"""The whole production stack on loopback, out of Debian's packages and the files of deploy/.

PostgreSQL, Valkey and nginx run under a folder of their own, without systemd: the command lines are
those of the written units, and the port of the site is held as portal.socket does.
"""

import os
import re
import secrets
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.stack.answers import Answer, ask
from tests.stack.disks import small_disk
from tests.stack.kept import kept_site
from tests.stack.postgres import Postgres, free_port, server
from tests.stack.serving import NOT_OURS, ROOT
from tests.stack.written import write_files

NEEDED = ("nginx", "valkey-server", "openssl")
START_SECONDS = 500
# Megabytes of a small disk: more than the site needs, less than it says is enough.
SMALL = 900
# RestartSec of portal.service, and of portal-helper.service.
RESTART_SECONDS = {"site": 0.1, "helper": 5}


@dataclass
class Stack:
    """What runs, and how to reach and to hurt it."""

    folder: Path
    host: str
    https_port: int
    site_port: int
    environment: dict[str, str]
    database: Postgres
    listening: socket.socket
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    # What systemd starts again: how to, by name.
    kept_alive: dict[str, Callable[[], None]] = field(default_factory=dict)
    ends: threading.Event = field(default_factory=threading.Event)
    # Each may have left processes behind, as KillMode=process lets it.
    groups: list[int] = field(default_factory=list)
    # Whose manage.py runs, and what its programs know beside `environment`.
    code: Path = ROOT
    outside: Mapping[str, str] = field(default_factory=lambda: os.environ)

    @property
    def address(self) -> str:
        return f"https://{self.host}:{self.https_port}"

    def start(
        self, name: str, command: list[str], *, with_socket: bool = False, **variables: str
    ) -> None:
        """Start a program of the stack; `with_socket`, as systemd starts a unit with its socket."""
        log = (self.folder / f"{name}.log").open("ab")
        environment = {**self.outside, **self.environment, **variables}
        if with_socket:
            command = ["sh", "-c", 'LISTEN_PID=$$ exec "$@"', "sh", *command]
            environment |= {"LISTEN_FDS": "1"}
        self.processes[name] = subprocess.Popen(
            command,
            cwd=self.code,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=self._give_socket if with_socket else None,
            pass_fds=(3,) if with_socket else (),
        )
        self.groups.append(self.processes[name].pid)

    def _give_socket(self) -> None:
        os.dup2(self.listening.fileno(), 3, inheritable=True)

    def stop(self, name: str, number: int = signal.SIGTERM, patience: float = 60) -> float:
        """End a program for good; return the seconds that it took."""
        self.kept_alive.pop(name, None)
        process, began = self.processes.pop(name), time.monotonic()
        process.send_signal(number)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        end_group(process.pid)
        return time.monotonic() - began

    def start_site(self, **variables: str) -> None:
        """Start the site as its unit does, with more variables."""
        words = unit_command(self.folder, "portal.service")
        self._keep_alive("site", lambda: self.start("site", words, with_socket=True, **variables))

    def start_helper(self, **variables: str) -> None:
        """Start the helper as its unit does, with more variables."""
        words = unit_command(self.folder, "portal-helper.service")
        self._keep_alive("helper", lambda: self.start("helper", words, **variables))

    def start_valkey(self) -> None:
        port = self.environment["CACHE_URL"].rpartition(":")[2].partition("/")[0]
        quiet = ["--save", "", "--bind", "127.0.0.1", "--dir", str(self.folder)]
        self.start("valkey", ["valkey-server", "--port", port, *quiet])

    def warm(self) -> None:
        """Let nginx store pages for while the application is away, as the timer does."""
        script = self.folder / "deploy" / "bin" / "portal-warm"
        subprocess.run(["sh", str(script)], check=True, timeout=300)

    def _keep_alive(self, name: str, start: Callable[[], None]) -> None:
        start()
        self.kept_alive[name] = start

    def do_what_systemd_does(self) -> None:
        """Start again, after RestartSec, what has ended by itself: until the stack ends."""
        while not self.ends.wait(0.1):
            for name, start in list(self.kept_alive.items()):
                process = self.processes.get(name)
                if process is None or process.poll() is None:
                    continue
                # KillMode=mixed; that of the site is process: its workers serve on for a while.
                if name != "site":
                    end_group(process.pid)
                if not self.ends.wait(RESTART_SECONDS[name]) and name in self.kept_alive:
                    start()

    def wait_for_site(self, seconds: float = START_SECONDS) -> float:
        """Wait until the site itself answers; return the seconds that it took."""
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            with suppress(OSError, AssertionError):
                answer = self.ask("/healthz", timeout=60)
                if answer.status == 200:
                    return time.monotonic() - began
            time.sleep(0.2)
        raise RuntimeError((self.folder / "site.log").read_text(errors="replace")[-3000:])

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        headers: dict[str, str] | None = None,
        body: bytes = b"",
        timeout: float = 30,
        source: str = "127.0.0.1",
    ) -> Answer:
        """Ask nginx as a browser does; `source` is the reader's own address on loopback."""
        context = ssl.create_default_context(cafile=str(self.folder / "tls.pem"))
        with (
            socket.create_connection(
                ("127.0.0.1", self.https_port), timeout, source_address=(source, 0)
            ) as plain,
            context.wrap_socket(plain, server_hostname=self.host) as tls,
        ):
            lines = {"Host": f"{self.host}:{self.https_port}", "Connection": "close"}
            lines |= headers or {}
            head = "".join(f"{key}: {value}\r\n" for key, value in lines.items())
            return ask(tls, f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)

    def ask_directly(self, path: str, timeout: float = 30) -> Answer:
        """Ask the application from its own machine, as a probe does, past nginx."""
        with socket.create_connection(("127.0.0.1", self.site_port), timeout) as plain:
            lines = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            return ask(plain, lines.encode())


def end_group(number: int) -> None:
    """Kill what a program of the stack has left of its group."""
    with suppress(ProcessLookupError):
        os.killpg(number, signal.SIGKILL)


def missing_programs() -> list[str]:
    """Return what Debian's packages have not brought yet; nginx lies where only root looks."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    return [name for name in NEEDED if shutil.which(name, path=path) is None]


def unit_command(folder: Path, unit: str) -> list[str]:
    """Return the words that a written unit starts its program with."""
    text = (folder / "deploy" / "systemd" / unit).read_text(encoding="utf-8")
    found = re.search(r"^ExecStart=(.+)$", text, re.MULTILINE)
    assert found is not None
    program, *words = found[1].split()
    return [program if Path(program).exists() else sys.executable, *words]


@contextmanager
def stack(
    folder: Path | None = None, *, small_disks: bool = False, **variables: str
) -> Iterator[Stack]:
    """Run all of it; what is under `folder` stays, a folder of a test's own is removed.

    With `small_disks` files and database lie on disks of their own, which are soon full.
    """
    if missing := missing_programs():
        raise RuntimeError(f"Missing: apt-get install {' '.join(missing)} postgresql")
    with ExitStack() as ends:
        if folder is None:
            folder = Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="portal-stack-")))
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
        if small_disks:
            ends.enter_context(small_disk(folder, SMALL))
        data = kept_site().data
        database = ends.enter_context(server(data=data, disk=SMALL if small_disks else 0))
        made = ends.enter_context(_running(folder, ends, database, variables))
        yield made


@contextmanager
def _running(
    folder: Path, ends: ExitStack, database: Postgres, variables: dict[str, str]
) -> Iterator[Stack]:
    kept = kept_site()
    host, https, http, cache = "localhost", free_port(), free_port(), free_port()
    listening = ends.enter_context(socket.create_server(("127.0.0.1", 0), backlog=2048))
    port = listening.getsockname()[1]
    kept.copy_files(folder / "var", folder / "media")
    ours = {
        "SITE_URL": f"https://{host}:{https}",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "VAR_DIR": str(folder / "var"),
        "MEDIA_ROOT": str(folder / "media"),
        "SECRET_KEY": secrets.token_urlsafe(60),
        "TRUSTED_PROXIES": "127.0.0.1",
        "CACHE_URL": f"redis://127.0.0.1:{cache}/0",
        "SITE_IS_DEMO": "1",
        "DEMO_PASSWORD": kept.password,
        "EMAIL_URL": f"filemail://{folder}/letters",
        "LOG_FORMAT": "json",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
    unwanted = dict.fromkeys(NOT_OURS & set(os.environ) - set(ours), "")
    environment = unwanted | ours | database.reach | variables
    made = Stack(folder, host, https, port, environment, database, listening)
    write_files(folder, host, {"site": port, "http": http, "https": https}, environment)
    try:
        made.start_valkey()
        made.start_site()
        nginx = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        assert nginx is not None
        made.start("nginx", [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")])
        threading.Thread(target=made.do_what_systemd_does, daemon=True).start()
        made.wait_for_site()
        made.start_helper()
        yield made
    finally:
        made.ends.set()
        for name in reversed(list(made.processes)):
            # The helper would end the copy of the site first, which nobody reads any more.
            made.stop(name, signal.SIGKILL if name == "helper" else signal.SIGTERM)
        for number in made.groups:
            end_group(number)


def main() -> None:
    """Run the stack until Ctrl-C: what `make stack` does."""
    folder = ROOT / "var" / "stack"
    began = time.monotonic()
    with stack(folder) as made:
        print(f"The site:  {made.address}/ (certificate: {folder}/tls.pem)")
        print(f"Demo accounts have the password {made.environment['DEMO_PASSWORD']}")
        print(f"Up after {time.monotonic() - began:.0f} s. Logs: {folder}. Ctrl-C ends it.")
        sys.stdout.flush()
        with suppress(KeyboardInterrupt):
            signal.signal(signal.SIGTERM, signal.default_int_handler)
            signal.pause()


if __name__ == "__main__":
    main()
