"""Feeds: of the whole site, of each kind, section and topic, each below the page it belongs to."""

from dataclasses import dataclass, field
from typing import Any, Final, Self

from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.feedgenerator import Stylesheet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.kit.moved import moved_to
from portal.kit.origins import for_all_origins
from portal.kit.site_names import site_name
from portal.pagecache.fragments import kept_text
from portal.publishing.conditional import conditional_response
from portal.publishing.feeds import FORMS, absolute, entries
from portal.publishing.language_tags import plain_name
from portal.publishing.languages import language_of
from portal.publishing.models import EnglishVersion, Publication, Redirect, Section, Topic
from portal.publishing.models.kinds import kinds

# To be raised when the same pages come out as other bytes.
FORMAT: Final = 3


@dataclass(frozen=True, slots=True)
class Channel:
    """The subject of a feed: its name, the page it belongs to, and its rows."""

    name: str
    about: str
    path: str
    kind: str = ""
    only: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of_site(cls) -> Self:
        return cls("", _("All that is new on the site of %(site)s") % _site(), "/")

    @classmethod
    def of_kind(cls, model: type[Publication], path: str) -> Self:
        name = _label(model)
        return cls(name, f"{name}: {site_name()}", path, kind=model.KIND)

    @classmethod
    def of_english(cls, path: str, listed: list[str] | None) -> Self:
        """Return all that is in English, or what is of the kinds on one list."""
        name = _label(kinds()[listed[0]]) if listed else ""
        about = _("All that is new on the site of %(site)s") % _site()
        only = {"translation_of__kind__in": listed} if listed else {}
        return cls(name, about, path, kind=EnglishVersion.KIND, only=only)

    @classmethod
    def of_section(cls, section: Section) -> Self:
        about = section.description or f"{section.name}: {site_name('vi')}"
        return cls(section.name, about, section.path, kind=section.kind, only={"section": section})

    @classmethod
    def of_topic(cls, topic: Topic) -> Self:
        about = topic.description or _("Everything on one topic: %(name)s") % {"name": topic.name}
        return cls(topic.name, about, topic.get_absolute_url(), only={"topics": topic})

    @classmethod
    def of_english_topic(cls, topic: Topic, path: str) -> Self:
        name = plain_name(topic)
        about = _("Everything on one topic: %(name)s") % {"name": name}
        only = {"translation_of__topics": topic}
        return cls(name, about, path, kind=EnglishVersion.KIND, only=only)

    @property
    def title(self) -> str:
        return f"{self.name} — {site_name()}" if self.name else site_name()


def _site() -> dict[str, str]:
    return {"site": site_name()}


def _label(model: type[Publication]) -> str:
    return capfirst(str(model._meta.verbose_name_plural))


@for_all_origins
def feed(request: HttpRequest, file: str, page: str = "") -> HttpResponse:
    """Show the newest of what the page at an address lists, in the format of the file's name."""
    path = f"/{page}/" if page else "/"
    channel = _channel_at(path)
    if channel is None:
        return _moved(path, file)
    return conditional_response(
        request,
        (FORMAT, file, channel.title, channel.about, path),
        make=lambda: _response(channel, file),
    )


def _response(channel: Channel, file: str) -> HttpResponse:
    text = kept_text(("feed", file, channel.path), lambda: _written(channel, file))
    content_type: str = FORMS[file].content_type  # type: ignore[attr-defined]  # not in the stubs
    return HttpResponse(text, content_type=content_type)


def _written(channel: Channel, file: str) -> str:
    writer = FORMS[file](
        title=channel.title,
        link=absolute(channel.path),
        description=channel.about,
        subtitle=channel.about,
        language=language_of(channel.path),
        feed_url=absolute(f"{channel.path}{file}"),
        # A browser shows the words of it, and what it is.
        stylesheets=[Stylesheet(static("css/feed.css"))],
    )
    for entry in entries(channel.kind, **channel.only):
        entry.added_to(writer)
    return writer.writeString("utf-8")


def _channel_at(path: str) -> Channel | None:
    """Return what is listed at an address; None where nothing is that a feed could be of."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    if path == "/":
        return Channel.of_site()
    if match.view_name in (EnglishVersion.LIST_VIEW, "en:list"):
        return Channel.of_english(path, match.kwargs.get("listed"))
    for model in kinds().values():
        if model.LIST_VIEW and match.view_name == model.LIST_VIEW:
            return Channel.of_kind(model, path)
    return _channel_of_rows(match, path)


def _channel_of_rows(match: ResolverMatch, path: str) -> Channel | None:
    if match.view_name in ("topic", "en:topic"):
        topic = Topic.objects.filter(slug=match.kwargs["slug"]).first()
        if topic is not None and match.view_name == "en:topic":
            return Channel.of_english_topic(topic, path)
        return Channel.of_topic(topic) if topic else None
    if match.view_name in {model.SECTION_VIEW for model in kinds().values()}:
        section = Section.objects.filter(path=path).first()
        return Channel.of_section(section) if section else None
    return None


def _moved(path: str, file: str) -> HttpResponse:
    """Redirect to the feed of a section that has moved; raise Http404 if nothing is known."""
    target = Redirect.objects.target_of(path)
    if target is None:
        raise Http404
    return moved_to(f"{target}{file}")
