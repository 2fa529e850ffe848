from django.apps import AppConfig


class SubscriptionsConfig(AppConfig):
    name = "portal.subscriptions"

    def ready(self) -> None:
        from portal.subscriptions.personal import register_followers

        register_followers()
