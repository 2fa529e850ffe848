"""Who follows what: an address, and what its owner confirmed to be told of."""

from typing import Final, Unpack

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from portal.kit.constraints import is_known
from portal.kit.typing import SaveOptions
from portal.tasks.models import UnsentLetter

# What one address may follow; who wants more follows a list.
MAX_SUBSCRIPTIONS: Final = 50
# Where the tasks are that write to followers.
LETTERS: Final = "portal.subscriptions."


class Frequency(models.TextChoices):
    """How soon letters follow what happened."""

    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week, on Monday")


class FollowerQuerySet(models.QuerySet["Follower"]):
    @transaction.atomic
    def erase(self) -> None:
        """Erase the addresses with all that they follow, among unsent letters, too."""
        addresses = list(self.values_list("email", flat=True))
        if addresses:
            ours = UnsentLetter.objects.filter(task_path__startswith=LETTERS)
            ours.filter(address__in=addresses).delete()
            self.delete()


class Follower(models.Model):
    """An address that letters go to; it is there only as long as it follows something."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True, editable=False)
    language = models.CharField(max_length=2, default="vi", editable=False)
    # What makes the links of one follower nobody else's to guess.
    secret = models.CharField(max_length=22, editable=False)
    # Letters in a row that the mail server refused for good.
    refusals = models.PositiveSmallIntegerField(default=0, editable=False)
    # On how many days lately a report said that a letter had come back, and the last of them.
    bounced_days = models.PositiveSmallIntegerField(default=0, editable=False)
    last_bounced_on = models.DateField(null=True, editable=False)
    since = models.DateTimeField(default=timezone.now, editable=False)

    objects = FollowerQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="") & ~Q(secret=""), name="subscriptions_follower_has_an_address"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def save(self, **options: Unpack[SaveOptions]) -> None:
        """Store the row, a new one with its secret."""
        self.secret = self.secret or get_random_string(22)
        super().save(**options)


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def confirmed(self) -> "SubscriptionQuerySet":
        """Return those whose owner answered the letter that asked."""
        return self.filter(confirmed_at__isnull=False)


class Subscription(models.Model):
    """One thing that a follower is told of: its kind, which one, and until when it was told."""

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="subscriptions")
    # A key of settings.FOLLOWED, and which of that kind, such as the words of a search.
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=200, blank=True)
    frequency = models.CharField(
        _("how often"), max_length=10, choices=Frequency, default=Frequency.WEEKLY
    )
    requested_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    notified_until = models.DateTimeField(default=timezone.now)
    # The state that was told last, of what has no moments of its own.
    mark = models.CharField(max_length=200, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["follower", "kind", "key"], name="subscriptions_subscription_once"
            ),
            models.CheckConstraint(
                condition=~Q(kind=""), name="subscriptions_subscription_is_of_a_kind"
            ),
            is_known("frequency", Frequency, "subscriptions_subscription_frequency_is_known"),
        ]
        indexes = [
            models.Index(
                fields=["frequency", "notified_until"],
                condition=Q(confirmed_at__isnull=False),
                name="subscriptions_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
