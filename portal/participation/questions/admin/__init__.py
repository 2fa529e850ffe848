"""Questions in the admin, and the pages made of them."""

from portal.participation.questions.admin import answers, questions

__all__ = ["answers", "questions"]
