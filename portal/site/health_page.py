"""The page of the system's health in the admin: what the probes see, in words, and what to do."""

import re
from decimal import Decimal
from typing import Final

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import administers, staff
from portal.exchange.sheets.exports import list_url
from portal.kit.admin_pages import show_own_page
from portal.kit.files import space
from portal.kit.text.numbers import figure
from portal.site.examination import examine_site
from portal.site.health.check import NEVER, Check
from portal.site.health.checks import all_checks
from portal.site.health.models import Examination
from portal.tasks.models import BackgroundTask, UnsentLetter
from portal.tasks.once import enqueue_once

NAMES: Final[dict[str, Promise]] = {
    "database": _("the database answers"),
    "storage": _("files can be written"),
    "uploads": _("uploaded files are there"),
    "disk": _("there is room on the disk"),
    "disk_forecast": _("the disk is not full soon"),
    "cache": _("the shared cache works"),
    "certificate": _("the certificate holds"),
    "migrations": _("the tables are those of this version"),
    "clock": _("the clock is right"),
    "late_tasks": _("background tasks are worked off"),
    "failed_tasks": _("no background task was given up"),
    "mail_queue": _("letters go out"),
    "audit_chain": _("the audit record is whole"),
    "backup_age": _("there is a fresh backup"),
    "rehearsal_age": _("a backup was tried out"),
    "archive": _("the log for recovery to a moment is kept"),
    "base_backup": _("recovery to a moment has a fresh base backup"),
}
# What a probe says in figures, in words for people.
_FOUND: Final[dict[str, Promise]] = {
    "disk": _("free: %s MB"),
    "certificate": _("%s days left"),
    "migrations": _("not applied: %s"),
    "clock": _("off by %s seconds"),
    "late_tasks": _("late: %s"),
    "mail_queue": _("late: %s, refused: %s"),
    "backup_age": _("%s hours ago"),
    "rehearsal_age": _("%s hours ago"),
    "base_backup": _("%s days ago"),
}
_FIGURE: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_LEVELS: Final = {"error": _("wrong"), "warning": _("to be looked at")}
# What stands in each folder that the settings name.
_FOLDERS: Final = {"VAR_DIR": _("what the site keeps"), "MEDIA_ROOT": _("uploaded files")}
_WATCHED: Final = _("database, backups and the like")
# Where an administrator sees what waits or was given up, and lets it go on.
_LISTS: Final[dict[str, type[Model]]] = {
    "late_tasks": BackgroundTask,
    "failed_tasks": BackgroundTask,
    "mail_queue": UnsentLetter,
}
# They are looked at where the settings say how old a backup may be.
_BY_AGE: Final = ("backup_age", "rehearsal_age")


def health_view(request: HttpRequest) -> HttpResponse:
    """Show how the system is; by one press doctor looks again."""
    if not administers(staff(request)):
        raise Http404
    if request.method == "POST":
        enqueue_once(examine_site)
        messages.success(request, _("Doctor looks again; see this page in a minute."))
        return HttpResponseRedirect(reverse("admin:health"))
    examination = Examination.objects.first()
    checks = sorted(all_checks(), key=lambda check: check.is_well)
    return show_own_page(
        request,
        "admin/health.html",
        _("Health of the system"),
        rows=[_row(check, sees_lists=request.user.is_superuser) for check in checks],
        failing=sum(not check.is_well for check in checks),
        free=[
            (_FOLDERS.get(name, _WATCHED), name, figure(megabytes))
            for name, megabytes in space.free_megabytes().items()
        ],
        examination=examination,
        findings=[
            (_LEVELS[each["level"]], each)
            for each in (examination.findings if examination is not None else [])
        ],
    )


def _row(check: Check, *, sees_lists: bool) -> dict[str, object]:
    model = _LISTS.get(check.name) if sees_lists else None
    return {
        "name": NAMES[check.name],
        "code": check.name,
        "is_well": check.is_well,
        "is_watched": check.name not in _BY_AGE or check.detail != "",
        "detail": _in_words(check),
        "mend": check.mend,
        "list_name": model._meta.verbose_name_plural if model else "",
        "list_url": list_url(model._meta) if model else "",
    }


def _in_words(check: Check) -> str:
    detail = str(check.detail)
    if check.name in _BY_AGE and detail in ("", NEVER):
        return gettext("none yet") if detail else gettext("not looked at: no limit is set")
    figures, words = _FIGURE.findall(detail), str(_FOUND.get(check.name, ""))
    # A check that fails by an error says its name alone: nothing of it is reworded.
    if words.count("%s") != len(figures) or not figures:
        return detail
    return words % tuple(figure(Decimal(each)) for each in figures)
