from odoo import fields, models


class FoodAidServiceScale(models.Model):
    """The scale a service applies to the households of a CCAS, when it has one of its own."""

    _name = "food.aid.service.scale"
    _description = "Scale of a service"
    _order = "company_id, id"

    service_id = fields.Many2one("food.aid.service", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", string="CCAS", help="Empty: for every CCAS.")
    scale_id = fields.Many2one("food.aid.scale", required=True, ondelete="restrict")

    _service_company_uniq = models.UniqueIndex(
        "(service_id, COALESCE(company_id, 0))",
        "A service has one scale per CCAS.",
    )
