"""The page as it would be: a text that is not public yet, on the very page that will carry it."""

import re

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.kit.secret_links import keep_secret
from portal.media.richtext.links import with_addresses
from portal.publishing import applying, changes
from portal.publishing.dry_run import dry_run
from portal.publishing.models import Publication, State
from portal.publishing.models.kinds import kind_named
from portal.publishing.rendering import render_public_page

WIDTHS = {
    "dien-thoai": (gettext_lazy("Telephone"), 360),
    "may-tinh-bang": (gettext_lazy("Tablet"), 768),
    "may-tinh": (gettext_lazy("Desktop"), 1280),
}
# The mark stands before all else but the link that skips it.
_BODY = re.compile(r'<body[^>]*>(\s*<a class="skip-link"[^>]*>[^<]*</a>)?')
_PRINTED_CODE = re.compile(r'<p class="print-only qr-print">.*?</p>', re.DOTALL)


def preview(
    publication: Publication,
    *,
    answer_form: str = "",
    back: str = "",
    files_below: str = "",
    is_for_keeper: bool = False,
) -> HttpResponse:
    """Return the page of a draft or of a waiting change as readers would get it, marked as a draft.

    Nothing is written and nobody else sees it. `answer_form` is markup that ends its main part;
    `back` is the address that its mark leads back to. `files_below` is where somebody without an
    account fetches its files. To the page's keeper outside the staff, what the staff prepares is
    not shown (`is_for_keeper`).
    Raises Http404 where the text has no page, such as at an address that was taken meanwhile.
    """
    content, mark = "", ""
    # The page shows a day, and there is none before somebody publishes.
    has_no_day = publication.published_at is None
    note = _("The day of publication is set when it is published.") if has_no_day else ""
    try:
        with dry_run(files_below=files_below):
            page, mark = _put_in_place(publication, is_for_keeper=is_for_keeper)
            content = _with_own_files(render_public_page(page.path), page)
    except (IntegrityError, ValidationError) as error:
        raise Http404("The text cannot stand at its address.") from error
    return keep_secret(
        HttpResponse(_marked(content, mark=mark, note=note, answer_form=answer_form, back=back))
    )


def _with_own_files(content: str, page: Publication) -> str:
    """Let links in the text to the page's own files lead where its list of them leads."""
    if f'href="{reverse("attachment", args=[0]).removesuffix("0/")}' not in content:
        return content
    own = {reverse("attachment", args=[row.pk]): row.address for row in page.attachments.all()}
    return with_addresses(content, own)


def _put_in_place(publication: Publication, *, is_for_keeper: bool) -> tuple[Publication, str]:
    """Put the newest text in place as the live one.

    Return what it is called above it. For a dry run only.
    """
    page = kind_named(publication.kind).objects.get(pk=publication.pk)
    version, now = changes.pending_version(page), timezone.now()
    if is_for_keeper and version is not None and version.change_set is not None:
        version = None if version.change_set.is_by_staff else version
    change = version.change_set if version is not None else None
    is_draft = version is not None or not page.is_public
    mark = _mark(State(change.state if change else page.state), is_draft=is_draft)
    if version is not None:
        applying.apply_revision(page, version.data)
    if not page.is_public:
        moment = min(page.published_at or now, now)
        # By a query: the row's own save would look for addresses and versions again.
        Publication.objects.filter(pk=page.pk).update(
            state=State.PUBLISHED,
            published_at=moment,
            expires_at=None,
            lapses_at=None,
            parent_page=None,
        )
    return page, mark


def _mark(state: State, *, is_draft: bool) -> str:
    """Return what is told above the text.

    Whether readers have it, and whose it is to do something.
    """
    if not is_draft:
        return _("PREVIEW — as published")
    return {
        State.SUBMITTED: _("WAITS FOR REVIEW — not published"),
        State.CHANGES_ASKED: _("CHANGES ASKED FOR — not published"),
        State.APPROVED: _("APPROVED — not published yet"),
        State.PUBLISHED: _("NOT SHOWN TO READERS NOW"),
        State.WITHDRAWN: _("WITHDRAWN — not shown to readers"),
    }.get(state, _("DRAFT — not published"))


def _marked(content: str, *, mark: str, note: str, answer_form: str, back: str) -> str:
    """Return the page with the mark in its title and before all that is read in its body."""
    banner = render_to_string(
        "components/draft_banner.html",
        {"mark": mark, "note": note, "has_form": bool(answer_form), "back": back},
    )
    # The code for paper leads to a page of readers, which may not be there yet.
    content = _PRINTED_CODE.sub("", content)
    content = content.replace("<title>", f"<title>{escape(mark)} · ", 1)
    styles = f'<link rel="stylesheet" href="{escape(static("css/preview.css"))}">'
    content = content.replace("</head>", f"{styles}</head>", 1)
    content = _BODY.sub(lambda body: body[0] + banner, content, count=1)
    before, end, after = content.rpartition("</main>")
    return before + answer_form + end + after
