"""The page on which each of the staff says which letters they want."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.roles import staff, works_here
from portal.kit.admin_pages import show_own_page
from portal.newsroom.models import LetterChoice


class LetterForm(forms.ModelForm[LetterChoice]):
    class Meta:
        model = LetterChoice
        fields = ["waiting", "returned", "published", "overdue", "questions"]
        widgets = dict.fromkeys(fields, forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if settings.QUESTION_MAILBOX:
            self.fields["questions"].help_text = _(
                "The office's mailbox hears of new and late ones. You hear of those given to you, "
                "also when they are due soon or late."
            )


def letters_view(request: HttpRequest) -> HttpResponse:
    """Show what one gets letters about, and change it; each for themselves."""
    if not works_here(request.user):
        raise Http404
    user = staff(request)
    choice = LetterChoice.objects.filter(user=user).first() or LetterChoice(user=user)
    form = LetterForm(request.POST if request.method == "POST" else None, instance=choice)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Kept: you get letters as you have chosen."))
        return HttpResponseRedirect(reverse("admin:letters"))
    return show_own_page(
        request, "admin/newsroom/letters.html", _("Letters to you"), form=form, address=user.email
    )
