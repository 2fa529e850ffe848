"""What must not happen while a page is looked at: errors, refusals, requests to strangers."""

import re

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request


class Watch:
    """Listens to one context of the browser; `complaints` is what went wrong so far.

    A browser that asks us before each request keeps no file of the site and fetches all of them for
    every page. Where many pages are opened once each it may `keep_files`: then a request to
    another host is only heard, and goes nowhere, for no name but this machine's is known here.
    """

    def __init__(self, context: BrowserContext, site: str, *, keep_files: bool = False) -> None:
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self._expected: list[str] = []
        self._elsewhere = re.compile(rf"^(?!{re.escape(site)}/|data:|blob:|about:)")
        if not keep_files:
            context.route(self._elsewhere, lambda route: route.abort())
        context.on("page", self._page)
        context.on("request", self._request)
        context.on("console", self._console)

    def expect(self, text: str) -> None:
        """A console error with this text is meant, such as the status of an error page."""
        self._expected.append(text)

    def _page(self, page: Page) -> None:
        def heard(error: Exception) -> None:
            self.complaints.append(f"script: {error}")

        page.on("pageerror", heard)

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)
        if self._elsewhere.match(request.url):
            self.complaints.append(f"request to another host: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type != "error" or any(text in message.text for text in self._expected):
            return
        where = f"{message.page and message.page.url}, {message.location['url']}"
        self.complaints.append(f"console on {where}: {message.text}")
