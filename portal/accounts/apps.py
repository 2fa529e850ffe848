from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "portal.accounts"

    def ready(self) -> None:
        # Whoever shuts an account, a command too, ends its sessions and its links.
        import portal.accounts.oidc.links
        import portal.accounts.user_sessions  # noqa: F401  # connects a signal
