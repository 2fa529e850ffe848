from django.urls import path

from portal.subscriptions import views

app_name = "subscriptions"
urlpatterns = [
    path("thu/", views.follow, name="follow"),
    path("thu/da-gui/", views.sent, name="sent"),
    path("xac-nhan/<str:mark>/", views.confirm, name="confirm"),
    path("cua-toi/<str:mark>/", views.manage, name="manage"),
    path("ngung/<str:mark>/", views.stop, name="stop"),
]
