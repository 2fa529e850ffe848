"""One PostgreSQL for all who are measured, and in it a database for each site and size.

They stay for the next run, unless the tables or the sample articles have changed since.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import psycopg2

from benchmarks.speed.options import ROOT, VAR_DIR
from benchmarks.speed.processes import seconds_of
from portal.kit.postgres.connection import PORT, ROLES, Places
from portal.kit.postgres.server import embedded_server

_PORTAL_SOURCES: Final = ("migrations.sha256", "news/generating/*.py")
# A database of each kind of site is made of these files.
_SOURCES: Final = {
    "portal": _PORTAL_SOURCES,
    "live": _PORTAL_SOURCES,
    "wagtail": (*_PORTAL_SOURCES, "benchmarks/speed/peers/wagtail_site/fill.py",
                "benchmarks/speed/peers/wagtail_site/models.py"),
}  # fmt: skip
# What of an article every site needs; those of the demo are the portal's alone.
_CORPUS: Final = """
    SELECT p.slug, p.title, p.summary, p.body, p.published_at, s.name
    FROM publishing_publication p JOIN publishing_section s ON s.id = p.section_id
    WHERE p.kind = 'article' AND p.is_sample AND p.slug LIKE 'bai-mau-%'
    ORDER BY p.published_at
"""


class Server:
    """The PostgreSQL of a run."""

    def __init__(self) -> None:
        self.places = Places(VAR_DIR)

    @property
    def pid(self) -> int:
        return int((self.places.data / "postmaster.pid").read_text("ascii").split()[0])

    def seconds(self) -> float:
        """Return the processor's seconds that PostgreSQL has used up to now."""
        return seconds_of(self.pid)

    def name_of(self, site: str, rows: int) -> str:
        return f"{site}_{rows}_{_version(site)}"

    def url(self, name: str, role: str) -> str:
        return f"postgres://{role}@/{self.places.socket_dir}/{name}"

    def query(self, sql: str, *parameters: object, name: str = "postgres") -> list[tuple[Any, ...]]:
        """Return the rows that a statement gives, asked as the server's owner."""
        connection = self._connect(name)
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql, parameters or None)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def create(self, name: str, *, template: str = "template1") -> None:
        """Make a database that the portal's owner owns; one of the same name goes."""
        self.query(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        owner = ROLES["owner"]
        self.query(f'CREATE DATABASE "{name}" OWNER {owner} TEMPLATE "{template}"')

    def has(self, name: str) -> bool:
        """Return whether a database was made to its end."""
        found = self.query(
            "SELECT 1 FROM pg_database WHERE datname = %s AND shobj_description(oid, 'pg_database')"
            " = 'whole'", name,
        )  # fmt: skip
        return bool(found)

    def finish(self, name: str) -> None:
        """Say that a database is whole, after what autovacuum would do in the next hour."""
        self.query("VACUUM (ANALYZE)", name=name)
        self.query(f"COMMENT ON DATABASE \"{name}\" IS 'whole'")

    def drop_outdated(self) -> None:
        """Drop the databases of earlier versions of the tables or articles."""
        for (name,) in self.query("SELECT datname FROM pg_database"):
            site, _, rest = name.partition("_")
            if site in _SOURCES and rest and not name.endswith(_version(site)):
                self.query(f'DROP DATABASE "{name}" WITH (FORCE)')

    def write_corpus(self, name: str, path: Path) -> None:
        """Write the articles of a portal's database into a file, for another site to read."""
        connection = self._connect(name)
        try:
            with path.open("wb") as file, connection.cursor() as cursor:
                cursor.copy_expert(f"COPY ({_CORPUS}) TO STDOUT (FORMAT csv)", file)
        finally:
            connection.close()

    def _connect(self, name: str) -> Any:
        connection = psycopg2.connect(
            host=str(self.places.socket_dir), port=PORT, user="postgres", dbname=name
        )
        connection.autocommit = True
        return connection


def _version(site: str) -> str:
    """Return what changes with the tables, and with what fills them."""
    digest = hashlib.sha256()
    for pattern in _SOURCES[site]:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


@contextmanager
def server() -> Iterator[Server]:
    """Keep the PostgreSQL of the benchmark running for the body of the `with`."""
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    with embedded_server(VAR_DIR):
        found = Server()
        found.drop_outdated()
        yield found


def portal_environment(server: Server, name: str, *, folder: str, **more: str) -> dict[str, str]:
    """Return what the site has to know to work on a database; nothing of a site that runs here."""
    return plain_environment() | {
        "VAR_DIR": str(VAR_DIR / folder),
        "MEDIA_ROOT": str(VAR_DIR / "media"),
        "DATABASE_URL": server.url(name, ROLES["app"]),
        "DATABASE_OWNER_URL": server.url(name, ROLES["owner"]),
        "SITE_IS_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "PYTHONPATH": str(ROOT),
        **more,
    }


def plain_environment() -> dict[str, str]:
    """Return of our environment what concerns no site."""
    names = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR")
    return {name: os.environ[name] for name in names if name in os.environ}


def ensure_portal(server: Server, rows: int) -> str:
    """Return the name of the portal's database with the demo and so many sample articles."""
    name = server.name_of("portal", rows)
    if not server.has(name):
        server.create(name)
        environment = portal_environment(server, name, folder="site")
        manage(environment, "serve", "--prepare")
        manage(environment, "generate_articles", str(rows))
        server.finish(name)
    return name


def ensure_wagtail(server: Server, python: Path, rows: int, *, portal: str) -> str:
    """Return the name of Wagtail's database with the same sample articles."""
    name = server.name_of("wagtail", rows)
    if not server.has(name):
        server.create(name)
        with tempfile.TemporaryDirectory(dir=VAR_DIR) as folder:
            corpus = Path(folder) / "corpus.csv"
            server.write_corpus(portal, corpus)
            environment = wagtail_environment(server, name)
            run([str(python), "-m", "wagtail_site.fill", str(corpus)], environment)
        server.finish(name)
    return name


def wagtail_environment(server: Server, name: str, *, cached: bool = False) -> dict[str, str]:
    """Return what the Wagtail site has to know."""
    return plain_environment() | {
        "BENCH_DATABASE": name,
        "BENCH_SOCKET": str(server.places.socket_dir),
        "BENCH_USER": ROLES["owner"],
        "BENCH_FOLDER": str(VAR_DIR / "wagtail"),
        "BENCH_CACHED": "1" if cached else "",
        "PYTHONPATH": str(ROOT / "benchmarks/speed/peers"),
        "DJANGO_SETTINGS_MODULE": "wagtail_site.settings",
    }


def manage(environment: dict[str, str], *words: str) -> None:
    """Run a command of the site's to its end."""
    run([sys.executable, "manage.py", *words], environment)


def run(command: list[str], environment: dict[str, str]) -> None:
    """Run something to its end; raise SystemExit with what it has said if it fails."""
    print("…", " ".join(command[1:]), flush=True)
    done = subprocess.run(  # noqa: S603  # our own words
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")
