"""Lists of publications in sheets: new rows are drafts, changes of live pages wait for approval."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from import_export.results import RowResult

from portal.accounts.roles import EDIT, staff
from portal.exchange.sheets.admin import SheetAdmin
from portal.exchange.sheets.columns import Named
from portal.exchange.sheets.resources import Cells, Problem, SheetResource
from portal.exchange.sheets.values import text
from portal.kit.text.slugs import slugify
from portal.publishing import changes, services, workflow
from portal.publishing.models import Publication, Section, State
from portal.publishing.models.access import works_in
from portal.publishing.models.addresses import check_slug


class PublicationResource(SheetResource):
    """Writes as `services.save` does: no text that readers see is touched.

    A row means the page at its address word; without one it is a new page.
    """

    # Each row is looked at as if it were saved, while somebody waits.
    MAX_ROWS: ClassVar[int] = 300

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.fields["section"].widget = Named(Section.objects.of_kind(self.model.KIND))

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().exclude(state=State.BINNED)

    def _name_slug(self, row: Any) -> None:
        """Without an address word a row is a new page, unless its like is there already."""
        row["slug"] = slugify(text(row.get("title"))) or self.model.KIND
        if self.get_queryset().filter(slug=row["slug"]).exists():
            raise Problem(
                "slug",
                _(
                    "There is a page “%(slug)s” already. To change it, write this address word "
                    "here; for a new page write another one."
                )
                % {"slug": row["slug"]},
            )

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        if new or workflow.may_write(self.by, instance):
            return
        if instance.state == State.APPROVED:
            raise ValidationError(_("The page is approved; take it back to draft first."))
        raise ValidationError(_("The page stands in a section that is not yours."))

    def validate_instance(self, instance: Any, *args: Any, **kwargs: Any) -> None:
        """Ask what the saving itself does not: whose section it is, and whether a change waits."""
        problems = args[0] if args else {}
        if problems:
            raise ValidationError(problems)
        check_slug(instance.slug)
        if not works_in(self.by, instance.section_id):
            raise Problem("section", _("Write one of the sections that your rights reach into."))
        if instance.state == State.PUBLISHED and changes.open_change(instance) is not None:
            raise ValidationError(_("A change waits on this page already; decide on it first."))

    def write(self, instance: Publication) -> None:
        services.save(instance, by=self.by, related=self.related, note=_("Taken in from a sheet"))

    def after_import_row(self, row: Any, row_result: RowResult, **kwargs: Any) -> None:
        super().after_import_row(row, row_result, **kwargs)
        row_result.waits = row_result.is_update() and row_result.instance.state == State.PUBLISHED


class PublicationSheets(SheetAdmin):
    """Export for all the staff, of what each may see; import for editors."""

    sheet_resource = PublicationResource
    # The kind's own columns.
    sheet_kind: ClassVar[tuple[str, ...]] = ()

    @property
    def cells(self) -> Cells:
        first = ("slug", "title", "summary", "body", "section", "topics")
        last = ("published_at", "expires_at", "language", "is_sample")
        shown = ("state", "path", "updated_at")
        return Cells((*first, *self.sheet_kind, *last), ("slug",), shown)

    def has_import_permission(self, request: HttpRequest) -> bool:
        return staff(request).has_perm(EDIT)
