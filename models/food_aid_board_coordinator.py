from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.calendar import working_days_before

ESCALATE_AFTER = 5


class FoodAidBoard(models.AbstractModel):
    """The coordinator's figures, each opening its list, and below them what is abnormal."""

    _inherit = "food.aid.board"

    @api.model
    def _get_board_coordinator(self, mine):
        return {
            "buttons": self._get_people_buttons(),
            "figures": [
                {
                    "key": key,
                    "label": label,
                    "value": self.env[model].search_count(domain),
                    "action": self._window(label, model, domain),
                }
                for key, label, model, domain in self._get_figures()
            ],
            "sections": [
                self._section_accreditations(),
                self._section_unanswered(),
                self._section_not_referred(),
                self._section_orientations(),
            ],
        }

    @api.model
    def _get_figures(self):
        """Return (key, label, model, domain) of each figure."""
        year = Domain("date", ">=", "today -1y")
        requests = year & Domain("state", "!=", "cancelled")
        first = requests & Domain("rank", "=", "first")
        granted = year & Domain("outcome", "=", "granted")
        validated = Domain("state", "=", "validated")
        deficit = year & validated & Domain("is_emergency", "=", True)
        to_decide = validated & Domain("is_decided", "=", False)
        running = self.env["food.aid.right"]._get_running_domain()
        ending = self._get_ending_domain()
        accepted = Domain("state", "=", "accepted")
        year_of = [
            ("requests", self.env._("Requests over twelve months"), "food.aid.request", requests),
            ("first", self.env._("First requests over twelve months"), "food.aid.request", first),
            ("granted", self.env._("Granted over twelve months"), "food.aid.decision", granted),
            (
                "deficit",
                self.env._("Budgets in deficit, twelve months"),
                "food.aid.assessment",
                deficit,
            ),
        ]
        today_of = [
            ("to_decide", self.env._("To decide"), "food.aid.assessment", to_decide),
            ("rights", self.env._("Rights running today"), "food.aid.right", running),
            ("ending", self.env._("Rights ending within 30 days"), "food.aid.right", ending),
            ("referrals", self.env._("Welcomes confirmed"), "food.aid.referral", accepted),
        ]
        return year_of + today_of

    @api.model
    def _section_accreditations(self):
        partners = self.env["res.partner"]
        return self._section(
            "accreditations",
            self.env._("Accreditations to renew"),
            "res.partner",
            partners._get_accreditation_ending_domain()
            & Domain("is_food_aid_association", "=", True),
            "food_aid_accreditation_end, id",
            lambda one: self._day(one.food_aid_accreditation_end),
            lambda one: one.name,
        )

    @api.model
    def _section_unanswered(self):
        limit = working_days_before(fields.Date.context_today(self), ESCALATE_AFTER)
        return self._section(
            "unanswered",
            self.env._("Referrals without an answer for five working days"),
            "food.aid.referral",
            Domain("state", "=", "sent") & Domain("date_sent", "<", fields.Date.to_string(limit)),
            "date_sent, id",
            lambda one: one.service_id.display_name,
        )

    @api.model
    def _section_not_referred(self):
        return self._section(
            "not_referred",
            self.env._("Rights that nobody was referred with"),
            "food.aid.right",
            self.env["food.aid.right"]._get_running_domain() & Domain("referral_ids", "=", False),
            "date_from, id",
            lambda one: self._day(one.date_from),
        )
