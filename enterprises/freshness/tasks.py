"""The yearly question as work that comes round by itself."""

from django.tasks import task

from enterprises.freshness.asking import ask_all


@task
def ask_enterprises() -> int:
    """Ask each enterprise whose turn it is whether its profile is still right."""
    return ask_all()
