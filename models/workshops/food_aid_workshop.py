from odoo import api, fields, models
from odoo.fields import Domain


class FoodAidWorkshop(models.Model):
    """A workshop open to all: cooking, budget, housing, water and energy, rights…

    It has sessions (`food.aid.workshop.session`), in the calendar under its public name.
    """

    _name = "food.aid.workshop"
    _description = "Workshop"
    _inherit = ["food.aid.links.mixin"]
    _order = "name, id"

    name = fields.Char(
        string="Public name", required=True, help="The title everybody reads in the calendar."
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    description = fields.Text(string="What is done there")
    organisation_id = fields.Many2one(
        "res.partner",
        string="Partner organisation",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('is_food_aid_organisation', '=', True)]",
    )
    need_category_ids = fields.Many2many(
        "food.aid.need.category",
        string="Needs it answers",
        groups="food_aid.group_food_aid_instructor",
    )
    # what its sessions begin with
    animator_ids = fields.Many2many("res.users", string="Led by", domain=[("share", "=", False)])
    outside_animators = fields.Char(
        string="With", help="Who leads from outside: a dietician, an energy adviser…"
    )
    place = fields.Char()
    capacity = fields.Integer(string="Places", default=10, help="0: no limit.")
    cost = fields.Monetary(string="Cost of a session")
    currency_id = fields.Many2one(related="company_id.food_aid_currency_id", string="Currency")

    session_ids = fields.One2many("food.aid.workshop.session", "workshop_id", string="Sessions")
    session_count = fields.Integer(string="Sessions held", compute="_compute_counts")
    present_count = fields.Integer(string="Participations", compute="_compute_counts")
    total_cost = fields.Monetary(string="Total cost", compute="_compute_counts")
    cost_per_participation = fields.Monetary(
        string="Cost per participation", compute="_compute_counts"
    )

    _capacity_check = models.Constraint(
        "CHECK (capacity >= 0 AND cost >= 0)", "Places and costs are never negative."
    )

    @api.depends("session_ids.state", "session_ids.cost", "session_ids.registration_ids.state")
    @api.depends_context("uid")
    def _compute_counts(self):
        """Count what the user may open, as everywhere: a reserved file is in no number."""
        of_these = Domain("workshop_id", "in", self.ids)
        costs = {
            workshop: numbers
            for workshop, *numbers in self.env["food.aid.workshop.session"]._read_group(
                of_these & Domain("state", "=", "held"), ["workshop_id"], ["__count", "cost:sum"]
            )
        }
        present = dict(
            self.env["food.aid.workshop.registration"]._read_group(
                of_these & Domain("state", "=", "present"), ["workshop_id"], ["__count"]
            )
        )
        for workshop in self:
            count, cost = costs.get(workshop._origin, (0, 0))
            people = present.get(workshop._origin, 0)
            workshop.session_count, workshop.total_cost = count, cost
            workshop.present_count = people
            workshop.cost_per_participation = cost / people if people else 0

    def write(self, vals):
        result = super().write(vals)
        if "name" in vals:
            self.session_ids._sync_events()
        return result

    def action_view_sessions(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "food_aid.food_aid_workshop_session_action"
        )
        return action | {
            "domain": [("workshop_id", "=", self.id)],
            "context": {"default_workshop_id": self.id},
        }
