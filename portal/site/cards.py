"""The drawn pictures that stand beside links to our pages elsewhere: made at the first ask."""

from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.kit.files import keep_file
from portal.kit.priorities import leisure_task
from portal.kit.site_names import site_name
from portal.media.pictures.cards import draw_card
from portal.publishing.metadata import card_kicker, card_path, stored_card_digest
from portal.publishing.models import Publication
from portal.publishing.models.kinds import kind_named
from portal.site.media import A_WHILE, CARDS, FOREVER, GUARDS, served

# So many stay; one that was tidied away is drawn again when somebody asks.
MAX_CARDS: Final = 2000


@require_safe
def shared_picture(request: HttpRequest, pk: int, digest: str) -> HttpResponseBase:
    """Show the card of a public page, or with 0 of the site; another digest leads to today's."""
    title, kicker = _words(pk)
    current = stored_card_digest(title, kicker)
    if digest != current:
        return HttpResponseRedirect(card_path(pk, current))
    name = f"{CARDS}/{pk % 100:02}/{pk}-{current}.png"
    file = Path(settings.MEDIA_ROOT) / name
    if not file.exists():
        content = _drawn(title, kicker)
        if not keep_file(file, content):
            headers = {"Cache-Control": A_WHILE, **GUARDS}
            return HttpResponse(content, content_type="image/png", headers=headers)
        _remove_earlier(file)
    return served(request, name, FOREVER)


def _words(pk: int) -> tuple[str, str]:
    """Return title and kicker of a card; raise Http404 for a page that is not public."""
    if not pk:
        return "", ""
    row = get_object_or_404(Publication.objects.public().only("kind"), pk=pk)
    model = kind_named(row.kind)
    # Named, for without a name Django would read all that a row leads to.
    rows = model.objects.public().select_related("section", *model.META_SELECT_RELATED)
    page: Publication = get_object_or_404(rows.defer("body", "summary"), pk=pk)
    return page.meta_title(), card_kicker(page)


def _drawn(title: str, kicker: str) -> bytes:
    return draw_card(
        title or site_name("vi"),
        kicker=kicker,
        name=site_name("vi"),
        mark=_("A demonstration") if settings.SITE_IS_DEMO else "",
    )


def _remove_earlier(file: Path) -> None:
    """Remove earlier cards of the same page."""
    key = file.name.partition("-")[0]
    for earlier in file.parent.glob(f"{key}-*.png"):
        if earlier != file:
            earlier.unlink(missing_ok=True)


@leisure_task
def tidy() -> int:
    """Keep the cards few: those that were drawn longest ago go; return how many."""
    folder = Path(settings.MEDIA_ROOT) / CARDS
    drawn = sorted(folder.glob("*/*"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in drawn[MAX_CARDS:]:
        file.unlink(missing_ok=True)
    return len(drawn[MAX_CARDS:])
