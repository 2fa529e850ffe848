"""Sends calendar files, and tells a program that has one whether it still holds."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from portal.publishing.conditional import conditional_response


def calendar_response(
    request: HttpRequest, make: Callable[[], bytes], *, name: str, file: str, version: int
) -> HttpResponseBase:
    """The file that `make` makes, unless the program has it: then that nothing has changed.

    `version` is raised when the same rows come out as other bytes.
    """

    def response() -> HttpResponse:
        answer = HttpResponse(make(), content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = f'inline; filename="{file}.ics"'
        answer["Access-Control-Allow-Origin"] = "*"
        return answer

    return conditional_response(request, version, name, file, make=response)
