"""Plans, projects and indicators each stand at the root of the site."""

from django.urls import path

from projects import views

app_name = "projects"
urlpatterns = [
    path("quy-hoach/", views.masterplan_list, name="masterplan_list"),
    path("quy-hoach/<slug:slug>/", views.masterplan, name="masterplan"),
    path("du-an/", views.project_list, name="project_list"),
    path("du-an/<slug:slug>/", views.project, name="project"),
    path("chi-tieu/", views.indicator_list, name="indicator_list"),
    path("chi-tieu/<slug:slug>/", views.indicator, name="indicator"),
]
