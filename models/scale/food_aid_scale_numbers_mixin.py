from odoo import models
from odoo.exceptions import ValidationError

from ...tools.scale_spec import read_numbers


class FoodAidScaleNumbersMixin(models.AbstractModel):
    """Numbers typed as text, because an empty one (nothing set) differs from zero (free)."""

    _name = "food.aid.scale.numbers.mixin"
    _description = "Numbers that may be left empty"

    def _ensure_numbers(self, field, several=False):
        """Refuse in `field` what cannot be read as a number, or as a list of them."""
        label = self._fields[field]._description_string(self.env)
        for record in self:
            try:
                numbers = read_numbers(record[field])
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "%(field)s: “%(value)s” is not a number. Write 10 or 12.5, or leave it "
                        "empty.",
                        field=label,
                        value=error,
                    )
                ) from error
            if len(numbers) > 1 and not several:
                raise ValidationError(
                    self.env._("%(field)s: give one number, or none.", field=label)
                )
