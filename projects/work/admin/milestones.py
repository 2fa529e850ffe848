"""Milestones in the form of their project; moving a day needs a reason."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.editing.page_field import RelationField
from portal.editing.parts import PartInline
from portal.editing.related_cache import CachedFormSet
from projects.work.models import Milestone, MilestoneMove
from projects.work.models.milestone import refuse_circles
from projects.work.seen_milestones import SeenMilestones, seen_milestones

# Nobody reads a longer list to choose from.
MAX_ROWS = 100


class MilestoneForm(forms.ModelForm[Milestone]):
    """The form of a milestone; a move needs a reason, a first day that readers saw stays."""

    move_reason = forms.CharField(
        label=_("why the day moves"),
        required=False,
        max_length=300,
        widget=AdminTextInputWidget(),
        help_text=_("Needed where “planned anew for” is set, changed or emptied; readers see it."),
    )
    # The set of forms that this one stands in.
    rows: "MilestoneFormSet"
    # From which day to which one this form moves the milestone.
    move: tuple[date, date] | None = None

    @property
    def has_other_days(self) -> bool:
        """Return whether anything of the plan was typed here."""
        return not {"planned_on", "replanned_on", "move_reason"}.isdisjoint(self.changed_data)

    def clean(self) -> None:
        super().clean()
        cleaned = self.cleaned_data
        self._keep_the_first_day()
        if (reached := cleaned.get("actual_on")) and reached > timezone.localdate():
            self.add_error("actual_on", _("This day is still to come; leave it empty till then."))
        if cleaned.get("planned_on") and "replanned_on" in cleaned and self.has_other_days:
            self._ask_why()

    def _keep_the_first_day(self) -> None:
        day = self.cleaned_data.get("planned_on")
        is_other = self.instance.pk is not None and "planned_on" in self.changed_data
        seen = self.rows.seen_row(self.instance) if day and is_other else None
        if seen is not None and seen.planned_on != day:
            message = _("Readers have seen %(day)s; write the new day into “planned anew for”.")
            error = ValidationError(message, params={"day": f"{seen.planned_on:%d/%m/%Y}"})
            self.add_error("planned_on", error)

    def _ask_why(self) -> None:
        cleaned = self.cleaned_data
        before, after = self._day_before(), cleaned["replanned_on"] or cleaned["planned_on"]
        reason = (cleaned.get("move_reason") or "").strip()
        is_moved = "replanned_on" in self.changed_data
        # The move that nobody has seen yet is written anew, with another reason or first day.
        moves = before != after and (is_moved or self.rows.seen is not None)
        if moves and is_moved and not reason:
            self.add_error("move_reason", _("Say why the day was moved."))
        elif reason and not moves:
            self.add_error("move_reason", _("No day moves here: set “planned anew for” as well."))
        self.move = (before, after) if moves else None

    def _day_before(self) -> date:
        """Return the day to move from: the one that readers have, where the project was seen."""
        planned: date = self.cleaned_data["planned_on"]
        if self.rows.seen is not None:
            row = self.rows.seen_row(self.instance)
            return row.due_on if row is not None else planned
        return (self.instance.pk and self.initial.get("replanned_on")) or planned


class MilestoneFormSet(CachedFormSet):
    """The milestones of a project; each may follow only others of it, without circles."""

    @cached_property
    def _choices(self) -> list[tuple[object, str]]:
        rows = list(self.get_queryset())[:MAX_ROWS]
        return [("", "---------"), *((row.pk, row.title) for row in rows)]

    @cached_property
    def seen(self) -> SeenMilestones | None:
        """Return what readers have seen of the rows; None where they never saw the project."""
        return seen_milestones(self.instance)

    def seen_row(self, milestone: Milestone) -> Milestone | None:
        """Return a milestone as readers have it; None where they do not."""
        return self.seen.rows.get(milestone.pk) if self.seen is not None else None

    def add_fields(self, form: MilestoneForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.rows = self
        field = form.fields.get("follows")
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Milestone.objects.filter(project=self.instance.pk)
            field.choices = self._choices

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        remaining = [form for form in self.initial_forms if form not in self.deleted_forms]
        follows = {form.instance.pk: form.instance.follows_id for form in remaining}
        refuse_circles(follows, {form.instance.pk: form.instance.title for form in remaining})
        gone = {form.instance.pk: form.instance.title for form in self.deleted_forms}
        for form in self.forms:
            if form.instance.follows_id in gone and form not in self.deleted_forms:
                title = gone[form.instance.follows_id]
                message = _("“%(title)s” is being removed; choose another one or none.")
                form.add_error("follows", ValidationError(message, params={"title": title}))

    def record_moves(self, *, by: User) -> None:
        """Record the moves of the saved milestones with their reasons."""
        for form in self.forms:
            if form.instance.pk and form.has_other_days and form not in self.deleted_forms:
                self._record_move(form, by)

    def _record_move(self, form: MilestoneForm, by: User) -> None:
        """Record the move of one form; who only mends its first day has not moved it."""
        unseen = self._drop_unseen(form.instance)
        reason = form.cleaned_data["move_reason"].strip() or (unseen.reason if unseen else "")
        if not (form.move and reason):
            return
        move = MilestoneMove(
            project_id=form.instance.project_id,
            milestone=form.instance,
            from_day=form.move[0],
            to_day=form.move[1],
            reason=reason,
            moved_by=by,
        )
        if unseen is not None and (unseen.to_day, unseen.reason) == (move.to_day, move.reason):
            move.moved_at, move.moved_by = unseen.moved_at, unseen.moved_by
        move.save()

    def _drop_unseen(self, milestone: Milestone) -> MilestoneMove | None:
        """Delete the move that waits to be seen, for another is written; return it."""
        if self.seen is None:
            return None
        moves = milestone.moves.exclude(pk__in=self.seen.moves)
        newest = moves.first()
        moves.delete()
        return newest


class MilestoneInline(PartInline):
    stands_early = True
    model = Milestone
    fk_name = "project"
    form = MilestoneForm
    formset = MilestoneFormSet
    fields = [
        "title", "weight", "planned_on", "replanned_on", "move_reason", "actual_on", "follows",
        "position", "move_list",
    ]  # fmt: skip
    readonly_fields = ["move_list"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Milestone]:
        return super().get_queryset(request).prefetch_related("moves__moved_by")

    def formfield_for_foreignkey(
        self, db_field: RelationField, request: HttpRequest, **kwargs: object
    ) -> Any:
        if db_field.name == "follows":
            # None of all; the rows of a project offer that project's own.
            kwargs["queryset"] = Milestone.objects.none()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("moves so far"))
    def move_list(self, milestone: Milestone) -> SafeString | str:
        """Return the moves of the day as an HTML list."""
        if milestone.pk is None:
            return ""
        moves = reversed(milestone.moves.all())
        lines = ((f"{move}", move.reason, move.moved_by or "") for move in moves)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {} ({})</li>", lines))
