from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "portal.participation.questions"

    def ready(self) -> None:
        from portal.editing.checks.texts import add_rule
        from portal.participation.questions.models import Answer
        from portal.participation.questions.personal import register_questions
        from portal.participation.questions.publish_check import find_personal_data

        register_questions()
        add_rule(Answer.KIND, find_personal_data)
