"""The form of an account of the staff: what is typed in it, and where it stands."""

from django.contrib.auth.models import Group
from django.urls import reverse

from portal.accounts.roles import Role

LIST, ADD = reverse("admin:accounts_user_changelist"), reverse("admin:accounts_user_add")
LINK = r"https?://\S+/key/\S+"
PASSWORD = "cau Truong Tien bac qua song"


def role(name):
    return Group.objects.get(name=name).pk


def new(**fields):
    typed = {
        "last_name": "Trần Thị",
        "first_name": "Lan",
        "email": "Lan.Tran@so.example",
        "groups": [role(Role.REPORTER)],
    }
    return typed | fields


def page_of(name, person):
    return reverse(f"admin:accounts_user_{name}", args=[person.pk])
