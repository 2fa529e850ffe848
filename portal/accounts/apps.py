from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "portal.accounts"

    def ready(self) -> None:
        # Whoever shuts an account, a command too, ends its sessions and its links; who signs in
        # before the first request is answered, as tests do, has a session like any other.
        for name in ("oidc.links", "sessions", "user_sessions"):
            import_module(f"portal.accounts.{name}")
