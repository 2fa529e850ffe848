"""Pages of the own account that are ours, under /tai-khoan/; allauth's come after them."""

from django.urls import include, path

from portal.accounts import views
from portal.accounts.oidc import views as oidc
from portal.accounts.reauthentication import OwnAddressView

urlpatterns = [
    path("email/", OwnAddressView.as_view(), name="account_email"),
    path("oidc/", oidc.sign_in, name="oidc_sign_in"),
    path("oidc/lien-ket/", oidc.own_link, name="oidc_link"),
    path("oidc/lien-ket/bo/", oidc.remove_link, name="oidc_unlink"),
    path("oidc/tra-loi/", oidc.callback, name="oidc_callback"),
    path("noi-dang-nhap/", views.own_sessions, name="account_sessions"),
    path("noi-dang-nhap/ket-thuc/", views.end_other_sessions, name="account_end_other_sessions"),
    path("noi-dang-nhap/<int:pk>/ket-thuc/", views.end_session, name="account_end_session"),
    path("2fa/", include("portal.accounts.mfa.urls")),
]
