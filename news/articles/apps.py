from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "news.articles"

    def ready(self) -> None:
        from news.articles.models import Source
        from portal.links import registry

        # Lets the addresses of sources beside titles be checked.
        registry.register(Source.objects.all, "url")
