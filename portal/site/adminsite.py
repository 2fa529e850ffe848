import re
from collections import OrderedDict
from collections.abc import Callable
from functools import cache, wraps
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.exceptions import DisallowedModelAdminToField
from django.contrib.admin.options import TO_FIELD_VAR
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, re_path, reverse
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog

from portal.accounts.first_steps import Tried
from portal.accounts.roles import staff
from portal.editing import editor_offers
from portal.editing.bulk.admin import job_view, jobs_view
from portal.emergency.views import switch_view
from portal.kit.panels import Panel, load_panels
from portal.kit.site_names import site_name
from portal.kit.text.numbers import parse_key
from portal.kit.text.sorting import sort_key
from portal.media.wordfiles.views import read_word_file
from portal.newsroom.bin_pages import bin_view
from portal.newsroom.calendar import month_view
from portal.newsroom.check_days import still_right
from portal.newsroom.dashboard_actions import dealt_with, mark_as_read
from portal.newsroom.deadline_pages import deadlines_view, month_of_deadlines_view
from portal.newsroom.first_steps import noting, noting_handbook, skip_first_steps
from portal.newsroom.handbook import handbook_picture, handbook_view
from portal.newsroom.letters.page import letters_view
from portal.newsroom.replacing.views import replace_view
from portal.newsroom.statistics_page import statistics_view
from portal.newsroom.tiles import tiles, waiting_view, work_number_view
from portal.publishing.models import Publication
from portal.site.ended_session import ask_to_send_again
from portal.site.finding import find_view, tables_view
from portal.site.health_page import health_view
from portal.site.navigation import Navigation

# So many people's tables are kept, those of the first of them going first.
MAX_KNOWN: Final = 50


