"""The rows of background tasks, which are no work of the staff."""

from django.contrib import admin
from django_tasks_db import admin as tasks_admin  # noqa: F401  # registers what is taken off below
from django_tasks_db.models import DBTaskResult

# What `doctor` says of tasks is enough.
admin.site.unregister(DBTaskResult)
