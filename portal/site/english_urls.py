"""Every address below /en/; what is not named here has no English page."""

from functools import cache

from django.urls import include, path, register_converter, reverse

from portal.department import views as department
from portal.exchange.opendata import urls as opendata
from portal.participation import urls as participation
from portal.participation.consultations import tracking as comments
from portal.participation.feedback import views as feedback
from portal.participation.questions import tracking
from portal.participation.questions.views import contact
from portal.participation.service_figures.views import service_figures
from portal.publishing.models.kinds import kinds
from portal.site import emergency, english
from portal.site.search import search


@cache
def _lists() -> dict[str, list[str]]:
    """Return the kinds on each Vietnamese list, by its address."""
    found: dict[str, list[str]] = {}
    for kind, model in kinds().items():
        if model.LIST_VIEW and not model.LIST_VIEW.startswith("en:"):
            found.setdefault(reverse(model.LIST_VIEW).strip("/"), []).append(kind)
    return found


class Listed:
    """The address of a list of kinds, as the Vietnamese pages have it; gives the kinds."""

    regex = r"[a-z0-9/-]+"

    def to_python(self, value: str) -> list[str]:
        if value not in _lists():
            raise ValueError
        return _lists()[value]

    def to_url(self, value: str) -> str:
        return value


register_converter(Listed, "listed")

app_name = "en"
urlpatterns = [
    path("", english.home, name="home"),
    path("gioi-thieu/", department.overview, name="about"),
    path("gioi-thieu/chuc-nang-nhiem-vu/", department.functions, name="about_functions"),
    path("gioi-thieu/co-cau-to-chuc/", department.structure, name="about_structure"),
    path("gioi-thieu/lanh-dao/", department.leaders, name="about_leaders"),
    path("gioi-thieu/tiep-cong-dan/", department.reception, name="reception"),
    path("gioi-thieu/bao-chi/", department.press, name="press"),
    path("lien-he/", contact, name="contact"),
    path("khan-cap/", emergency.light_home, name="light_home"),
    path("khan-cap/to-a4/", emergency.sheet, name="duty_sheet"),
    path("hoi-dap/", include((participation.english_questions, "questions"))),
    path("gop-y/", include((participation.english_consultations, "consultations"))),
    path("du-lieu/", include((opendata.english_sets, "opendata"))),
    path("chat-luong-phuc-vu/", service_figures, name="service_figures"),
    path("co-ich/", feedback.answer, name="feedback_answer"),
    path("co-ich/<str:mark>/", feedback.word, name="feedback_word"),
    # Secret addresses: no page names its pair in the other language.
    path("gop-y/<slug:slug>/gui/<str:mark>/", comments.comment_sent, name="comment_sent"),
    path("hoi-dap/da-gui/<str:mark>/", tracking.sent, name="question_sent"),
    path("hoi-dap/theo-doi/<str:mark>/", tracking.state, name="question_state"),
    path("tim-kiem/", search, name="search"),
    path("chu-de/<slug:slug>/", english.topic, name="topic"),
    path("theo-doi/", include("portal.subscriptions.urls")),
    # Before the pages that somebody translated.
    path("", include("projects.english_urls")),
    path("<path:page>/dinh-chinh/<int:number>/", english.correction, name="correction"),
    path("<listed:listed>/", english.kind_list, name="list"),
    path("<path:page>/", english.page, name="page"),
]
