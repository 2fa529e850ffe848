"""The addresses of questions, of drafts to comment on, and of words on a page."""

from django.urls import include, path

from portal.participation.consultations import calendar, data, views
from portal.participation.consultations import tracking as comments
from portal.participation.feedback import views as feedback
from portal.participation.questions import tracking
from portal.participation.questions import views as questions

_questions = [
    path("", questions.answer_list, name="list"),
    path("linh-vuc/<slug:slug>/", questions.section, name="section"),
    path("tra-cuu/", tracking.track, name="track"),
    path("tra-cuu/da-gui/", tracking.tracked, name="tracked"),
    path("da-gui/<str:mark>/", tracking.sent, name="sent"),
    path("theo-doi/<str:mark>/", tracking.state, name="state"),
    path("<slug:slug>/", questions.answer, name="answer"),
]
# Those that have an English page; they stand below /en/.
english_questions = [
    path("tra-cuu/", tracking.track, name="track"),
    path("tra-cuu/da-gui/", tracking.tracked, name="tracked"),
]
english_consultations = [
    path("tra-cuu/", comments.track, name="track"),
    path("<slug:slug>/gui/", views.comment, name="comment"),
]
_consultations = [
    path("gop-y/", views.consultation_list, name="list"),
    path("gop-y/tra-cuu/", comments.track, name="track"),
    path("gop-y/lich.ics", calendar.deadlines, name="calendar"),
    path("gop-y.<extension:extension>", data.consultations, name="data"),
    path("gop-y/<slug:slug>.<extension:extension>", data.comments, name="comments_data"),
    path("gop-y/<slug:slug>/gui/", views.comment, name="comment"),
    path("gop-y/<slug:slug>/gui/<str:mark>/", comments.comment_sent, name="comment_sent"),
    path("gop-y/<slug:slug>/", views.consultation, name="consultation"),
]
_feedback = [
    path("", feedback.answer, name="answer"),
    path("<str:mark>/", feedback.word, name="word"),
]
urlpatterns = [
    path("hoi-dap/", include((_questions, "questions"))),
    path("", include((_consultations, "consultations"))),
    path("co-ich/", include((_feedback, "feedback"))),
]
