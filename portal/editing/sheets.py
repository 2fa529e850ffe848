"""Lists of publications in sheets: new rows are drafts, those of live pages unsent changes."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.accounts.roles import EDIT, staff
from portal.editing.lost_right import cost_of_writing
from portal.exchange.sheets.admin import SheetAdmin
from portal.exchange.sheets.columns import Cells
from portal.exchange.sheets.imports import ImportRow
from portal.exchange.sheets.reading import Table
from portal.exchange.sheets.records import Problem, RecordImport
from portal.exchange.sheets.values import text
from portal.kit.text.normalize import slugify
from portal.publishing import changes, permissions, services
from portal.publishing.models import Publication, Section, State
from portal.publishing.models.access import works_in
from portal.publishing.models.addresses import check_slug
from portal.publishing.state_words import change_words


class PublicationImport(RecordImport):
    """Writes as `services.save` does: no text that readers see is touched.

    A row means the page at its address word; without one it is a new page. A preview gives each
    page back once its row is tried: what only two rows together break is said on confirming.
    """

    # Each row is tried as if it were saved, while somebody waits.
    MAX_ROWS: ClassVar[int] = 300

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        section: Any = self.columns["section"]
        section.rows = Section.objects.of_kind(self.model.KIND)
        self.is_preview = False

    def preview(self, table: Table) -> list[ImportRow]:
        self.is_preview = True
        return super().preview(table)

    def plan(self, rows: list[ImportRow]) -> None:
        if not self.is_preview:
            self._lock_pages(rows)
        super().plan(rows)

    def _lock_pages(self, rows: list[ImportRow]) -> None:
        """Lock the pages that the rows mean, by key as a bundle does: nobody waits in a circle."""
        slugs = {key[0] for row in rows if (key := self._key(row)) is not None}
        pages = Publication.objects.filter(kind=self.model.KIND, slug__in=slugs)
        list(pages.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))

    def records(self) -> models.QuerySet[Any]:
        return super().records().exclude(state=State.BINNED)

    def slug_of(self, row: ImportRow) -> str:
        """Return a new page's address word; Problem where its like is there already."""
        slug = slugify(text(row.cells.get("title"))) or self.model.KIND
        if self.records().filter(slug=slug).exists():
            raise Problem(
                "slug",
                _(
                    "There is a page “%(slug)s” already. To change it, write this address word "
                    "here; for a new page write another one."
                )
                % {"slug": slug},
            )
        return slug

    def check_access(self, record: Publication) -> None:
        if permissions.may_write(self.by, record):
            return
        if record.state == State.APPROVED:
            raise ValidationError(_("The page is approved; take it back to draft first."))
        raise ValidationError(_("The page stands in a section that is not yours."))

    def check(self, record: Publication, errors: Mapping[str, list[ValidationError]]) -> None:
        """Ask what the saving itself does not: whose section it is, and whether a change waits."""
        if errors:
            raise ValidationError(dict(errors))
        check_slug(record.slug)
        if not works_in(self.by, record.section_id):
            raise Problem("section", _("Write one of the sections that your rights reach into."))
        if record.state == State.PUBLISHED and changes.open_change(record) is not None:
            raise ValidationError(_("A change waits on this page already; decide on it first."))

    def write(self, record: Publication, related: Mapping[str, Sequence[object]]) -> None:
        is_new = record.pk is None
        with transaction.atomic():
            services.save(record, by=self.by, related=related, note=_("Taken in from a sheet"))
            if self.is_preview and not is_new:
                # Who saves the page need not wait until all rows of the preview are tried.
                transaction.set_rollback(True)

    def waits(self, record: Publication) -> str:
        if record.state == State.PUBLISHED:
            return change_words(State.DRAFT)
        # A preview has given the page back by now: nobody has written in it.
        return cost_of_writing(self.by, record)

    def done_message(self, rows: list[ImportRow]) -> str:
        unseen = _(
            "Readers see nothing of it yet: new pages are drafts, and changes to published pages "
            "are not sent for review."
        )
        return f"{super().done_message(rows)} {unseen}"


class PublicationSheets(SheetAdmin):
    """Export for all the staff, of what each may see; import for editors."""

    sheet_import = PublicationImport
    # The kind's own columns.
    sheet_kind: ClassVar[tuple[str, ...]] = ()
    # Those of them that are the last moment of something.
    sheet_ends: ClassVar[tuple[str, ...]] = ()
    # Those of them of which Excel may not make a number.
    sheet_codes: ClassVar[tuple[str, ...]] = ()

    @property
    def cells(self) -> Cells:
        first = ("slug", "title", "summary", "body", "section", "topics")
        last = ("published_at", "expires_at", "language", "is_sample")
        shown = ("state", "path", "updated_at")
        columns = (*first, *self.sheet_kind, *last)
        return Cells(columns, ("slug",), shown, ends=self.sheet_ends, codes=self.sheet_codes)

    def has_import_permission(self, request: HttpRequest) -> bool:
        return staff(request).has_perm(EDIT)
