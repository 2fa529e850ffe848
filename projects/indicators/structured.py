"""The JSON-LD of an indicator."""

from django.utils.safestring import SafeString

from portal.exchange.datafiles.facts import licence
from portal.exchange.datafiles.options import CONTENT_TYPES
from portal.publishing.structured import corrected, json_ld_script, organization
from projects.indicators.models import Indicator
from projects.kit.structured import download, page_data


def indicator_json_ld(indicator: Indicator) -> SafeString:
    """The indicator as schema.org's Dataset of one measured variable."""
    measured = {"@type": "PropertyValue", "name": indicator.title, "unitText": indicator.unit}
    if indicator.definition:
        measured["description"] = indicator.definition
    data = page_data(indicator, "Dataset") | {
        "creator": organization(),
        "variableMeasured": measured,
        "license": {"@type": "CreativeWork", "text": licence()},
        "distribution": [download(indicator.path, extension) for extension in CONTENT_TYPES],
    }
    return json_ld_script(data | corrected(indicator))
