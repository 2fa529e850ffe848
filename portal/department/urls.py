from django.urls import path

from portal.department import views

urlpatterns = [
    path("", views.overview, name="about"),
    path("chuc-nang-nhiem-vu/", views.functions, name="about_functions"),
    path("co-cau-to-chuc/", views.structure, name="about_structure"),
    path("lanh-dao/", views.leaders, name="about_leaders"),
    path("lich-cong-tac/", views.work_calendar, name="work_calendar"),
    path("lich-cong-tac.ics", views.calendar_file, name="work_calendar_file"),
    path("lich-cong-tac/<str:monday>/", views.work_week, name="work_week"),
    path("tiep-cong-dan/", views.reception, name="reception"),
    path("dich-vu-cong/", views.public_services, name="public_services"),
    path("bao-chi/", views.press, name="press"),
    path("lien-ket/", views.related_agencies, name="related_agencies"),
    path("<slug:slug>/", views.page, name="about_page"),
]
