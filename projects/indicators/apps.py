from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "projects.indicators"

    def ready(self) -> None:
        from portal.media.richtext import figures
        from portal.publishing.signals import transitioned
        from projects.indicators import quoted_figures
        from projects.indicators.models import Indicator

        source = figures.Source(
            quoted_figures.look_up,
            quoted_figures.find,
            chooser="admin:indicators_indicator_quote",
        )
        figures.register(quoted_figures.NAME, source)
        transitioned.connect(quoted_figures.on_transition, sender=Indicator)
