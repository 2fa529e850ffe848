from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    name = "projects.indicators"
    verbose_name = _("Indicators")

    def ready(self) -> None:
        from portal.media.richtext import figures
        from projects.indicators import quoted_figures

        source = figures.Source(quoted_figures.look_up, chooser="admin:indicators_indicator_quote")
        figures.register(quoted_figures.NAME, source)
