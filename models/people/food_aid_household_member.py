from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .food_aid_person import known_birthdate


class FoodAidHouseholdMember(models.Model):
    """A person in a household, from a date to a date. A child may live in two households.

    Creating a member without `person_id` creates the person (delegation).
    """

    _name = "food.aid.household.member"
    _description = "Member of a household"
    _inherit = ["food.aid.links.mixin", "food.aid.logged.mixin", "food.aid.sought.mixin"]
    _inherits = {"food.aid.person": "person_id"}
    _order = "household_id, sequence, id"

    household_id = fields.Many2one(
        "food.aid.household", required=True, index=True, ondelete="cascade"
    )
    person_id = fields.Many2one("food.aid.person", required=True, index=True, ondelete="restrict")
    sequence = fields.Integer(compute="_compute_sequence", store=True)
    role = fields.Selection(
        [
            ("applicant", "Applicant"),
            ("partner", "Spouse"),
            ("child", "Child"),
            ("hosted", "Hosted"),
            ("other", "Other"),
        ],
        required=True,
        default="applicant",
    )
    presence = fields.Float(
        string="Time in the household",
        digits=(3, 2),
        default=1.0,
        help="1 for always, 0.5 for a child in alternate custody.",
    )
    date_start = fields.Date(string="Since")
    date_end = fields.Date(string="Until")
    end_reason = fields.Selection(
        [
            ("departure", "Departure"),
            ("separation", "Separation"),
            ("death", "Death"),
            ("mistake", "Entered by mistake"),
        ],
        string="Reason of leaving",
    )
    status = fields.Selection(
        [
            ("employed", "Employed"),
            ("self_employed", "Self-employed"),
            ("unemployed_benefit", "Unemployed, with benefit"),
            ("unemployed", "Unemployed, without benefit"),
            ("retired", "Retired"),
            ("disabled", "Disabled"),
            ("student", "Student"),
            ("home", "At home"),
            ("none", "No occupation"),
            ("other", "Other"),
        ],
        string="Professional status",
    )
    representative = fields.Char(
        string="Legal representative",
        help="Who represents a protected adult: name of the person or of the organisation.",
    )

    _presence_check = models.Constraint(
        "CHECK (presence >= 0 AND presence <= 1)",
        "The time in the household goes from 0 (never) to 1 (always).",
    )
    _dates_check = models.Constraint(
        "CHECK (date_end IS NULL OR date_start IS NULL OR date_end >= date_start)",
        "A member leaves after having come: check the two dates.",
    )
    _end_reason_check = models.Constraint(
        "CHECK ((date_end IS NULL) = (end_reason IS NULL))",
        "A member who left has both a date and a reason.",
    )
    _person_uniq = models.UniqueIndex(
        "(household_id, person_id) WHERE date_end IS NULL",
        "This person is already in the household.",
    )
    _applicant_uniq = models.UniqueIndex(
        "(household_id) WHERE role = 'applicant' AND date_end IS NULL",
        "A household has one applicant at a time. Give the other one another role.",
    )

    @api.depends("role")
    def _compute_sequence(self):
        order = [role for role, _label in self._fields["role"].selection]
        for member in self:
            member.sequence = order.index(member.role) if member.role else len(order)

    @api.depends("person_id", "role")
    def _compute_display_name(self):
        for member in self:
            member.display_name = member.person_id.display_name

    @api.model_create_multi
    def create(self, vals_list):
        households = self.env["food.aid.household"].browse(
            vals["household_id"] for vals in vals_list if vals.get("household_id")
        )
        companies = {household.id: household.company_id.id for household in households}
        for vals in vals_list:
            if not vals.get("person_id"):
                vals.setdefault("company_id", companies.get(vals.get("household_id")))
        return super().create(vals_list)

    def write(self, vals):
        persons = self.person_id if "person_id" in vals else self.env["food.aid.person"]
        result = super().write(vals)
        persons._forget_without_household()
        return result

    def unlink(self):
        """Forget with the stay those who have no other: nobody's file would hold them."""
        persons = self.person_id
        result = super().unlink()
        persons._forget_without_household()
        return result

    @api.constrains("household_id", "person_id", "role", "date_end")
    def _check_reserved_elsewhere(self):
        """Nobody grown-up lives both in a reserved file and in another one: the other file
        would show how to find them. Children may; their own contact stays empty."""
        stays = Domain("date_end", "=", False) & Domain("role", "!=", "child")
        # Reason for sudo: the other file may be out of the user's sight; nothing of it is told.
        reserved = self.sudo().search(
            Domain("person_id", "in", self.person_id.ids)
            & Domain("household_id.is_reserved", "=", True)
            & stays
        )
        for stay in reserved:
            if stay.person_id.member_ids.filtered_domain(stays) - stay:
                raise ValidationError(
                    self.env._(
                        "In a reserved file, nobody still lives in another household. "
                        "End the stay in the other one first, with its date and reason."
                    )
                )

    def _get_birthdate(self):
        """Return the birth date to count with; a member being typed has no person yet."""
        self.ensure_one()
        return known_birthdate(self)

    @api.model
    def _get_present_domain(self, day):
        """Return the domain of those who live in their household on `day`."""
        began = Domain("date_start", "=", False) | Domain("date_start", "<=", day)
        stays = Domain("date_end", "=", False) | Domain("date_end", ">", day)
        return began & stays
