import statistics

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.calendar import working_days_before

ESCALATE_AFTER = 5


class FoodAidBoard(models.AbstractModel):
    """The coordinator's figures, each opening its list, and below them what is abnormal."""

    _inherit = "food.aid.board"

    @api.model
    def _get_board_coordinator(self, mine):
        everybody = Domain.TRUE
        return {
            "buttons": self._get_people_buttons(),
            "new_household": self._get_new_household(),
            "figures": [self._figure(*figure) for figure in self._get_figures()],
            "sections": [
                self._section_deficit(everybody),
                self._section_orphans(everybody),
                self._section_late(everybody),
                self._section_unanswered(),
                self._section_not_referred(),
                self._section_never_came(everybody, is_abnormal=True),
                self._section_missed(everybody),
                self._section_accreditations(),
                self._section_assessments(
                    "to_decide",
                    self.env._("To decide"),
                    Domain("state", "=", "validated")
                    & Domain("is_decided", "=", False)
                    & Domain("outcome", "!=", "commission"),
                ),
                self._section_assessments(
                    "commission",
                    self.env._("For the commission"),
                    Domain("is_waiting_commission", "=", True),
                ),
                self._section_orientations(),
            ],
        }

    @api.model
    def _figure(self, key, label, model, domain, value=None):
        """Return a figure and the list it opens; `value` when it is not the list's length."""
        if value is None:
            value = self.env[model].search_count(domain)
        return {
            "key": key,
            "label": label,
            "value": value,
            "action": self._window(label, model, domain),
        }

    @api.model
    def _get_figures(self):
        """Return (key, label, model, domain, value) of each figure, over twelve months or now.

        Each is counted with the rights of who looks: a reserved file of others is in none.
        """
        return self._get_figures_of_the_year() + self._get_figures_of_today()

    @api.model
    def _get_figures_of_the_year(self):
        year = Domain("date", ">=", "today -1y")
        requests = year & Domain("state", "!=", "cancelled")
        first = requests & Domain("rank", "=", "first")
        told = requests & Domain("needs_text", "!=", False)
        granted = year & Domain("outcome", "=", "granted")
        deficit = year & Domain("state", "=", "validated") & Domain("is_emergency", "=", True)
        days, served = self._get_days_to_first_passage()
        return [
            ("requests", self.env._("Requests over twelve months"), "food.aid.request", requests),
            ("first", self.env._("First requests over twelve months"), "food.aid.request", first),
            ("granted", self.env._("Granted over twelve months"), "food.aid.decision", granted),
            (
                "days",
                self.env._("Days from request to first passage (median)"),
                "food.aid.request",
                served,
                days,
            ),
            (
                "deficit",
                self.env._("Budgets in deficit, twelve months"),
                "food.aid.assessment",
                deficit,
            ),
            (
                "needs",
                self.env._("Requests with needs told, twelve months"),
                "food.aid.request",
                told,
            ),
        ]

    @api.model
    def _get_figures_of_today(self):
        running = self.env["food.aid.right"]._get_running_domain()
        never = self.env["food.aid.referral"]._get_never_came_domain()
        ending = self._get_ending_domain()
        closed = self._get_closed_domain()
        return [
            ("rights", self.env._("Rights running today"), "food.aid.right", running),
            ("ending", self.env._("Rights ending within 30 days"), "food.aid.right", ending),
            ("never_came", self.env._("Referred, never came"), "food.aid.referral", never),
            (
                "closed",
                self.env._("Closed places where people are expected"),
                "food.aid.service",
                closed,
            ),
        ]

    @api.model
    def _get_days_to_first_passage(self):
        """Return the median days from request to first passage, and the requests measured.

        :return: (int, or a dash while nobody recorded a passage; domain of `food.aid.request`)
        """
        visits = self.env["food.aid.visit"]
        served = visits._get_served_domain() & Domain("date", ">=", "today -1y")
        firsts = visits._read_group(
            served & Domain("right_id", "!=", False), ["right_id"], ["date:min"]
        )
        days = {}
        for right, day in firsts:
            request = right.decision_id.request_id
            if request and day >= request.date:
                days[request] = min((day - request.date).days, days.get(request, 10**6))
        median = round(statistics.median(days.values())) if days else "—"
        return median, Domain("id", "in", [request.id for request in days])

    @api.model
    def _get_closed_domain(self):
        """Return the services out of the list, or of such an organisation, still expecting."""
        closed = Domain("service_id.active", "=", False)
        closed |= Domain("organisation_id.active", "=", False)
        expecting = self.env["food.aid.referral"]._read_group(
            Domain("state", "=", "accepted") & closed, ["service_id"]
        )
        return Domain("id", "in", [service.id for (service,) in expecting]) & Domain(
            "active", "in", [True, False]
        )

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
            is_abnormal=True,
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
            is_abnormal=True,
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
            is_abnormal=True,
        )
