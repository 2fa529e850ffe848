"""Steps that the desk's buttons take, and what is said of them."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django_stubs_ext import StrPromise


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
        messages.error(request, _("That is not possible any more. Look at where it stands now."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, str(done))
        return True
    return False
