from django.urls import path

from enterprises.directory import data, views

urlpatterns = [
    path("doanh-nghiep/", views.enterprise_list, name="list"),
    path("doanh-nghiep.<extension:extension>", data.enterprises, name="data"),
    path("doanh-nghiep/<slug:slug>/", views.enterprise, name="enterprise"),
    path("doanh-nghiep/<slug:slug>.vcf", views.vcard, name="vcard"),
]
