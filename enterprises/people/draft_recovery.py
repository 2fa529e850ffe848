"""Text that was sent after the session's end: saved, and restored after signing in."""

import hashlib

from django.contrib.auth.views import redirect_to_login
from django.forms import BaseForm
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, QueryDict

from enterprises.profiles.models import Representative
from portal.editing import autosave
from portal.editing.autosave import FORM, OpenForm
from portal.editing.models.autosave import RESTORE, restoring


def form_of(request: HttpRequest, me: Representative) -> OpenForm:
    """Return the form that is shown to a representative at this address."""
    return OpenForm(me.user_id, _kind(request.path), me.enterprise_id)


def _kind(path: str) -> str:
    """Return the kind under which the text of a form at this path is saved."""
    return f"desk:{hashlib.sha256(path.encode()).hexdigest()[:24]}"


def save_when_signed_out(request: HttpRequest) -> HttpResponse | None:
    """Keep a form that was sent after its session's end; lead back, or None: nothing is kept."""
    form = autosave.save_refused(
        request,
        lambda form: form.kind == _kind(request.path) and _still_speaks(form),
        has_openings=False,
    )
    return redirect_to_login(restoring(request.path)) if form is not None else None


def _still_speaks(form: OpenForm) -> bool:
    rows = Representative.objects.current().filter(user_id=form.user_id, user__is_active=True)
    return rows.filter(enterprise_id=form.publication_id or 0).exists()


def restore(request: HttpRequest, me: Representative) -> QueryDict | None:
    """Return the saved text of this form, where the address asks to restore it."""
    if request.method != "GET" or RESTORE not in request.GET:
        return None
    row = form_of(request, me).saved().first()
    return autosave.as_data(row.fields) if row is not None else None


def sent_or_restored(request: HttpRequest, me: Representative) -> QueryDict | None:
    """Return what was sent, or the text that the address asks to restore."""
    return request.POST if request.method == "POST" else restore(request, me)


def clear_errors(request: HttpRequest, *forms: BaseForm) -> None:
    """Clear the errors of forms with restored text, until they are sent."""
    for form in forms:
        if request.method != "POST" and form.is_bound:
            form.is_valid()
            form._errors = ErrorDict()  # type: ignore[attr-defined]  # the form's own store


def discard(request: HttpRequest, me: Representative) -> None:
    """Delete the saved text of this address, once it is saved for good or given up."""
    form_of(request, me).saved().delete()


def hidden_field(request: HttpRequest, me: Representative) -> dict[str, str]:
    """Return the context of the hidden field in `enterprises/desk/typed.html`."""
    return {"typed_name": FORM, "typed_mark": form_of(request, me).sign()}
