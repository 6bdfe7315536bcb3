"""Where readers give, and what the donation page takes in its address."""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from clarion.pages.parts.giving import Parameters
from clarion.pages.validators import safe_address

_a_parameter = RegexValidator(
    r"^[\w.\[\]-]+$",
    _("The name of a parameter holds letters, digits, points, hyphens, underscores and brackets."),
)


class ParameterField(models.CharField):
    """The name or the value of a parameter in an address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 40, "blank": True, "validators": [_a_parameter], **kwargs})


class GivingSettings(models.Model):
    """The donation page of another system. Abstract."""

    donate_url = models.URLField(
        _("donation address"),
        blank=True,
        validators=[safe_address],
        help_text=_("Where 'Donate' leads. Empty: the Support page of this site."),
    )
    donate_amount_parameter = ParameterField(
        _("parameter for the amount"),
        help_text=_(
            "Such as amount, if the donation page understands ?amount=25. Empty: no amounts are offered. Amounts and "
            "currency are set for each language, in the texts of the site."
        ),
    )
    donate_currency_parameter = ParameterField(
        _("parameter for the currency"), help_text=_("Such as currency. Its value is the code, such as EUR.")
    )
    donate_frequency_parameter = ParameterField(
        _("parameter for how often"), help_text=_("Such as frequency.")
    )
    donate_once = ParameterField(_("its value for a single gift"), help_text=_("Such as once."))
    donate_monthly = ParameterField(
        _("its value for a monthly gift"),
        help_text=_("Such as monthly. Empty: monthly gifts are not offered."),
    )
    donate_source_parameter = ParameterField(
        _("parameter for the source"),
        help_text=_(
            "Such as source. Its value is the page's address word, such as advocacy, or what the block says."
        ),
    )

    class Meta:
        abstract = True

    @property
    def gift_parameters(self) -> Parameters:
        """What the donation page calls things."""
        return Parameters(
            self.donate_amount_parameter,
            self.donate_currency_parameter,
            self.donate_frequency_parameter,
            self.donate_once,
            self.donate_monthly,
            self.donate_source_parameter,
        )
