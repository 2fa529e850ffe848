"""The page as it is typed at this moment, beside its form: tried in a dry run, kept nowhere."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from portal.editing.edit_session import previews_only
from portal.editing.form_sections import faults_of
from portal.kit.admin_pages import OwnPagesMixin, own_page
from portal.publishing.dry_run import dry_run


class TypedPreviewMixin(OwnPagesMixin):
    """Adds the address to which the form is sent for its preview; nothing of it is saved."""

    # Whether a page of the kind is begun in this form; else there is no new one to show.
    begins_here = True

    @own_page("xem-thu/", "typed_preview_new")
    @own_page("<path:object_id>/xem-thu/", "typed_preview")
    def typed_preview_view(
        self, request: HttpRequest, object_id: str | None = None
    ) -> HttpResponse:
        """Save the form as if, show the page that readers would get, and forget all of it."""
        if request.method != "POST" or (object_id is None and not self.begins_here):
            raise Http404
        with dry_run(is_open=False), previews_only(request):
            response = self.changeform_view(request, object_id)
        context = getattr(response, "context_data", None)
        if not context or "adminform" not in context:
            return response
        faults = faults_of(context["adminform"].form, context["inline_admin_formsets"])
        return TemplateResponse(
            request, "admin/publishing/publication/no_preview.html", {"faults": faults}
        )
