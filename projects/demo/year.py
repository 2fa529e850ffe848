"""The lived-in year of projects, indicators and promises."""

from collections import Counter
from pathlib import Path
from typing import Final

from projects.demo import density_samples, indicators, projects, promised

FOLDER: Final = Path(__file__).parent / "data"


def load() -> Counter[str]:
    """Publish all of it; return what was new. Promises name projects, so they come last."""
    brought = Counter(
        {
            "sample projects": projects.load(FOLDER / "projects.toml"),
            "sample indicators": indicators.load(FOLDER / "indicators.toml"),
            "sample promises": promised.load(FOLDER / "promises.toml"),
        }
    )
    brought["sample figures"] = density_samples.bring()
    return brought
