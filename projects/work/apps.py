from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "projects.work"

    def ready(self) -> None:
        from portal.editing.checks.texts import add_rule
        from portal.links import registry
        from projects.work.models import Participation, Project
        from projects.work.publish_check import find_hidden_proofs

        add_rule(Project.KIND, find_hidden_proofs)
        # Lets the websites that came of projects be checked.
        registry.register(Participation.objects.public, "website", owner="project")
