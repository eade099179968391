from odoo import api, fields, models
from odoo.tools.misc import format_date

SERVED = ("came", "proxy")


class FoodAidVisit(models.Model):
    """A passage: who came, whom somebody came for, who did not, and how many were fed.

    It names nobody: the referral does, to those who may read it. People without a referral
    are counted by age band (`unknown`), or with the three numbers of a distribution (`total`).
    Passages are recorded by the distribution's methods and never deleted: an undone one stays,
    so that a message repeated afterwards changes nothing.
    """

    _name = "food.aid.visit"
    _description = "Passage"
    _inherit = ["food.aid.portal.mixin"]
    _order = "date desc, id desc"
    _portal_fields = frozenset(
        [
            "id",
            "display_name",
            "date",
            "service_name",
            "kind",
            "state",
            "proxy",
            "is_beyond",
            "reason",
            "emergency",
            "given",
            "household_count",
            "size",
            "age_0_2",
            "age_3_5",
            "age_6_13",
            "age_14_17",
            "age_18_25",
            "age_26_64",
            "age_65",
        ]
    )

    # where and when
    organisation_id = fields.Many2one("res.partner", required=True, ondelete="restrict")
    service_id = fields.Many2one("food.aid.service", index="btree_not_null", ondelete="restrict")
    service_name = fields.Char(string="Name of the service")
    distribution_id = fields.Many2one(
        "food.aid.distribution", index="btree_not_null", ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        required=True,
        index=True,
        help="The CCAS that referred the household, and that alone counts it.",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)

    # who
    kind = fields.Selection(
        [
            ("listed", "Referred by the CCAS"),
            ("direct", "Direct welcome"),
            ("unknown", "Without a referral"),
            ("total", "Told with the three numbers"),
        ],
        required=True,
        default="listed",
    )
    referral_id = fields.Many2one("food.aid.referral", index="btree_not_null", ondelete="restrict")
    household_id = fields.Many2one(
        related="referral_id.household_id", store=True, index="btree_not_null"
    )
    right_id = fields.Many2one("food.aid.right", ondelete="restrict")
    household_count = fields.Integer(string="Households", default=1)
    size = fields.Integer(string="People")
    age_0_2 = fields.Integer(string="0–2")
    age_3_5 = fields.Integer(string="3–5")
    age_6_13 = fields.Integer(string="6–13")
    age_14_17 = fields.Integer(string="14–17")
    age_18_25 = fields.Integer(string="18–25")
    age_26_64 = fields.Integer(string="26–64")
    age_65 = fields.Integer(string="65 and over")

    # what happened
    state = fields.Selection(
        [
            ("came", "Came"),
            ("proxy", "Somebody came in their place"),
            ("absent", "Did not come"),
            ("undone", "Undone"),
        ],
        required=True,
        default="came",
    )
    proxy = fields.Selection(
        selection="_selection_proxy", string="Who came", help="In their place; never a name."
    )
    is_beyond = fields.Boolean(
        string="Beyond what was planned", help="Served all the same, for the reason given."
    )
    reason = fields.Selection(selection="_selection_reason")
    given = fields.Char(string="What was given")
    client_uuid = fields.Char(
        string="Message", copy=False, help="The same message received twice is one passage."
    )

    _client_uuid_uniq = models.UniqueIndex("(organisation_id, client_uuid)")
    _once_uniq = models.UniqueIndex(
        "(distribution_id, referral_id) WHERE state <> 'undone'",
        "This passage is already recorded.",
    )
    _portal_index = models.Index("(organisation_id, date DESC, id DESC)")
    _right_index = models.Index("(right_id, date) WHERE right_id IS NOT NULL")
    _size_check = models.Constraint(
        "CHECK (household_count >= 0 AND size >= 0)", "A number of people is never negative."
    )

    @api.model
    def _selection_proxy(self):
        return [
            ("family", self.env._("Somebody of the family")),
            ("friend", self.env._("A neighbour or a friend")),
            ("volunteer", self.env._("A volunteer brought it")),
            ("professional", self.env._("A social worker or a carer")),
            ("other", self.env._("Somebody else")),
        ]

    @api.model
    def _selection_reason(self):
        return [
            ("hard", self.env._("A difficult week")),
            ("more", self.env._("More people at home")),
            ("missed", self.env._("Could not come last time")),
            ("plenty", self.env._("There was enough for everybody")),
            ("ccas", self.env._("Agreed with the CCAS")),
            ("paper", self.env._("Ticked on the paper list")),
            ("other", self.env._("Another reason")),
        ]

    @api.depends("service_name", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for visit in self:
            day = format_date(self.env, visit.date) if visit.date else ""
            visit.display_name = " · ".join(filter(None, (visit.service_name, day)))

    @api.model
    def _get_served_domain(self):
        return fields.Domain("state", "in", SERVED)
