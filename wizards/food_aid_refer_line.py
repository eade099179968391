from odoo import api, fields, models


class FoodAidReferLine(models.TransientModel):
    _name = "food.aid.refer.line"
    _description = "Service a household may be referred to"
    _inherit = ["food.aid.links.mixin"]

    refer_id = fields.Many2one(
        "food.aid.refer", string="Form", required=True, index=True, ondelete="cascade"
    )
    service_id = fields.Many2one("food.aid.service", required=True, readonly=True)
    kind_id = fields.Many2one(related="service_id.kind_id")
    offer = fields.Selection(
        selection=lambda self: self.env["food.aid.service"]._selection_offer(), readonly=True
    )
    reason = fields.Char(string="Why", readonly=True)
    right_id = fields.Many2one("food.aid.right", readonly=True)
    version_id = fields.Many2one("food.aid.scale.version", readonly=True)
    is_chosen = fields.Boolean(string="Refer")
    level = fields.Selection(
        selection=lambda self: (
            self.env["food.aid.agreement"]._fields["level"]._description_selection(self.env)
        ),
        string="Accepts to share",
        required=True,
        default="initial",
    )
    place = fields.Char()
    day = fields.Char()
    hour = fields.Char(string="Hours")

    @api.model
    def _prepare(self, household, service, offer):
        """Return the values of the line of `service`; what was agreed before stays agreed."""
        agreement = household.agreement_ids.filtered(
            lambda one: one.organisation_id == service.organisation_id and not one.date_withdrawn
        )
        offered = "code" if household.is_reserved else "initial"
        return offer | {
            "service_id": service.id,
            "level": agreement[:1].level or offered,
            "place": service.place,
            "day": service.day,
            "hour": service.hour,
        }

    def _prepare_referral(self):
        return {
            "household_id": self.refer_id.household_id.id,
            "service_id": self.service_id.id,
            "right_id": self.right_id.id,
            "place": self.place,
            "day": self.day,
            "hour": self.hour,
            "message": self.refer_id.message,
        }
