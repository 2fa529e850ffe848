"""The plans and the telephone density in English: what their pages say, and no more."""

from typing import Final

from portal.kit.text.normalize import slugify
from portal.publishing import translating
from portal.publishing.first_content import page_at
from portal.publishing.models import Publication
from portal.publishing.translating import TRANSLATED
from projects.demo import density
from projects.demo.plans import PLANS
from projects.indicators.models import Indicator
from projects.plans.models import MasterPlan

OF_PLANS: Final = (
    "Development plan for posts and telecommunications to 2010, with orientation to 2020",
    "Information technology plan to 2010, with orientation to 2020",
)
SUMMARY_OF_PLANS: Final = (
    "The projects of this plan will be carried out in 2007, according to the report of the"
    " conference of 30 January 2007."
)
NOT_SAID: Final = (
    "<p>The report does not give the number, the day and the issuer of the decision that approved"
    " the plan, nor particular goals, nor the names of its projects; there is no information on"
    " these yet.</p>"
)


def load() -> int:
    """Publish the English versions of plans and indicator; return how many were new."""
    count = sum(
        _bring(page_at(MasterPlan.path_of(slugify(plan.title))), title, SUMMARY_OF_PLANS, NOT_SAID)
        for plan, title in zip(PLANS, OF_PLANS, strict=True)
    )
    return count + _bring(
        page_at(Indicator.path_of(slugify(density.TITLE))),
        "Telephone density",
        "Target for 2007: 35 telephones per 100 inhabitants, the average of the whole country."
        " There is no information yet on what was reached.",
        "<p>The number of telephones per 100 inhabitants. The report does not say which telephones"
        " are counted.</p>",
    )


def _bring(page: Publication | None, title: str, summary: str, body: str) -> int:
    words = {"title": title, "summary": summary, "body": body}
    return translating.publish_once(page, note=TRANSLATED, **words)
