"""Which pages are asked for: of the site all kinds, of its peers those that they have, too."""

import http.client
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from urllib.parse import quote

from benchmarks.speed.cells import BROWSER, Cell
from benchmarks.speed.databases import Server
from benchmarks.speed.serving import Site

# Asked for in turn, so that no single page is what is measured.
ARTICLES: Final = 10
PAGE_SIZE: Final = 20
COMMON: Final = "hội nghị"
RARE: Final = "máy bộ đàm huyện A Lưới quý 3 năm 2007"
# Of a site with the demo; each stands for its kind.
OTHER_KINDS: Final = {
    "sections and topics": "/chu-de/",
    "topic": "/chu-de/cong-nghe-thong-tin/",
    "documents": "/van-ban/",
    "department": "/gioi-thieu/",
    "contact": "/lien-he/",
    "questions": "/hoi-dap/",
    "directory of enterprises": "/doanh-nghiep/",
    "enterprise": "/doanh-nghiep/cong-ty-minh-hoa-a/",
    "events": "/su-kien/",
    "programme of a year": "/chuong-trinh/2007/",
    "master plan": "/quy-hoach/quy-hoach-cong-nghe-thong-tin-den-nam-2010-va-dinh-huong-nam-2020/",
    "project": "/du-an/dao-tao-cntt-trong-cac-co-quan-dang-va-nha-nuoc/",
    "indicator": "/chi-tieu/mat-do-dien-thoai/",
    "open data": "/du-lieu/",
    "English home": "/en/",
    "map of the site": "/so-do/",
    "page not found": "/khong-co/",
}


@dataclass(frozen=True)
class Addresses:
    """The pages of one size of site, the same articles everywhere."""

    slugs: list[str]
    titles: list[str]
    last_page: int

    @classmethod
    def of(cls, server: Server, database: str, rows: int) -> "Addresses":
        """Return addresses of sample articles spread over all years."""
        found = server.query(
            "SELECT slug, title FROM publishing_publication WHERE kind = 'article' AND is_sample"
            " AND slug LIKE 'bai-mau-%%' ORDER BY md5(slug) LIMIT 5000", name=database,
        )  # fmt: skip
        return cls([slug for slug, _ in found], [title for _, title in found], rows // PAGE_SIZE)

    def portal(self, site: Site) -> list[Cell]:
        """Return the pages of the site that depend on how many articles there are."""
        paths = [f"/tin-tuc/{slug}/" for slug in self.slugs]
        deep = self._deepest(site)
        pages = {
            "home": ["/"],
            "article": paths[:ARTICLES],
            "list": ["/tin-tuc/"],
            "list, deep page": [f"/tin-tuc/?trang={deep}"],
            "list, middle page": [f"/tin-tuc/?trang={max(deep // 2, 2)}"],
            "section": ["/tin-tuc/chuyen-muc/vien-thong/"],
            "month of the archive": ["/tin-tuc/2007/02/"],
            "feed": ["/tin-tuc/rss.xml"],
            "sitemap": ["/sitemap.xml"],
            "sitemap of a month": [self._month_of_sitemap(site)],
            "search, common words": [f"/tim-kiem/?q={quote(COMMON)}"],
            "search, rare words": [f"/tim-kiem/?q={quote(RARE)}"],
        }
        # What nobody has asked for since something was published, so that nothing of it is kept.
        once = {
            "article, each once": paths[ARTICLES:],
            "search, each once": [f"/tim-kiem/?q={quote(words)}" for words in self._questions()],
        }
        cells = [Cell(site, page, addresses) for page, addresses in pages.items()]
        return [*cells, *(Cell(site, page, of, each_once=True) for page, of in once.items())]

    def portal_alone(self, site: Site) -> list[Cell]:
        """Return the kinds of pages that no peer has and whose size is the demo's."""
        return [
            Cell(site, kind, [path], status=404 if kind == "page not found" else 200)
            for kind, path in OTHER_KINDS.items()
        ]

    def plain(self, site: Site) -> list[Cell]:
        """Return the pages that plain Django has."""
        paths = [f"/tin-tuc/{slug}/" for slug in self.slugs[:ARTICLES]]
        pages = {"home": ["/"], "article": paths, "list": ["/tin-tuc/"]}
        pages["list, deep page"] = [f"/tin-tuc/?trang={self.last_page}"]
        return [Cell(site, page, addresses) for page, addresses in pages.items()]

    def wagtail(self, site: Site, *, cached: bool = False) -> list[Cell]:
        """Return the pages that Wagtail has; of its cached ones those that people come for."""
        paths = [f"/tin-tuc/{slug}/" for slug in self.slugs[:ARTICLES]]
        pages = {"home": ["/"], "article": paths, "list": ["/tin-tuc/"]}
        if not cached:
            pages["list, deep page"] = [f"/tin-tuc/?page={self.last_page}"]
            pages["search, common words"] = [f"/search/?query={quote(COMMON)}"]
            pages["search, rare words"] = [f"/search/?query={quote(RARE)}"]
        return [Cell(site, page, addresses) for page, addresses in pages.items()]

    def cached(self, site: Site) -> list[Cell]:
        """Return the pages that people come for, and each again for whoever has it already."""
        paths = [f"/tin-tuc/{slug}/" for slug in self.slugs[:ARTICLES]]
        pages = {"home": ["/"], "article": paths, "list": ["/tin-tuc/"]}
        complete = [Cell(site, page, addresses) for page, addresses in pages.items()]
        known = [
            Cell(
                site,
                f"{page}, 304",
                addresses,
                status=304,
                tags=[tag_of(site, each) for each in addresses],
            )
            for page, addresses in pages.items()
        ]
        return [*complete, *known]

    def constant(self, site: Site, cached: list[Cell]) -> list[Cell]:
        """Return constant answers of the sizes of these pages."""
        complete = [cell for cell in cached if cell.status == 200]
        cells = [
            Cell(site, cell.page, [f"/{len(get(cell.site, path)[2])}" for path in cell.paths])
            for cell in complete
        ]
        return [*cells, Cell(site, "304", ["/304"], status=304)]

    def _questions(self) -> list[str]:
        """Return questions, no two alike: the beginning of a title and the end of another."""
        pairs = pairwise(title.split() for title in self.titles)
        return list(dict.fromkeys(" ".join([*one[:2], *other[-2:]]) for one, other in pairs))

    def _deepest(self, site: Site) -> int:
        """Return the last page of the list, or the last that the site shows."""
        pages = (self.last_page, 500, self.last_page // 2, 2)
        return next(page for page in pages if get(site, f"/tin-tuc/?trang={page}")[0] == 200)

    def _month_of_sitemap(self, site: Site) -> str:
        index = get(site, "/sitemap.xml", {})[2].decode()
        months = re.findall(r"<loc>https?://[^/]+(/sitemap-[^<]*-2007-02\.xml)</loc>", index)
        return next((path for path in months if "article" in path), (months or ["/sitemap.xml"])[0])


def get(
    site: Site, path: str, headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body as they were sent, of one request."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    try:
        connection.request("GET", path, headers=BROWSER if headers is None else headers)
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        return response.status, found, response.read()
    finally:
        connection.close()


def tag_of(site: Site, path: str) -> str:
    """Return the tag of a page as a reader has it."""
    return get(site, path)[1].get("etag", '"none"')
