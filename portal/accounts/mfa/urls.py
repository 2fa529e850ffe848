"""Pages in place of allauth's, under its names and addresses; they stand before its own."""

from django.urls import path

from portal.accounts.mfa import views

urlpatterns = [
    path("authenticate/", views.SecondStepView.as_view(), name="mfa_authenticate"),
    path("totp/deactivate/", views.RemoveAppView.as_view(), name="mfa_deactivate_totp"),
    path("webauthn/add/", views.AddPasskeyView.as_view(), name="mfa_add_webauthn"),
    path("webauthn/login/", views.SignInByPasskeyView.as_view(), name="mfa_login_webauthn"),
    path(
        "webauthn/reauthenticate/",
        views.AskAgainByPasskeyView.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "webauthn/keys/<int:pk>/remove/",
        views.RemovePasskeyView.as_view(),
        name="mfa_remove_webauthn",
    ),
]
