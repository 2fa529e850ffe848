from django.urls import path

from enterprises import views

app_name = "enterprises"
urlpatterns = [
    path("", views.enterprise_list, name="list"),
    path("<slug:slug>/", views.enterprise, name="enterprise"),
]
