"""What the helper does and did, and letters that reached nobody: begun again by one press."""

from importlib import import_module
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.decorators import action
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.tasks.base import TaskResultStatus
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult, get_date_max

from portal.kit.admin import LongListAdmin, NoAddMixin, NoChangeMixin, ReadOnlyAdmin
from portal.kit.admin_pages import own_page
from portal.kit.moments import moment_or_dash
from portal.tasks.models import BackgroundTask, UnsentLetter, with_outcome
from portal.tasks.retrying import run_again
from portal.tasks.words import error_in_words, state_in_words

# Administrators see them in words, as `BackgroundTask`; what is taken off must be registered first.
import_module("django_tasks_db.admin")
admin.site.unregister(DBTaskResult)


class AdministratorsOnly(LongListAdmin):
    """For who may do all: addresses of citizens and enterprises stand here."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(request.user.is_superuser)


class StateFilter(admin.SimpleListFilter):
    """Shows what is not done, where nobody asks for the rest."""

    title = _("state")
    parameter_name = "trang-thai"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("hong", _("given up or failed")), ("xong", _("done")), ("tat-ca", _("all"))]

    def choices(self, changelist: Any) -> Any:
        """Name what is shown by itself."""
        first, *others = super().choices(changelist)
        return [first | {"display": _("not done yet")}, *others]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        done = Q(status=TaskResultStatus.SUCCESSFUL)
        match self.value():
            case "hong":
                # Run again, a letter still knows how often it was refused.
                was_refused = Q(args_kwargs__kwargs__attempt__gte=1) & ~Q(run_after=get_date_max())
                was_tried = ~Q(worker_ids=[]) | was_refused
                waits_again = Q(status=TaskResultStatus.READY) & was_tried
                return queryset.filter(Q(status=TaskResultStatus.FAILED) | waits_again)
            case "xong":
                return queryset.filter(done)
            case "tat-ca":
                return queryset
        return queryset.exclude(done)


@admin.register(BackgroundTask)
class BackgroundTaskAdmin(ReadOnlyAdmin, AdministratorsOnly):
    """Names, states and errors; what a task was given stays unseen, for it may be somebody's."""

    list_display = ["name", "state", "tried", "enqueued", "error", "again"]
    list_filter = [StateFilter]
    search_fields = ["task_path"]
    search_help_text = _("A part of the name in the code, such as “letters”.")
    fields = [
        "name",
        "code_path",
        "state",
        "tried",
        "enqueued",
        "started",
        "finished",
        "error",
        "trace",
    ]
    readonly_fields: ClassVar[Any] = fields
    actions = ["run_chosen_again"]
    handbook = "viec-chay-nen"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_outcome(super().get_queryset(request))

    @admin.display(description=_("background task"))
    def name(self, task: BackgroundTask) -> str:
        return str(task)

    @admin.display(description=_("state"))
    def state(self, task: BackgroundTask) -> str:
        return state_in_words(task)

    @admin.display(description=_("tries"))
    def tried(self, task: BackgroundTask) -> int:
        return task.tries

    @admin.display(description=_("put into the queue at"), ordering="enqueued_at")
    def enqueued(self, task: BackgroundTask) -> str:
        return moment_or_dash(task.enqueued_at)

    @admin.display(description=_("begun at"))
    def started(self, task: BackgroundTask) -> str:
        return moment_or_dash(task.started_at)

    @admin.display(description=_("ended at"))
    def finished(self, task: BackgroundTask) -> str:
        return moment_or_dash(task.finished_at)

    @admin.display(description=_("name in the code"))
    def code_path(self, task: BackgroundTask) -> str:
        return str(task.task_path)

    @admin.display(description=_("where in the code it went wrong"))
    def trace(self, task: BackgroundTask) -> str:
        return task.traceback or "—"

    @admin.display(description=_("what went wrong"))
    def error(self, task: BackgroundTask) -> str:
        return error_in_words(task)

    @admin.display(description=_("action"))
    def again(self, task: BackgroundTask) -> str:
        """Show the button; it sends the list's own form to an address of its own."""
        if not task.is_retriable:
            return ""
        address = reverse("admin:task_again", args=[task.pk])
        button = '<button class="button" type="submit" formaction="{}">{}</button>'
        return format_html(button, address, _("Run again"))

    @own_page("<path:object_id>/chay-lai/", "again", stem="task")
    def again_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Let one task run again, and lead back to the list."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method != "POST" or self.get_object(request, unquote(object_id)) is None:
            raise Http404
        self._say(request, int(run_again(unquote(object_id))))
        return HttpResponseRedirect(reverse("admin:tasks_backgroundtask_changelist"))

    @action(description=_("Run again"), permissions=["view"])
    def run_chosen_again(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Let the chosen ones that failed run again."""
        keys = list(queryset.values_list("pk", flat=True))
        self._say(request, sum(run_again(key) for key in keys))

    def _say(self, request: HttpRequest, count: int) -> None:
        if not count:
            messages.warning(request, _("Nothing was to be run again: it runs, or is done."))
            return
        message = ngettext(
            "%(count)d task runs again in a moment; if it fails, it comes back here.",
            "%(count)d tasks run again in a moment; what fails comes back here.",
            count,
        )
        messages.success(request, message % {"count": count})


@admin.register(UnsentLetter)
class UnsentLetterAdmin(NoAddMixin, NoChangeMixin, AdministratorsOnly):
    """Letters with their addresses, to be sent once the mail server takes them."""

    list_display = ["subject", "address", "gave_up_at", "reason"]
    ordering = ["-gave_up_at", "-id"]
    search_fields = ["address", "subject"]
    search_help_text = _("Words of the subject, or a part of the address.")
    fields = ["subject", "address", "gave_up_at", "reason"]
    actions = ["send_again"]
    handbook = "thu-khong-gui-duoc"

    @action(description=_("Send again"), permissions=["view"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Queue the chosen letters again, and say that they are on their way, not there."""
        count = sum(letter.send_again() for letter in list(queryset))
        message = ngettext(
            "%(count)d letter is queued again; if it is refused once more, it comes back here.",
            "%(count)d letters are queued again; what is refused once more comes back here.",
            count,
        )
        messages.success(request, message % {"count": count})
