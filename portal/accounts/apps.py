from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "portal.accounts"

    def ready(self) -> None:
        # Whoever shuts an account, a command too, ends its sessions and its links.
        for name in ("portal.accounts.oidc.links", "portal.accounts.user_sessions"):
            import_module(name)
