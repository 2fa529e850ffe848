from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "portal.participation.feedback"
