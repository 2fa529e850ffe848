"""On what terms a picture may be shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    """What allows the site to show a picture; empty where nobody has said it."""

    OWN = "own", _("taken by the office's staff")
    PERMITTED = "permitted", _("with the photographer's permission")
    CC_BY = "cc-by-4.0", _("CC BY 4.0")
    CC_BY_SA = "cc-by-sa-4.0", _("CC BY-SA 4.0")
    CC0 = "cc0-1.0", _("CC0, free of rights")
    PUBLIC_DOMAIN = "public-domain", _("public domain")


# Where readers find the terms; a licence with an address is named beside the picture.
TERMS = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.vi",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/deed.vi",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/deed.vi",
}
