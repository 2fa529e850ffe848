"""A real browser before the site as it is run, with the content and the people of the demo."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from portal.addresses import following
from portal.branding import brand
from portal.department import identity
from portal.publishing import pairs
from tests.browser.serving import database_apart, production_settings, served
from tests.browser.watching import Watch

# The light build draws no windows, so a page costs a third; the long suite tries both.
LIGHT = () if os.environ.get("FULL_BROWSER") else ("chromium-headless-shell",)
BROWSERS = (*LIGHT, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    # Nothing leaves this machine, whatever a page asks for.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
# Pictures are taken when `make screenshots` asks for them; they try nothing that others do not.
collect_ignore = [
    file
    for file, folder in (
        ("test_screenshots.py", "SCREENSHOTS"),
        ("test_workplace_screenshots.py", "WORKPLACE_SCREENSHOTS"),
    )
    if not os.environ.get(folder)
]
TIMEOUT_MS = 15_000
# What is expected may take as long as what is pressed: machines are busy at times.
expect.set_options(timeout=TIMEOUT_MS)

_spent: dict[str, tuple[float, float]] = {}

type Open = Callable[..., Page]


@pytest.fixture(scope="module", autouse=True)
def _within_budget(request: pytest.FixtureRequest, site: str) -> Iterator[None]:
    """Each file says in BUDGET_SECONDS how long its tests should take together.

    What they took is told, and fails nothing: machines are noisy.
    """
    budget = request.module.BUDGET_SECONDS
    started = time.monotonic()
    yield
    _spent[request.module.__name__.rpartition(".")[2]] = (time.monotonic() - started, budget)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for group, (seconds, budget) in sorted(_spent.items()):
        terminalreporter.write_line(f"{group}: {seconds:.1f} s of its budget of {budget} s")


@pytest.fixture(autouse=True)
def _department_is_known() -> None:
    """The site that is served here reads its rows, as it does elsewhere."""
    identity.KEPT.fix(None)
    brand.KEPT.fix(None)
    following.NAMES.fix(None)
    pairs.IN_ENGLISH.fix(None)


@pytest.fixture(scope="package")
def site(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of the served site, with the demo's content and accounts."""
    folder = tmp_path_factory.mktemp("site")
    of_the_run = folder.parents[1] if "PYTEST_XDIST_WORKER" in os.environ else folder
    production = production_settings(folder, of_the_run / "static")
    with django_db_blocker.unblock(), database_apart(), production:
        call_command("load_demo", "--no-year", verbosity=0)
        with served() as address:
            yield address


@pytest.fixture(scope="package")
def browser(site: str) -> Iterator[Browser]:
    """One browser for all; each test has a context of its own in it."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.fail(
            "No browser here: install Debian's chromium (apt-get install chromium).", pytrace=False
        )
    with pytest.MonkeyPatch.context() as patch:
        # Playwright keeps an event loop in this thread, where Django's ORM would refuse to work.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
            yield browser
            browser.close()


@pytest.fixture
def watches() -> Iterator[list[Watch]]:
    """Whatever a test opens is listened to; complaints fail the test."""
    opened: list[Watch] = []
    yield opened
    complaints = [complaint for watch in opened for complaint in watch.complaints]
    assert complaints == []


@pytest.fixture
def someone(browser: Browser, site: str, watches: list[Watch]) -> Iterator[Callable[..., Any]]:
    """Opens a context of its own for one more person; other options are Playwright's."""
    contexts: list[BrowserContext] = []

    def arrive(*, keep_files: bool = False, **options: Any) -> Page:
        options = {
            "base_url": site,
            "locale": "vi-VN",
            "timezone_id": "Asia/Ho_Chi_Minh",
            "viewport": {"width": 1280, "height": 800},
            "reduced_motion": "reduce",
        } | options
        context = browser.new_context(**options)
        context.set_default_timeout(TIMEOUT_MS)
        contexts.append(context)
        watches.append(Watch(context, options["base_url"], keep_files=keep_files))
        return context.new_page()

    yield arrive
    for context in contexts:
        context.close()


@pytest.fixture
def letters(letters_at_once: None, forms_at_once: None) -> None:
    """Letters go out at once into an empty box, and a form may be sent as soon as it is open."""
    mail.outbox.clear()


@pytest.fixture
def page(someone: Open) -> Page:
    """A signed-out reader at a desk."""
    return someone()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)
            # Tests read rows here; what the site writes, it commits from threads of its own.
            item.add_marker(pytest.mark.django_db)
