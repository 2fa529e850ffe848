"""The light home page of an emergency, and the A4 sheet of whom to call or to hail."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.tasks import task
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.emergency import alerts
from portal.emergency.models import (
    MAX_CONTACTS,
    MAX_LIFELINES,
    DutyContact,
    EmergencyNotice,
    Lifeline,
)
from portal.kit.files import replace_file
from portal.kit.priorities import AWAITED
from portal.kit.sorted_names import in_order
from portal.site.context import shell

STYLE, NAME_OF_STYLE = "css/emergency.css", "emergency.css"
# What the database knows, and the whole page, in each language.
FACTS: Final = "facts.{}.html"
PAGES: Final = {"vi": "index.html", "en": "en.html"}
NOW, BUSY, TOO_LARGE, WRONG = "now.html", "busy.html", "too-large.html", "wrong.html"
# Below VAR_DIR.
FOLDER: Final = "light-home"
# As the server in front has it: `client_max_body_size`.
MAX_SENT_MEGABYTES: Final = 55
# With this bound and those of the models the page stays within one round trip (14 KB) even where
# every line is full.
MAX_NOTICES = 6


@require_safe
def light_home(request: HttpRequest) -> HttpResponse:
    """Show what readers need in a storm, in one round trip; else it says that there is none."""
    return render(request, "portal/emergency/light.html", _light())


@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Show agencies on duty with telephone and radio, on one sheet to print and hang up."""
    contacts = in_order(DutyContact.objects.public())
    samples = sum(contact.is_sample for contact in contacts)
    # Nobody is asked to hang up what is made up as a whole, or lacks what it is for.
    context = {"contacts": contacts, "has_samples": samples, "is_ready": samples < len(contacts)}
    return render(request, "portal/emergency/sheet.html", context)


def write_light_home() -> Path:
    """Write the light home page and its style as files that stand without the database.

    Beside them what the server in front says where it has no page at all.
    """
    folder, light = _folder(), _light()
    made = {language: _made(language, light) for language in PAGES}
    _write_now(folder, made[settings.LANGUAGE_CODE][1])
    for language, (facts, page) in made.items():
        replace_file(folder / FACTS.format(language), facts)
        replace_file(folder / PAGES[language], page)
    found = finders.find(STYLE)
    assert isinstance(found, str)  # noqa: S101  # it is ours; narrows the type for mypy
    replace_file(folder / NAME_OF_STYLE, Path(found).read_text(encoding="utf-8"))
    _write_refusals(folder)
    return folder / PAGES[settings.LANGUAGE_CODE]


def _made(language: str, light: dict[str, Any]) -> tuple[str, str]:
    """Return what the database knows, and the page with it, in a language."""
    with translation.override(language):
        facts = render_to_string("portal/emergency/light_facts.html", light)
        return facts, _page(facts, timezone.now(), style=f"/{NAME_OF_STYLE}")


def _write_now(folder: Path, page: str) -> None:
    """Write what the server in front shows while the application is away, in an emergency only.

    It comes first: after the emergency it goes, for which a full disk has room.
    """
    if alerts.current_alert() is not None:
        replace_file(folder / NOW, page)
    else:
        (folder / NOW).unlink(missing_ok=True)


def _write_refusals(folder: Path) -> None:
    """Write what is said without the application: too many ask, too much is sent, it is wrong."""
    with translation.override(settings.LANGUAGE_CODE):
        context = shell() | {"style": f"/{NAME_OF_STYLE}", "size": MAX_SENT_MEGABYTES}
        for name, template in ((BUSY, "busy"), (TOO_LARGE, "too_large"), (WRONG, "wrong")):
            page = render_to_string(f"portal/emergency/{template}.html", context)
            replace_file(folder / name, page)


def light_home_without_database() -> tuple[str, float] | None:
    """Return the page in the current language as the database knew it last, and since when.

    The warning on it is the one that holds now. None where nothing has been written yet.
    """
    file = _folder() / FACTS.format(get_language())
    try:
        facts, written_at = file.read_text(encoding="utf-8"), file.stat().st_mtime
    except OSError:
        return None
    return _page(facts, datetime.fromtimestamp(written_at, UTC)), written_at


def _page(facts: str, written_at: datetime, *, style: str = "") -> str:
    trusted = mark_safe(facts)  # noqa: S308  # rendered by a template of ours
    context = shell() | {"facts": trusted, "written_at": written_at, "style": style}
    return render_to_string("portal/emergency/light.html", context)


def _folder() -> Path:
    return Path(settings.VAR_DIR) / FOLDER


@task(priority=AWAITED)
def refresh() -> None:
    """Bring the file of alerts and the light home page's files up to date with the rows."""
    alerts.write_alerts()
    write_light_home()


def _light() -> dict[str, Any]:
    lifelines = in_order(Lifeline.objects.all())[:MAX_LIFELINES]
    alert = alerts.current_alert()
    notices = EmergencyNotice.objects.current(
        timezone.now(), since=alert.starts_at if alert else None
    )
    return {
        "lifelines": lifelines,
        "is_any_status_known": any(each.is_current for each in lifelines),
        "notices": list(notices[:MAX_NOTICES]),
        "contacts": in_order(DutyContact.objects.to_call())[:MAX_CONTACTS],
    }
