"""Sections, topics, authors and sources that a batch names, found or created."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.urls import reverse

from news.articles.models import Article, Author, Source
from news.importing.parsing import Entry
from portal.kit.text.normalize import slugify
from portal.publishing.models import Redirect, Section, Topic


@dataclass(frozen=True, slots=True)
class Records:
    """Rows by the names that entries use; sections and topics by the address word of the name."""

    sections: dict[str, Section]
    topics: dict[str, Topic]
    authors: dict[str, Author]
    sources: dict[str, Source]

    @classmethod
    def for_entries(cls, entries: Iterable[Entry]) -> Self:
        """Return all rows that the entries name; create the missing ones in this transaction."""
        entries = list(entries)
        return cls(
            sections=_sections({entry.category for entry in entries}),
            topics=_topics({tag for entry in entries for tag in entry.tags}),
            authors=_authors({entry.author for entry in entries}),
            sources=_sources({entry.source for entry in entries}),
        )

    def section_of(self, entry: Entry) -> Section | None:
        return self.sections[slugify(entry.category)] if entry.category else None

    def topic_ids_of(self, entry: Entry) -> list[int]:
        return sorted({self.topics[slugify(tag)].pk for tag in entry.tags})


def _by_slug(names: set[str]) -> dict[str, str]:
    """Return one name for each address word; sorted, so that the same file makes the same rows."""
    return {slugify(name): name for name in sorted(names, reverse=True) if name}


def _sections(names: set[str]) -> dict[str, Section]:
    by_slug = _by_slug(names)
    paths = {reverse(Article.SECTION_VIEW, kwargs={"slug": slug}): slug for slug in by_slug}
    found = {paths[section.path]: section for section in Section.objects.filter(path__in=paths)}
    # A section that has moved since is still the one that the old word means.
    moved = Redirect.objects.filter(old_path__in=paths, section__isnull=False)
    for redirect in moved.select_related("section"):
        if redirect.section is not None:
            found.setdefault(paths[redirect.old_path], redirect.section)
    # Editors may have given a section an address word other than its name's.
    for section in Section.objects.of_kind(Article.KIND):
        if (slug := slugify(section.name)) in by_slug:
            found.setdefault(slug, section)
    for slug in sorted(by_slug.keys() - found.keys()):
        found[slug] = Section.objects.create(kind=Article.KIND, name=by_slug[slug], slug=slug)
    return found


def _topics(names: set[str]) -> dict[str, Topic]:
    by_slug = _by_slug(names)
    found = {topic.slug: topic for topic in Topic.objects.filter(slug__in=by_slug)}
    named = {name: slug for slug, name in by_slug.items() if slug not in found}
    # Editors may have given a topic an address word other than its name's.
    for topic in Topic.objects.filter(name__in=named):
        found[named[topic.name]] = topic
    for slug in sorted(by_slug.keys() - found.keys()):
        found[slug] = Topic.objects.create(name=by_slug[slug], slug=slug)
    return found


def _authors(names: set[str]) -> dict[str, Author]:
    found = {author.name: author for author in Author.objects.filter(name__in=names)}
    for name in sorted(names - found.keys() - {""}):
        found[name] = Author.objects.create(name=name)
    return found


def _sources(names: set[str]) -> dict[str, Source]:
    found = {source.name: source for source in Source.objects.filter(name__in=names)}
    for name in sorted(names - found.keys() - {""}):
        url = name if name.startswith(("http://", "https://")) else ""
        found[name] = Source.objects.create(name=name, url=url)
    return found
