from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "projects.work"

    def ready(self) -> None:
        from portal.links import registry
        from projects.work.models import Participation

        # Lets the websites that came of projects be checked.
        registry.register(Participation.objects.public, "website", owner="project")
