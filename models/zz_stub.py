"""Stand-in until the scale models land: whoever lands them deletes this file and its import."""

from odoo import api, fields, models

from ..tools import scale as engine


class FoodAidScale(models.Model):
    _name = "food.aid.scale"
    _description = "Scale"

    name = fields.Char(required=True)
    company_id = fields.Many2one("res.company")
    organisation_id = fields.Many2one("res.partner")
    count_expected_children = fields.Boolean()
    version_ids = fields.One2many("food.aid.scale.version", "scale_id")

    def _version_at(self, day):
        return self.version_ids.filtered(lambda version: version.state != "draft")[:1]

    def _import_spec(self, spec):
        return self.env["food.aid.scale.version"].create({"scale_id": self.id, "spec": spec})


class FoodAidScaleVersion(models.Model):
    _name = "food.aid.scale.version"
    _description = "Version of a scale"

    name = fields.Char()
    scale_id = fields.Many2one("food.aid.scale", required=True, index=True)
    company_id = fields.Many2one(related="scale_id.company_id", store=True)
    state = fields.Char(default="draft")
    spec = fields.Json()

    def action_open(self):
        self.state = "open"

    def _compiled(self):
        return engine.compile(self.spec)

    @api.model
    def _word_error(self, error):
        return str(error)

    def _explain(self, case):
        return [str(line) for line in self._compiled()(case)["trace"]]

    def _mark_used(self):
        return None


class FoodAidBudgetCategory(models.Model):
    _name = "food.aid.budget.category"
    _description = "Heading of a budget"

    name = fields.Char()
    code = fields.Char()
    kind = fields.Selection([("income", "Resource"), ("expense", "Charge")])
    sequence = fields.Integer()
