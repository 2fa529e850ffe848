"""The frame of a page, and its colours by day and night, with what is typed in an admin form."""

from contextlib import AbstractContextManager
from dataclasses import asdict
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.forms import all_valid
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.audit.mixin import Formsets
from portal.branding.brand import brand
from portal.branding.colours import DAY, HEX, NIGHT, Colours, rules, stylesheet
from portal.editing.form_sections import faults_of


def address_of(colours: Colours) -> str:
    """Return where colours can be had that are not saved."""
    address = reverse("admin:branding_branding_preview_colours")
    return f"{address}?{urlencode({n: c for n, c in asdict(colours).items() if c})}"


@require_safe
def colours_view(request: HttpRequest) -> HttpResponse:
    """Serve the stylesheet of the colours in the address; what is no colour is left out."""
    typed = {name: request.GET.get(name, "") for name in asdict(Colours())}
    colours = Colours(**{name: each for name, each in typed.items() if HEX.fullmatch(each)})
    both = (
        rules({**DAY, **colours.day()}, ".look-day"),
        rules({**NIGHT, **colours.night()}, ".look-night"),
    )
    content = stylesheet(colours) + "".join(both)
    return HttpResponse(content, content_type="text/css", headers={"Cache-Control": "no-store"})


PREVIEW: Final = "_preview"

type Previewed = AbstractContextManager[None]


class ShellPreviewMixin(ModelAdmin[Any]):
    """Adds a button that shows what is typed, to nobody else and without saving any of it."""

    change_form_template = "admin/branding/change_form.html"

    def previewed(self, form: Any, formsets: Formsets) -> Previewed:
        """Return the block within which pages show what is typed."""
        raise NotImplementedError

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and PREVIEW in request.POST:
            return self._preview(request, object_id)
        response: HttpResponse = super().changeform_view(
            request, object_id, form_url, extra_context
        )
        return response

    def _preview(self, request: HttpRequest, object_id: str | None) -> HttpResponse:
        row = self.get_object(request, object_id) if object_id else None
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        is_change = row is not None
        form = self.get_form(request, row, change=is_change)(request.POST, instance=row)
        is_valid = form.is_valid()
        admin: Any = self  # what the library has no types for
        formsets, inlines = admin._create_formsets(request, form.instance, change=is_change)
        if not all_valid(formsets) or not is_valid:
            shown = self.get_inline_formsets(request, formsets, inlines, row)
            faults = faults_of(form, shown)
            return render(
                request, "admin/publishing/publication/no_preview.html", {"faults": faults}
            )
        with self.previewed(form, formsets):
            # Within the block: a page that is rendered later would show what is saved.
            return render(
                request, "admin/branding/preview.html", {"stylesheet": address_of(brand().colours)}
            )
