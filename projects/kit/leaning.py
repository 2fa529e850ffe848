"""Rows of plans and projects that name a page as their source, of whatever table."""

from collections.abc import Callable

from django.apps import apps
from django.utils.translation import ngettext

from portal.editing.leaning import Leaning
from portal.publishing.models import Publication
from portal.publishing.models.sourced import SourcedRow


def sourced_rows(page: Publication) -> list[Leaning]:
    """Return tasks, sums, goals and the like whose words come from the page, by table."""
    ours = [app for app in apps.get_app_configs() if app.name.startswith("projects.")]
    tables = [model for app in ours for model in app.get_models() if issubclass(model, SourcedRow)]
    return [
        Leaning(
            model._default_manager.filter(evidence=page), _describer(str(model._meta.verbose_name))
        )
        for model in tables
    ]


def _describer(name: str) -> Callable[[int], str]:
    def describe(number: int) -> str:
        text = ngettext(
            "It is the source of %(number)d row: %(name)s.",
            "It is the source of %(number)d rows: %(name)s.",
            number,
        )
        return text % {"number": number, "name": name}

    return describe
