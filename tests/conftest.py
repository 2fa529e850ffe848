"""What every test stands on: the embedded PostgreSQL, and a sign-in of one cheap step."""

import gc
import signal
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import hypothesis
import pytest
from django.conf import settings
from django.db import connections, transaction
from django.template import Context, Template
from django.test import TransactionTestCase
from django.test.signals import template_rendered
from django.utils import timezone, translation
from pytest_django.plugin import blocking_manager_key

from portal.accounts.models import User
from portal.addresses import following
from portal.branding import brand
from portal.department import identity
from portal.department.models import Department
from portal.kit.postgres.server import embedded_server
from portal.pagecache.fragments import forget_beginning
from portal.participation.publicforms import forms
from portal.participation.publicforms.limits import Limit
from portal.publishing import pairs
from portal.publishing.models.kinds import kinds
from portal.search import unfound
from tests import builders
from tests.loaded_demo import load_demo
from tests.migrated import bring_back, rows_of_migrations, use_migrated_template
from tests.sampling import leave_cases

_migrated: dict[str, bytes] = {}

# How long a value takes to make says something of the machine's other work only.
hypothesis.settings.register_profile(
    "portal", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("portal")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any
) -> Iterator[None]:
    """Hold the embedded server while tests use a database, unless DATABASE_URL names another."""
    # A test's database is made, so owned, by the application's role.
    for part in ("USER", "PASSWORD"):
        connections["owner"].settings_dict[part] = connections["default"].settings_dict[part]
    if not settings.DATABASE_IS_EMBEDDED:
        yield
        return
    with embedded_server(settings.VAR_DIR, fast=True):
        with django_db_blocker.unblock():
            use_migrated_template()
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Leave no connection of the owner's behind, which would keep the database from going."""
    with django_db_blocker.unblock():
        _migrated.update(rows_of_migrations())
    yield
    connections["owner"].close()


@pytest.fixture(scope="session")
def migrated_rows(django_db_setup: None) -> dict[str, bytes]:
    """Return the rows that migrations bring, by table, as `bring_back` takes them."""
    return _migrated


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let `make test` try some of each matrix, before it is asked what bears which mark."""
    leave_cases(items)


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what stays till the end: a tenth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 50)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Bring the roles and the like back after a test that commits, whichever test comes next."""
    marker = item.get_closest_marker("django_db")
    commits = marker is not None and marker.kwargs.get("transaction")
    if not (commits or "transactional_db" in getattr(item, "fixturenames", ())):
        yield
        return
    # What Django would empty, and fill with types and rights one by one, is brought back at once.
    with mock.patch.object(TransactionTestCase, "_fixture_teardown"):
        yield
    if nextitem is not None:  # Else the database is gone.
        with item.config.stash[blocking_manager_key].unblock():
            bring_back(_migrated)


@pytest.fixture(scope="session", autouse=True)
def _cheap_sign_in() -> None:
    """Passwords cost nothing and are asked once; tests about more than that switch it on."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STAFF_MFA_REQUIRED = settings.REPRESENTATIVE_MFA_REQUIRED = False
    settings.ASK_AGAIN_AFTER = None


@pytest.fixture(scope="session", autouse=True)
def _only_pages_are_noted(django_test_environment: None) -> None:
    """Spare the client from copying the variables of each widget and part, some twenty a page."""

    def render(template: Template, context: Context) -> str:
        is_widget = (template.name or "").startswith(("django/forms/", "admin/widgets/"))
        if context.template is template and not is_widget:
            template_rendered.send(sender=template, template=template, context=context)
        return template.nodelist.render(context)

    Template._render = render  # type: ignore[attr-defined]  # as Django's own tests replace it


@pytest.fixture(autouse=True)
def _department_is_known() -> None:
    """Pages ask for the department once a generation, so not in tests, where none passes."""
    identity.KEPT.fix(Department())
    brand.KEPT.fix(brand.Brand())
    following.NAMES.fix(frozenset())
    pairs.IN_ENGLISH.fix(frozenset(("kind", kind) for kind in kinds()))


@pytest.fixture(autouse=True)
def _nobody_has_searched() -> None:
    """A process remembers who searched what in vain today; no test knows of another's."""
    unfound._counted.clear()


@pytest.fixture(autouse=True)
def _no_request_has_begun() -> None:
    """What is kept hangs on when a request began; one that a test left open is no other's."""
    forget_beginning()


@pytest.fixture
def letters_at_once(settings: Any) -> None:
    """Letters, and all else that waits for its turn, go out at once."""
    settings.TASKS = {
        "default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend", "QUEUES": []}
    }


@pytest.fixture
def forms_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form of readers may be sent as soon as it is open, which no person is quick enough for."""
    monkeypatch.setattr(forms, "MIN_AGE", timedelta())


@pytest.fixture
def deadline() -> Iterator[None]:
    """Let a test fail that would hang: what it tries has to come back in half a minute."""

    def ring(*_args: object) -> None:
        raise TimeoutError("It has not come back.")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(30)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def one_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no limit begin to count anew, though the test may run over the full hour."""
    spend, now = Limit.spend, timezone.now()
    monkeypatch.setattr(Limit, "spend", lambda self, place: spend(self, place, now))


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    """An empty folder of its own for the files that a test uploads."""
    settings.MEDIA_ROOT = tmp_path
    settings.HELD_FILES_ROOT = tmp_path / "held"
    return tmp_path


@pytest.fixture
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def in_vietnamese() -> Iterator[None]:
    with translation.override("vi"):
        yield


@pytest.fixture
def editor() -> User:
    return builders.editor()


@pytest.fixture
def publisher() -> User:
    return builders.publisher()


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo's content, loaded once for a file; each of its tests takes back what it writes."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo()
        yield
        transaction.set_rollback(True)
