from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = _("Plans and projects")

    def ready(self) -> None:
        # What it needs are models, which are there only now.
        from portal.richtext import figures
        from projects import quoted_figures

        source = figures.Source(quoted_figures.look_up, chooser="admin:projects_indicator_quote")
        figures.register(quoted_figures.NAME, source)
