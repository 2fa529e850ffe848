"""Steps that the desk's buttons take, and what is said of them."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from portal.kit.text.numbers import parse_key

TOO_LATE = gettext_lazy("That is not possible any more. Look at where it stands now.")
CHANGED = gettext_lazy(
    "The text has changed since you opened the page. Look at it, then press the button again."
)


def key_or_404(written: str) -> int:
    """Return the key that a form or an address names; Http404 where it is none."""
    if (key := parse_key(written)) is None:
        raise Http404
    return key


def take_step[**P](
    request: HttpRequest,
    done: StrPromise | str,
    step: Callable[P, object],
    *args: P.args,
    **kwargs: P.kwargs,
) -> bool:
    """Take a step and say that it is done, or why it cannot be; return whether it is."""
    try:
        step(*args, **kwargs)
    except PermissionDenied:
        messages.error(request, TOO_LATE)
    except ValidationError as error:
        messages.error(request, _in_words_of_desk(error))
    else:
        messages.success(request, str(done))
        return True
    return False


def _in_words_of_desk(error: ValidationError) -> StrPromise | str:
    """Return why a step is refused: what the staff's editor says of old pages suits no desk."""
    words = {"stale": CHANGED, "no_step": TOO_LATE}
    return words.get(getattr(error, "code", ""), " ".join(error.messages))


def say_it_is_published(request: HttpRequest) -> None:
    """Say to who pressed a button of a page that was not published that it is by now."""
    text = _("The department has published it meanwhile, so that is not possible any more.")
    messages.error(request, text)
