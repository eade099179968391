from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date


class FoodAidCommission(models.Model):
    """A meeting that decides on files without names. Closed, it no longer changes.

    The coordinator prepares and closes it, instructors present; elected people do not log in:
    they look at the screen or at the printed agenda, and neither names anybody.
    """

    _name = "food.aid.commission"
    _description = "Commission meeting"
    _inherit = ["food.aid.numbered.mixin", "food.aid.frozen.mixin"]
    _number_prefix = "C"
    _order = "date desc, id desc"
    _frozen_states = ("closed",)

    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    date = fields.Date(required=True, default=fields.Date.context_today, index=True)
    hour = fields.Char(help="For instance: 14:00.")
    place = fields.Char()
    reference = fields.Char(
        string="Deliberation",
        required=True,
        default=lambda self: self._get_last().reference,
        help="Deliberation that gives the commission its power to decide, with its date.",
    )
    state = fields.Selection(
        [("planned", "Being prepared"), ("held", "In session"), ("closed", "Minutes closed")],
        required=True,
        default="planned",
        readonly=True,
        copy=False,
        index=True,
    )

    # what is shown of the files
    show_code = fields.Boolean(
        string="Show file numbers",
        default=True,
        help="Off: the files bear their number on the agenda only.",
    )
    show_commune = fields.Boolean(
        string="Show the commune", help="In a small commune, it may say who it is."
    )

    attendee_ids = fields.One2many(
        "food.aid.commission.attendee",
        "commission_id",
        string="Members of the commission",
        default=lambda self: self._default_attendee_ids(),
    )
    item_ids = fields.One2many("food.aid.commission.item", "commission_id", string="Agenda")
    item_count = fields.Integer(string="Files", compute="_compute_item_count")
    left_count = fields.Integer(string="To decide", compute="_compute_item_count")

    @api.model
    def _get_last(self):
        """Return the latest meeting of the current CCAS: the next one resembles it."""
        return self.search([("company_id", "=", self.env.company.id)], limit=1)

    @api.model
    def _default_attendee_ids(self):
        return [
            fields.Command.create({"name": one.name, "capacity": one.capacity})
            for one in self._get_last().attendee_ids
        ]

    @api.depends("item_ids.decision_id")
    def _compute_item_count(self):
        for commission in self:
            items = commission.item_ids
            commission.item_count = len(items)
            commission.left_count = len(items.filtered(lambda item: not item.decision_id))

    @api.depends("name", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for commission in self:
            number = commission.name if commission.name != "/" else self.env._("New meeting")
            commission.display_name = f"{number} · {format_date(self.env, commission.date)}"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_held(self):
        if held := self.filtered(lambda one: one.state != "planned"):
            raise UserError(
                self.env._(
                    "%(meeting)s was held: it is kept with its decisions.",
                    meeting=held[0].display_name,
                )
            )

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_add_waiting(self):
        """Put every file that waits for the commission on the agenda."""
        self.ensure_one()
        assessments = self.env["food.aid.assessment"]
        waiting = assessments.search(
            assessments._get_waiting_commission_domain()
            & fields.Domain("company_id", "=", self.company_id.id),
            order="date, id",
        )
        if not waiting:
            raise UserError(self.env._("No file waits for the commission."))
        self._add(waiting)

    def action_start(self):
        """Open the session: from now on decisions are recorded."""
        self._ensure_state("planned")
        for commission in self:
            if commission.date > fields.Date.context_today(self):
                raise UserError(
                    self.env._(
                        "The meeting is planned on %(date)s: set its date right, then start.",
                        date=format_date(self.env, commission.date),
                    )
                )
            # Reason for sudo: the agenda counts every file, whoever opens the session.
            for number, item in enumerate(commission.sudo().item_ids, start=1):
                item.number = number
        self.write({"state": "held"})

    def action_record(self):
        """Record the decisions that were typed on the agenda, all together."""
        self.ensure_one()
        self._ensure_state("held")
        typed = self.item_ids.filtered(lambda item: item.outcome and not item.decision_id)
        if not typed:
            raise UserError(self.env._("Choose a decision on the lines of the agenda first."))
        typed._record()

    def action_close(self):
        """Freeze the minutes. Files that were not looked at wait for the next meeting."""
        self._ensure_state("held")
        if typed := self.item_ids.filtered(lambda item: item.outcome and not item.decision_id):
            raise UserError(
                self.env._(
                    "Number %(number)s has a decision that is not recorded yet: press “Record the "
                    "decisions” first.",
                    number=typed[0].number,
                )
            )
        self.write({"state": "closed"})

    def action_open_items(self):
        """Open the files one by one, the first that is not decided in front."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "food_aid.food_aid_commission_item_action"
        )
        return action | {"domain": [("commission_id", "=", self.id)]}

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------

    def _ensure_state(self, state):
        labels = dict(self._fields["state"]._description_selection(self.env))
        if wrong := self.filtered(lambda commission: commission.state != state):
            raise UserError(
                self.env._(
                    "%(meeting)s is not in state “%(state)s”.",
                    meeting=wrong[0].display_name,
                    state=labels[state],
                )
            )

    def _add(self, assessments):
        """Put `assessments` at the end of the agenda; return the new lines."""
        self.ensure_one()
        return self.env["food.aid.commission.item"].create(
            [{"commission_id": self.id, "assessment_id": one.id} for one in assessments]
        )
