"""The upload view of the editor, and what its uploads have in common."""

from collections.abc import Callable

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.files import File
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST

from portal.media.pictures.intake import store_picture

WRITE = "publishing.write_publication"


@require_POST
@csrf_protect
def upload_picture(request: HttpRequest) -> JsonResponse:
    """Store the picture and answer its address, or say in words why it is refused.

    A refused picture is answered with status 200: the editor shows no message of another.
    """

    def take(uploaded: File[bytes], by: AbstractBaseUser) -> dict[str, object]:
        picture = store_picture(uploaded, by=by)
        return {"fileName": str(picture), "url": picture.url, "alt": picture.alt}

    return answer_upload(request, take)


def answer_upload(
    request: HttpRequest, take: Callable[[File[bytes], AbstractBaseUser], dict[str, object]]
) -> JsonResponse:
    """Let `take` have the file that the editor sent; answer its facts, or why it is refused.

    Raises Http404 for those who write no pages.
    """
    if not request.user.is_authenticated:
        return _refused(_("Your session has ended. Sign in again in another window."), status=403)
    if not request.user.has_perm(WRITE):
        raise Http404
    uploaded = request.FILES.get("upload")
    if uploaded is None:
        return _refused(_("No file was sent."))
    try:
        facts = take(uploaded, request.user)
    except ValidationError as error:
        return _refused(" ".join(error.messages))
    return JsonResponse({"uploaded": 1} | facts)


def _refused(message: str, *, status: int = 200) -> JsonResponse:
    return JsonResponse({"uploaded": 0, "error": {"message": message}}, status=status)
