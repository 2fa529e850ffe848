from portal.participation.questions.models.answer import Answer
from portal.participation.questions.models.question import Question, QuestionQuerySet, QuestionState

__all__ = [
    "Answer",
    "Question",
    "QuestionQuerySet",
    "QuestionState",
]
