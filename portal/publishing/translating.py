"""Beginning the English version of a page."""

from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.publishing import services, workflow
from portal.publishing.models import EnglishVersion, Publication, State
from portal.publishing.models.english import text_digest

# What readers of the demo's English pages have to know of them.
TRANSLATED: Final = "Translated for this demonstration; not an official translation."


def english_of(page: Publication) -> EnglishVersion | None:
    """Return the English version of a page, in whatever state, also in the bin.

    None where none is.
    """
    if not page.is_translated:
        return None
    return EnglishVersion.objects.with_original().filter(translation_of=page.pk).first()


def may_have_one(page: Publication) -> bool:
    """Return whether a page can have an English version: it stands by itself, and is none."""
    return page.kind != EnglishVersion.KIND and page.parent_page_id is None


def begin(page: Publication, *, by: User | None) -> EnglishVersion:
    """A draft with the page's own text to write over; ValidationError where it can have none."""
    if not may_have_one(page):
        raise ValidationError(_("This page has no English version: it is shown with another one."))
    if EnglishVersion.objects.filter(translation_of=page.pk).exists():
        raise ValidationError(_("This page has an English version already."))
    version = EnglishVersion(
        translation_of=page,
        title=page.title,
        summary=page.summary,
        body=page.body,
        cover=page.cover,
        cover_alt=page.cover_alt,
        cover_decorative=page.cover_decorative,
        original_digest=text_digest(page),
    )
    return services.save(version, by=by, note=_("Begun as a copy of the Vietnamese text"))


def publish_once(
    page: Publication | None, *, note: str, title: str, summary: str, body: str
) -> int:
    """Publish a page's English version unless one was ever begun; how many are new.

    For the first content of a site, as `portal.publishing.first_content` for the pages themselves.
    """
    if page is None or EnglishVersion.objects.filter(translation_of=page.pk).exists():
        return 0
    version = EnglishVersion(
        translation_of=page,
        title=title,
        summary=summary,
        body=body,
        translator_note=note,
        original_digest=text_digest(page),
    )
    services.save(version, by=None)
    workflow.transition(version, to=State.PUBLISHED, by=None)
    return 1