def on_site(request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponse:
    """Lead to a record's page; a publication that readers do not see has none to tell of."""
    key = parse_key(object_id)
    if key is None:
        raise Http404
    model = get_object_or_404(ContentType, pk=parse_key(content_type_id)).model_class()
    if model is None:
        raise Http404
    if issubclass(model, Publication) and not model.objects.public().filter(pk=key).exists():
        raise Http404
    return shortcut(request, int(content_type_id), object_id)


def package_of(app_label: str) -> str:
    """Return the top-level package of an app of ours; of any other app its own label."""
    if app_label in settings.ADMIN_PACKAGES or app_label not in apps.app_configs:
        return app_label
    package = apps.get_app_config(app_label).name.partition(".")[0]
    return package if package in settings.ADMIN_PACKAGES else app_label


def _by_package(pattern: URLPattern | URLResolver) -> URLPattern | URLResolver:
    """Give a table of ours its address by package: /admin/news/article/, not /admin/articles/….

    The addresses thus stay while tables move between the apps of a package.
    """
    route = str(pattern.pattern)
    if pattern.__class__ is URLPattern and pattern.name == "app_list":
        labels = [
            *settings.ADMIN_PACKAGES,
            *re.findall(r"[a-z_]+", route.partition("(?P<app_label>")[2]),
        ]
        return re_path(rf"^(?P<app_label>{'|'.join(labels)})/$", pattern.callback, name="app_list")
    label, slash, rest = route.partition("/")
    if not isinstance(pattern, URLResolver) or not slash or label not in apps.app_configs:
        return pattern
    return path(f"{package_of(label)}/{rest}", (pattern.url_patterns, None, None))


# Asked at each page, for the name is a row.
_own_name: Any = lazy(site_name, str)("vi")


@cache
def _address(name: str, *args: str) -> str:
    """Return the address of a page of the admin, which stays for as long as the process runs."""
    return reverse(f"admin:{name}", args=args)


def _group(package: str) -> dict[str, Any]:
    name = settings.ADMIN_PACKAGES.get(package) or apps.get_app_config(package).verbose_name
    address = _address("app_list", package)
    return {
        "name": name,
        "app_label": package,
        "app_url": address,
        "has_module_perms": True,
        "models": [],
    }


def _entry(model_admin: ModelAdmin[Any], request: HttpRequest) -> dict[str, Any] | None:
    """Return what Django's templates ask of a table; None for who may do nothing with it."""
    if not model_admin.has_module_permission(request):
        return None
    perms = model_admin.get_model_perms(request)
    if not any(perms.values()):
        return None
    options = model_admin.opts
    stem = f"{options.app_label}_{options.model_name}"
    is_seen = perms["change"] or perms["view"]
    # Of what there is one, adding only opens it.
    is_added = perms["add"] and not getattr(model_admin, "is_of_one_record", False)
    return {
        "model": model_admin.model,
        "name": capfirst(options.verbose_name_plural),
        "object_name": options.object_name,
        "perms": perms,
        "admin_url": _address(f"{stem}_changelist") if is_seen else None,
        "add_url": _address(f"{stem}_add") if is_added else None,
        "view_only": not perms["change"],
    }


class PortalAdminSite(AdminSite):
    """The one admin site: our name on it, the site's own sign-in before it."""

    site_header = _own_name
    site_title = _own_name
    index_title = _("Work desk")
    enable_nav_sidebar = True
    empty_value_display = "—"

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self._known: OrderedDict[object, list[tuple[str, dict[str, Any]]]] = OrderedDict()

    def get_urls(self) -> list[Any]:
        view = self.admin_view
        own = [
            path("r/<path:content_type_id>/<path:object_id>/", view(on_site), name="view_on_site"),
            path("lich-dang/", view(month_view), name="appearances"),
            path("thay-the/", view(replace_view), name="replacing"),
            path("thung-rac/", view(noting(Tried.BIN, bin_view)), name="bin"),
            path("thoi-han/", view(deadlines_view), name="deadlines"),
            path("thoi-han/thang/", view(month_of_deadlines_view), name="deadlines_month"),
            path("bo-soan/trang/", view(editor_offers.pages), name="editor_pages"),
            path("bo-soan/anh/", view(editor_offers.pictures), name="editor_pictures"),
            path("bo-soan/so-lieu/", view(editor_offers.quotable_figures), name="editor_figures"),
            path("bo-soan/word/", view(read_word_file), name="editor_word"),
            path("khan-cap/", view(switch_view), name="emergency"),
            path("hang-loat/", view(jobs_view), name="bulk_jobs"),
            path("hang-loat/<int:number>/", view(job_view), name="bulk_job"),
            path("thu-bao/", view(letters_view), name="letters"),
            path("thong-ke/", view(statistics_view), name="statistics"),
            path("da-doc/<int:number>/", view(mark_as_read), name="mark_as_read"),
            path("so-tay/", view(noting_handbook(handbook_view)), name="handbook"),
            path("so-tay/<slug:name>.png", view(handbook_picture), name="handbook_picture"),
            path("con-dung/<int:number>/", view(still_right), name="still_right"),
            path("viec/so/", view(work_number_view), name="work_number"),
            path("viec/<slug:sort>/", view(waiting_view), name="waiting"),
            path("bat-dau/", view(skip_first_steps), name="skip_first_steps"),
            path("tim/", view(find_view), name="find"),
            path("bang/", view(tables_view), name="tables"),
            path("suc-khoe/", view(health_view), name="health"),
            path("tim-khong-thay/", view(dealt_with), name="unfound_dealt_with"),
        ]
        return [*own, *map(_by_package, super().get_urls())]

    def index(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> TemplateResponse:
        """Show what waits, as numbers, and the panels that settings name."""
        user = staff(request)
        panels: list[Panel] = load_panels(settings.DASHBOARD_PANELS, user)
        context = self.each_context(request) | {
            "title": self.index_title,
            "tiles": tiles(user),
            "panels": [panel.render(request) for panel in panels],
        }
        return TemplateResponse(request, "admin/index.html", context | (extra_context or {}))

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Give each page the menu of the person beside what Django gives."""
        context: dict[str, Any] = super().each_context(request)
        if self.has_permission(request):
            context["navigation"] = Navigation(request, context["available_apps"])
        return context

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: dict[str, object] | None = None
    ) -> TemplateResponse:
        """Show the tables of the whole package, whichever of its apps is asked for."""
        return super().app_index(request, package_of(app_label), extra_context)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return what the person may see, a group for each package instead of each app.

        Every page of the admin asks for it: it is worked out once for who has the same rights, and
        addresses once a process, where Django's own does both for each table of each request.
        """
        if not self.has_permission(request):
            return []
        groups: dict[str, dict[str, Any]] = {}
        for own, entry in self._entries(request):
            package = package_of(own)
            if app_label in (None, own, package):
                groups.setdefault(package, _group(package))["models"].append(entry | {})
        for group in groups.values():
            group["models"].sort(key=lambda model: sort_key(str(model["name"])))
        return sorted(groups.values(), key=lambda group: sort_key(str(group["name"])))

    def _entries(self, request: HttpRequest) -> list[tuple[str, dict[str, Any]]]:
        """Return the tables that the person may see, each with its app; nobody changes them."""
        user = staff(request)
        rights = None if user.is_superuser else frozenset(user.permission_names())
        key = (user.pk, user.is_superuser, rights, get_language())
        found = self._known.get(key)
        if found is None:
            made = (
                (model._meta.app_label, _entry(each, request))
                for model, each in self._registry.items()
            )
            found = self._known[key] = [(app, entry) for app, entry in made if entry is not None]
            while len(self._known) > MAX_KNOWN:
                self._known.popitem(last=False)
        return found

    def login(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """Send people to the site's sign-in; for who is no staff it is not there."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise Http404
        target = request.GET.get("next") or reverse("admin:index")
        return redirect_to_login(target, reverse("account_login"))

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> Any:
        """Lead to the site's one page for it, which throttles, writes down and sends a letter."""
        return HttpResponseRedirect(reverse("account_change_password"))

    def i18n_javascript(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> Any:
        """Return the words of the admin's scripts, ours before Django's."""
        # Naming no package, unlike Django's own, is what brings our catalog in.
        return JavaScriptCatalog.as_view()(request)

    def admin_view(self, view: Callable[..., HttpResponseBase], cacheable: bool = False) -> Any:
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def for_staff_only(
            request: HttpRequest, *args: object, **kwargs: object
        ) -> HttpResponseBase:
            # What a person may not see does not exist: no "forbidden" that tells of it.
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            # Django refuses fields that it does not know, and breaks on a name that is empty.
            if request.POST.get(TO_FIELD_VAR, request.GET.get(TO_FIELD_VAR)) == "":
                raise DisallowedModelAdminToField("A popup names no field.")
            page = None if request.user.is_authenticated else ask_to_send_again(request)
            if page is not None:
                return page
            return inner(request, *args, **kwargs)

        return for_staff_only
