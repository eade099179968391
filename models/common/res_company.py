from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from odoo.addons.base.models.res_partner import _tz_get

# What a coordinator may change of a company; the rest belongs to the system administrator.
FOOD_AID_SETTINGS = frozenset(
    [
        "food_aid_log_months",
        "food_aid_appeal_contact",
        "food_aid_contact_days",
        "food_aid_currency_id",
        "food_aid_has_followup",
        "food_aid_remaining_word",
        "food_aid_scale_id",
        "food_aid_signatory",
        "food_aid_signature",
        "food_aid_tz",
        "food_aid_voucher_amount",
        "food_aid_voucher_authority",
        "food_aid_voucher_ceiling",
        "food_aid_voucher_days",
        "food_aid_voucher_place",
    ]
)


class ResCompany(models.Model):
    """A CCAS, a CIAS or a lead association: each has its own numbers, scale and settings."""

    _inherit = "res.company"

    food_aid_currency_id = fields.Many2one(
        "res.currency",
        string="Currency of budgets",
        default=lambda self: self.env.ref("base.EUR", raise_if_not_found=False),
    )
    food_aid_tz = fields.Selection(
        _tz_get, string="Time zone of food aid", default="Europe/Paris", required=True
    )
    food_aid_scale_id = fields.Many2one(
        "food.aid.scale",
        string="Scale of the CCAS",
        domain="[('company_id', 'in', (False, id)), ('organisation_id', '=', False)]",
        help="Scale under which the households of this CCAS are assessed.",
    )
    food_aid_remaining_word = fields.Selection(
        [("pour_vivre", "Reste pour vivre"), ("a_vivre", "Reste à vivre")],
        string="Word for what remains",
        default="pour_vivre",
        required=True,
        help="Both words are in use; screens and letters in French say the one chosen here.",
    )
    food_aid_import_memory = fields.Json(
        string="What the headers of registers mean",
        help="Chosen at the last imports: header → what it fills.",
    )
    food_aid_log_months = fields.Integer(
        string="Months the log of openings is kept",
        default=24,
        required=True,
        help="Lines of the log of openings are deleted after this time.",
    )
    food_aid_contact_days = fields.Integer(
        string="Days a first contact is kept",
        default=60,
        required=True,
        help="The words and phone of who has an appointment and no file are erased after it.",
    )
    food_aid_signatory = fields.Char(
        string="Signatory of letters",
        help="Name and quality printed at the foot of letters when the decision names none.",
    )
    # In the table itself: an attachment of a company is open to every employee.
    food_aid_signature = fields.Image(
        string="Scanned signature",
        attachment=False,
        max_width=600,
        max_height=240,
        groups="food_aid.group_food_aid_coordinator",
        help="Printed under the signatory of letters that are no decision.",
    )
    food_aid_appeal_contact = fields.Text(
        string="Ways of appeal",
        translate=True,
        help="Where and within what time a decision may be contested; printed on letters.",
    )

    _food_aid_log_months_check = models.Constraint(
        "CHECK (food_aid_log_months >= 6)",
        "The log of openings is kept six months at least.",
    )

    _food_aid_contact_days_check = models.Constraint(
        "CHECK (food_aid_contact_days > 0)", "First contacts are kept one day at least."
    )

    def _food_aid_word_remaining(self, text):
        """Return `text` with this company's word for what remains to live on."""
        if self.food_aid_remaining_word == "a_vivre":
            return text.replace("este pour vivre", "este à vivre")
        return text

    def _food_aid_sequence(self, code, prefix):
        """Return this company's own sequence for `code`, created at first use."""
        self.ensure_one()
        # Reason for sudo: sequences belong to the system, agents only draw numbers.
        sequences = self.env["ir.sequence"].sudo()
        sequence = sequences.search([("code", "=", code), ("company_id", "=", self.id)], limit=1)
        return sequence or sequences.create(
            {
                "name": f"{code} ({self.name})",
                "code": code,
                "prefix": prefix,
                "padding": 5,
                "company_id": self.id,
            }
        )

    def _food_aid_draw_numbers(self, code, prefix, count):
        """Draw `count` numbers at once (drawing them one by one costs ten times a record).

        :return: list of `count` formatted numbers, in order
        """
        sequence = self._food_aid_sequence(code, prefix)
        rows = self.env.execute_query(
            SQL(
                "SELECT nextval(%s) FROM generate_series(1, %s)",
                f"ir_sequence_{sequence.id:03d}",
                count,
            )
        )
        return [sequence.get_next_char(number) for (number,) in rows]

    def _food_aid_configure(self, values):
        """Write this CCAS's food-aid settings in the name of a coordinator, and nothing else.

        :raise AccessError: unless the caller is a coordinator of this CCAS
        """
        self.ensure_one()
        is_coordinator = self.env.user.has_group("food_aid.group_food_aid_coordinator")
        if not is_coordinator or self not in self.env.user.company_ids:
            raise AccessError(self.env._("Only a coordinator of this CCAS changes its settings."))
        if unknown := values.keys() - FOOD_AID_SETTINGS:
            raise ValueError(f"not a setting of food aid: {sorted(unknown)}")
        # Reason for sudo: coordinators hold no right on companies; the fields are listed above.
        self.sudo().write(values)
