from django import template

from news.models import Article

register = template.Library()


@register.simple_tag
def latest_news(count: int = 5) -> list[Article]:
    """The newest public articles, with what a card shows."""
    return list(Article.objects.public().for_lists().newest()[:count])
