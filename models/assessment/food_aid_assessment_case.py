from odoo import api, fields, models
from odoo.tools import float_repr

from ...tools.composition import age_at, typology
from ...tools.scale import ScaleError

ENGINE_ROLES = {"hosted": "other"}
NUMBERS = (
    "income",
    "expense",
    "remaining",
    "units",
    "value",
    "rate",
    "credit",
    "contribution",
)
RESULT_FIELDS = (*NUMBERS, "months", "outcome", "is_emergency")


def result_to_values(result):
    """Turn the engine's result into field values, amounts staying exact texts."""
    values = {name: result[name] for name in (*NUMBERS, "months", "outcome")}
    return values | {"is_emergency": result["emergency"], "missing": None}


class FoodAidAssessment(models.Model):
    """What the engine reads of a household, and what it proposes."""

    _inherit = "food.aid.assessment"

    def _get_counted_members(self):
        """Return the members the scale counts on the date of the assessment."""
        members = self.household_id._get_members(self.date)
        if self.scale_version_id.scale_id.count_expected_children:
            return members
        return members.filtered(
            lambda member: member.birthdate or member.birth_year or not member.expected_date
        )

    def _build_case(self):
        """Return the nameless case that the engine reads (contract: `tools/scale.py`).

        :raise ScaleError: when a member has no birth date, not even a year
        """
        self.ensure_one()
        members = []
        for member in self._get_counted_members():
            birth = member._get_birthdate()
            if not birth:
                raise ScaleError(self.env._("one person has neither birth date nor birth year"))
            members.append(
                {
                    "role": ENGINE_ROLES.get(member.role, member.role),
                    "birthdate": fields.Date.to_string(birth),
                    "presence": float_repr(member.presence, 2),
                }
            )
        lines = [
            {
                "kind": line.category_id.kind,
                "category": line.category_id.code,
                "amount": float_repr(line.retained_amount, 2),
            }
            for line in self.line_ids
            if line.category_id and line.retained_amount
        ]
        return {
            "date": fields.Date.to_string(self.date),
            "members": members,
            "lines": lines,
        }

    def _get_figures(self):
        """Return the values of all stored figures, from the living household."""
        self.ensure_one()
        composition = self._get_composition()
        applicant = self.household_id._get_members(self.date).filtered(
            lambda member: member.role == "applicant"
        )
        figures = {
            "size": len(composition),
            "minors": sum(1 for member in composition if member["age"] < 18),
            "typology": typology([member["role"] for member in composition]),
            "composition": composition,
            "applicant_status": applicant[:1].status,
            "commune_id": self.household_id.commune_id.id,
        }
        return figures | self._propose()

    def _get_composition(self):
        composition = []
        for member in self._get_counted_members() if self.date else ():
            birth = member._get_birthdate()
            composition.append(
                {
                    "role": member.role,
                    "age": age_at(birth, self.date) if birth else 0,
                    "sex": member.sex or "unspecified",
                    "presence": member.presence,
                }
            )
        return composition

    def _propose(self):
        """Return the engine's figures, or what is missing to have them."""
        try:
            if not self.scale_version_id:
                raise ScaleError(self.env._("no scale is in force on this date"))
            result = self.scale_version_id._compiled()(self._build_case(), say=None)
        except ScaleError as error:
            missing = self.scale_version_id._word_error(error)
            return dict.fromkeys(RESULT_FIELDS, False) | {"missing": missing}
        values = result_to_values(result)
        return values | {name: float(values[name] or 0) for name in NUMBERS}

    def _evaluate_under(self, version):
        """Return the engine's result for this household under another scale `version`."""
        self.ensure_one()
        return version._compiled()(self.case or self._build_case(), say=None)

    def _get_trace(self):
        """Return the printable lines of the calculation, empty while something is missing."""
        self.ensure_one()
        if self.missing or not self.scale_version_id:
            return []
        return self.scale_version_id._explain(self.case or self._build_case())

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Name the figures by the word of the CCAS: reste pour vivre, or reste à vivre."""
        descriptions = super().fields_get(allfields, attributes)
        for name in {"remaining", "value"} & descriptions.keys():
            description = descriptions[name]
            if "string" in description:
                description["string"] = self.env.company._food_aid_word_remaining(
                    description["string"]
                )
        return descriptions
