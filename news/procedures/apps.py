from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "news.procedures"

    def ready(self) -> None:
        from news.procedures.models import Procedure
        from portal.links import registry
        from portal.publishing.models import heavy_columns

        # Lets the addresses at the national service be checked.
        registry.register(
            lambda: Procedure.objects.public().defer(*heavy_columns()), "national_url"
        )
