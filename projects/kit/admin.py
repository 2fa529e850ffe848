"""Forms of the admin that know who fills them in."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest

from portal.accounts.models import User
from portal.accounts.roles import staff


class UserForm[M: Model](ModelForm[M]):
    """A form that checks what its user may do."""

    user: User


class UserFormMixin(admin.ModelAdmin[Any]):
    """Tells the form who its user is."""

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: object
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.user = staff(request)
        return form
