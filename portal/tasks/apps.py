from importlib import import_module

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "portal.tasks"

    def ready(self) -> None:
        # Lets what failed be tried again, and what comes round by itself ask for its next turn.
        import_module("portal.tasks.periodic")
        from portal.tasks.personal import register_letters

        register_letters()
