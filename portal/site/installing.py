"""Writes the files of `deploy/` filled in for a machine, and what it needs to begin with."""

import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from portal.kit.environment import HOST
from portal.kit.files import create_once
from portal.kit.text.numbers import parse_key

_BLANK: Final = re.compile(r"@([A-Z_]+)@")
# Which part of deploy/ each file comes from, and which of its lines wait for an answer.
SOURCES: Final = ("systemd", "bin", "nginx", "container", "pgbackrest")
# Another password in it, and what was archived before could not be read any more.
_WRITTEN_ONCE: Final = "pgbackrest.conf"
_OPTIONAL: Final = {"BROTLI": "# brotli: ", "IPV6": "# ipv6: "}
# Where each lies there is often a disk of its own. The log is kept where recovery to a moment is.
_ON_OTHER_DISKS: Final = ("PGDATA", "BACKUP_DIR", "WAL_DIR")


# What is a number, and how large it may be.
_NUMBERS: Final = {"PORT": 65535, "WORKERS": 64, "PGPORT": 65535}


class WrongAnswers(Exception):
    """What was answered cannot be meant; a line for each."""


class MissingAnswer(Exception):
    """A file asks for something that nobody has answered."""


def defaults(host: str) -> dict[str, str]:
    """Return what is written where the operator says nothing else."""
    return {
        "HOST": host,
        "PORT": "8000",
        "WORKERS": "4",
        "USER": "portal",
        "CODE": str(settings.BASE_DIR),
        "VAR_DIR": "/var/lib/portal/var",
        "MEDIA_ROOT": "/var/lib/portal/media",
        "BACKUP_DIR": "/var/backups/portal",
        # A folder, such as a mounted disk of another machine: the unit may write there, too.
        # Of a site that has an .env, what that says: the answers of a lost machine went with it.
        "BACKUP_SECOND_PLACE": settings.BACKUP_SECOND_PLACE,
        "LOG_DIR": "/var/log/nginx",
        # Where nginx stores what it shows while the application is away.
        "COPY_DIR": "/var/cache/portal",
        "INCLUDES": "/etc/nginx",
        "HTTP_PORT": "80",
        "HTTPS_PORT": "443",
        "HTTPS_SUFFIX": "",
        "IPV6": "1",
        "CERTIFICATE": f"/etc/letsencrypt/live/{host}/fullchain.pem",
        "CERTIFICATE_KEY": f"/etc/letsencrypt/live/{host}/privkey.pem",
        "MEMORY_HIGH": "1500M",
        "MEMORY_MAX": "2G",
        "BROTLI": "1",
        "WAL_DIR": "/var/backups/portal-wal",
        "WAL_SPOOL": "/var/spool/pgbackrest",
        "WAL_LOG_DIR": "/var/log/pgbackrest",
        "WAL_PASSWORD": secrets.token_urlsafe(32),
        "PGDATA": "/var/lib/postgresql/17/main",
        "PGPORT": "5432",
        "PGSOCKET": "/var/run/postgresql",
        # Of .env alone.
        "CACHE_URL": "redis://127.0.0.1:6379/0",
        "EMAIL_URL": "smtp://127.0.0.1:25",
        "ALERT_EMAIL": "",
        "BACKUP_RECIPIENT": "",
    }


def read_answers(path: Path) -> dict[str, str]:
    """Return the lines NAME=VALUE of a file, without those that begin with #.

    Raise WrongAnswers, which names other lines by their numbers: there may be a password.
    """
    found, wrong = {}, []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        name, equals, value = line.strip().partition("=")
        if name.startswith("#") or not line.strip():
            continue
        if equals and name.strip():
            found[name.strip()] = value.strip()
        else:
            wrong.append(_("Line %(number)d is not NAME=VALUE.") % {"number": number})
    if wrong:
        raise WrongAnswers("\n".join(wrong))
    return found


