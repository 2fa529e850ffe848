"""Serves the site on this machine: what `make run` does."""

import os
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from portal.accounts.demo import active_accounts
from portal.kit.arguments import counted
from portal.kit.environment import is_set
from portal.site import preparation
from portal.site.configuration import examine_configuration
from portal.site.doctor import severity
from portal.site.server import ADDRESS, ORPHAN_SECONDS, Server, inherited_socket, reserve_port
from portal.tasks.helper import keep_helper


class Command(BaseCommand):
    help = "Prepare the site (tables, content on the first run, static files) and serve it."
    requires_system_checks = ()  # Asked by `check` and `make test`; here seconds count.

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=counted(65535))
        parser.add_argument("--workers", type=counted(64))
        parser.add_argument(
            "--without-helper",
            action="store_true",
            help="Serve only; a service of its own runs `manage.py work`.",
        )
        parser.add_argument(
            "--prepare", action="store_true", help="Prepare the site and serve nothing."
        )

    def handle(
        self,
        *,
        port: int | None,
        workers: int | None,
        prepare: bool,
        without_helper: bool,
        **options: object,
    ) -> None:
        if prepare:
            self._prepare()
            return
        port, workers = _number("PORT", port), _number("WORKERS", workers)
        self._warn()
        inherited = inherited_socket()
        taken = inherited or reserve_port(port)
        self._prepare(with_static_files=True)
        _ask_for_no_second_factor()
        # Where nobody holds the port for the next one, what is left would keep it.
        server = Server(taken, workers, patience=ORPHAN_SECONDS if inherited else 0)
        self.print_addresses(port, demo_accounts())
        # One that is held for as long as the site is served serves nobody.
        connections.close_all()
        if not without_helper:
            keep_helper()
        server.run()

    def _warn(self) -> None:
        """Say in a line each what is wrong with the variables; what stops the start did so."""
        for finding in examine_configuration():
            self.stderr.write(f"{severity(finding)}: {finding.msg} {finding.hint}")

    def _prepare(self, *, with_static_files: bool = False) -> None:
        with preparation.exclusively(), ThreadPoolExecutor(1) as beside:
            # Compressing files takes as long as filling the database, and needs none.
            files = beside.submit(preparation.collect_static_files) if with_static_files else None
            if preparation.migrate():
                self.stdout.write("Database: brought up to date.")
            if preparation.load_content():
                self.stdout.write("Content: the department's report of 2007 is loaded.")
            if files:
                files.result()

    def print_addresses(self, port: int, accounts: str) -> None:
        """Print the addresses, and the line about demo accounts where there is one."""
        site = f"http://{ADDRESS}:{port}"
        self.stdout.write(f"The site:  {site}/\nFor staff: {site}/admin/")
        if accounts:
            self.stdout.write(accounts)
        self.stdout.write("Ctrl-C ends it.")
        self.stdout.flush()


def _number(variable: str, given: int | None) -> int:
    """Return what was given as an argument, else what the variable says; raise CommandError."""
    if given is not None:
        return given
    if wrong := settings.WRONG_WHERE_USED.get(variable):
        raise CommandError(wrong)
    number: int = getattr(settings, variable)
    return number


def demo_accounts() -> str:
    """Return the line about demo accounts; empty where there is nothing to say."""
    if not settings.SITE_IS_DEMO:
        refused = "Demo accounts: none; DEMO_PASSWORD is of no use while SITE_IS_DEMO is off."
        return refused if settings.DEMO_PASSWORD else ""
    accounts = list(active_accounts().order_by("pk"))
    if not accounts:
        return ""
    names = ", ".join(account.username for account in accounts)
    # A later `load_demo` may have given them another one, and each may have chosen their own.
    stored = preparation.stored_password()
    if any(check_password(stored, account.password) for account in accounts):
        file = preparation.password_file()
        # Elsewhere what is printed goes into a log, which more people read than that file.
        place = f"is {stored} (kept in {file})" if settings.SITE_IS_LOCAL else f"stands in {file}"
        return f"Demo accounts: {names}; their password {place}"
    return f"Demo accounts: {names}; their password is the DEMO_PASSWORD that was loaded last."


def _ask_for_no_second_factor() -> None:
    """Switch the second factor off on loopback, for whom the operator says nothing of it."""
    if not settings.SITE_IS_LOCAL or is_set("STAFF_MFA_REQUIRED"):
        return
    # Each worker reads its settings anew; representatives follow staff where nothing is said.
    os.environ["STAFF_MFA_REQUIRED"] = "0"
