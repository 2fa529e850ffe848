"""The content security policy of the pages with the editor; elsewhere the site's own holds."""

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.csp import CSP
from django.utils.decorators import method_decorator
from django.views.decorators.csp import csp_override


def editor_policy() -> dict[str, Any]:
    """Return the site's policy, loosened for the editor: inline styles and event attributes."""
    pictures = cast(list[str], settings.SECURE_CSP["img-src"])
    return {
        **settings.SECURE_CSP,
        "script-src": [CSP.SELF, CSP.NONCE],
        "script-src-attr": [CSP.UNSAFE_INLINE],
        "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
        "img-src": list(dict.fromkeys([*pictures, "data:", "blob:"])),
    }


editor_csp = csp_override(editor_policy())


class EditorCspMixin:
    """For a ModelAdmin whose add and change pages hold the editor."""

    @method_decorator(editor_csp)
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        response: HttpResponse = super().changeform_view(  # type: ignore[misc]  # ModelAdmin's
            request, object_id, form_url, extra_context
        )
        return response