def check_answers(answers: dict[str, str]) -> None:
    """Raise WrongAnswers where a name is none, or a number: what is written once stays wrong."""
    wrong = []
    host = answers["HOST"]
    if host != host.lower() or not re.fullmatch(HOST, host):
        message = _(
            "HOST is “%(host)s”; write the name alone, in small letters, such as portal.example: "
            "no https://, no port, no path."
        )
        wrong.append(message % {"host": host})
    for name, most in _NUMBERS.items():
        if not parse_key(answers[name], max_value=most):
            message = _("%(name)s is “%(value)s”; write a whole number from 1 to %(most)d.")
            wrong.append(message % {"name": name, "value": answers[name], "most": most})
    if wrong:
        raise WrongAnswers("\n".join(wrong))


def write_all(target: Path, answers: dict[str, str]) -> Iterator[Path]:
    """Write each file below `target`, `.env` and the database's roles too; yield what was written.

    What holds a secret is written once and never over an earlier one. Raises MissingAnswer.
    """
    for source in SOURCES:
        for path in sorted((settings.BASE_DIR / "deploy" / source).iterdir()):
            made = target / source / path.name
            made.parent.mkdir(parents=True, exist_ok=True)
            if path.name == _WRITTEN_ONCE:
                if made.exists():
                    continue
                made.touch(mode=0o600)
            made.write_text(filled(path.read_text(encoding="utf-8"), answers), encoding="utf-8")
            yield made
    yield from _secrets(target, answers)


def filled(text: str, answers: dict[str, str]) -> str:
    """Return the text with its blanks filled in; raise MissingAnswer."""

    # systemd does without it while its disk is not there: the backup here is made all the same.
    second = answers.get("BACKUP_SECOND_PLACE")
    answers = answers | {"BACKUP_SECOND_PATHS": f"-{second}" if second else ""}

    def fill(blank: re.Match[str]) -> str:
        if blank[1] not in answers:
            raise MissingAnswer(blank[1])
        return answers[blank[1]]

    for name, mark in _OPTIONAL.items():
        if answers.get(name) == "1":
            text = text.replace(mark, "")
    return _BLANK.sub(fill, text)


def _watched(answers: dict[str, str]) -> Iterator[str]:
    """Yield the folders whose disks are looked at: doctor asks for each that is not there."""
    for name in _ON_OTHER_DISKS:
        if name != "WAL_DIR" or Path(answers[name]).is_dir():
            yield answers[name]


def _secrets(target: Path, answers: dict[str, str]) -> Iterator[Path]:
    if (target / ".env").exists():
        return
    app, owner = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
    environment = {
        "SITE_URL": f"https://{answers['HOST']}{answers['HTTPS_SUFFIX']}",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "DATABASE_URL": f"postgres://portal_app:{app}@127.0.0.1:{answers['PGPORT']}/portal",
        "DATABASE_OWNER_URL": f"postgres://portal_owner:{owner}@127.0.0.1:{answers['PGPORT']}/portal",
        "CACHE_URL": answers["CACHE_URL"],
        "TRUSTED_PROXIES": "127.0.0.1",
        "SITE_IS_DEMO": "0",
        "EMAIL_URL": answers["EMAIL_URL"],
        "ALERT_EMAIL": answers["ALERT_EMAIL"],
        "BACKUP_RECIPIENT": answers["BACKUP_RECIPIENT"],
        "BACKUP_SECOND_PLACE": answers["BACKUP_SECOND_PLACE"],
        "VAR_DIR": answers["VAR_DIR"],
        "MEDIA_ROOT": answers["MEDIA_ROOT"],
        "DISKS_WATCHED": ",".join(_watched(answers)),
    }
    roles = (
        f"CREATE ROLE portal_owner LOGIN PASSWORD '{owner}';\n"
        f"CREATE ROLE portal_app LOGIN PASSWORD '{app}';\n"
        "CREATE DATABASE portal OWNER portal_owner ENCODING 'UTF8' TEMPLATE template0;\n"
    )
    lines = "".join(f"{name}={value}\n" for name, value in environment.items())
    # Of the container of PostgreSQL, whose own account nobody uses.
    database = f"POSTGRES_PASSWORD={secrets.token_urlsafe(24)}\n"
    # Last the one that says that all are there: what broke off before is written anew.
    for name, text in (("roles.sql", roles), ("database.env", database), (".env", lines)):
        path = target / name
        path.unlink(missing_ok=True)
        create_once(path, text)
        yield path
