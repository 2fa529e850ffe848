"""What the newsroom keeps for its letters: who wants which, and which steps were told of."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class When(models.TextChoices):
    """How soon a letter goes out."""

    AT_ONCE = "at_once", _("within minutes")
    DAILY = "daily", _("in the daily letter")
    NEVER = "never", _("no letter")


class LetterChoice(models.Model):
    """Which letters somebody of the staff wants; without a row it is as the fields begin."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    waiting = models.CharField(
        _("a text waits for your decision"),
        max_length=8,
        choices=When,
        default=When.AT_ONCE,
        help_text=_("For publishers: what others have sent in, in your sections."),
    )
    returned = models.CharField(
        _("a text of yours was returned"),
        max_length=8,
        choices=When,
        default=When.AT_ONCE,
        help_text=_("With the reviewer's word on what has to be changed."),
    )
    published = models.CharField(
        _("a text of yours was published"),
        max_length=8,
        choices=When,
        default=When.AT_ONCE,
        help_text=_("Or was approved for a moment to come."),
    )
    overdue = models.CharField(
        _("something is overdue"),
        max_length=8,
        choices=[choice for choice in When.choices if choice[0] != When.AT_ONCE],
        default=When.DAILY,
        help_text=_(
            "What has waited for days without an answer, should be public already, or is to be "
            "looked at again."
        ),
    )
    questions = models.BooleanField(
        _("questions of citizens"),
        choices=[(True, _("by letter")), (False, When.NEVER.label)],
        default=True,
        db_default=True,
        help_text=_(
            "For who replies: a new one, one given to you, and once a day those that are due soon "
            "or late."
        ),
    )
    # When the last daily letter was written, or there was nothing to write.
    digest_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("choice of letters")
        verbose_name_plural = _("choices of letters")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    waiting__in=When.values, returned__in=When.values, published__in=When.values
                )
                & models.Q(overdue__in=[When.DAILY, When.NEVER]),
                name="newsroom_letterchoice_is_known",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user_id)


class NotifiedStep(models.Model):
    """A step that letters were written about, so that nobody hears of it twice."""

    transition = models.OneToOneField(
        "publishing.Transition", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("step that was told of")
        verbose_name_plural = _("steps that were told of")

    def __str__(self) -> str:
        return str(self.transition_id)
