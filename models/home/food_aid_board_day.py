from odoo import api, fields, models
from odoo.fields import Domain

SHOWN_TODAY = 40


class FoodAidBoard(models.AbstractModel):
    """The day of who receives: appointments with their gestures, and what is abnormal on top."""

    _inherit = "food.aid.board"

    # ------------------------------------------------------------------
    # BY ROLE
    # ------------------------------------------------------------------

    @api.model
    def _get_board_reception(self, mine):
        everybody = Domain.TRUE
        return {
            "buttons": self._get_people_buttons(),
            "new_household": self._get_new_household(),
            "taps": self.env["food.aid.tally"].get_today(),
            "taps_action": self.env["ir.actions.act_window"]._for_xml_id(
                "food_aid.food_aid_tally_action"
            ),
            "sections": [
                self._section_to_tell(),
                self._section_orphans(everybody),
                self._section_late(everybody),
                self._section_today(self.env._("Appointments today"), everybody),
                self._section_requests(
                    "incomplete", self.env._("Papers awaited"), [("state", "=", "received")]
                ),
                self._section_orientations(),
            ],
        }

    @api.model
    def _get_board_instructor(self, mine):
        own = Domain("household_id.referent_id", "=", self.env.uid) if mine else Domain.TRUE
        with_me = Domain("user_id", "=", self.env.uid)
        to_decide = Domain("state", "=", "validated") & Domain("is_decided", "=", False) & own
        commission = Domain("outcome", "=", "commission")
        waiting = Domain("is_waiting_commission", "=", True)
        drafts = self.env["food.aid.assessment"]._get_to_finish_domain()
        deficit = Domain("is_emergency", "=", True)
        return {
            "buttons": self._get_people_buttons(),
            "new_household": self._get_new_household(),
            "sections": [
                self._section_deficit(own),
                self._section_orphans(with_me),
                self._section_late(with_me),
                self._section_missed(own),
                self._section_today(self.env._("My day"), with_me),
                self._section_assessments("drafts", self.env._("To finish"), drafts & own),
                self._section_requests(
                    "complete",
                    self.env._("Complete, to assess"),
                    Domain("state", "=", "complete") & Domain("assessment_ids", "=", False) & own,
                ),
                self._section_assessments(
                    "to_decide", self.env._("To decide"), to_decide & ~commission & ~deficit
                ),
                self._section_rights_ending(own),
                self._section_never_came(own),
                self._section_assessments(
                    "commission", self.env._("For the commission"), waiting & own
                ),
                self._section_referrals_waiting(own),
                self._section_orientations(),
            ],
        }

    # ------------------------------------------------------------------
    # APPOINTMENTS
    # ------------------------------------------------------------------

    @api.model
    def _section_today(self, title, domain):
        return self._section_appointments(
            "today",
            title,
            domain & Domain("date", "=", "today") & Domain("state", "!=", "cancelled"),
            limit=SHOWN_TODAY,
            empty=self.env._("Nobody is expected today. Press “Appointment” to take a time."),
        )

    @api.model
    def _section_to_tell(self):
        return self._section_appointments(
            "to_tell",
            self.env._("Moved, to be told"),
            Domain("is_to_tell", "=", True) & Domain("state", "=", "planned"),
            gestures=[("action_told", self.env._("Told"))],
            is_abnormal=True,
        )

    @api.model
    def _section_orphans(self, domain):
        """Show the coming appointments with somebody who will be away."""
        leaves = self.env["food.aid.leave"].search(Domain("date_to", ">=", "today"))
        orphans = leaves._get_appointments().filtered_domain(domain)
        return self._section_appointments(
            "orphans",
            self.env._("With somebody who will be away"),
            Domain("id", "in", orphans.ids),
            gestures=[("action_move", self.env._("Move"))],
            is_abnormal=True,
        )

    @api.model
    def _section_late(self, domain):
        met = ("action_done", self.env._("Met"))
        absent = ("action_absent", self.env._("Absent"))
        return self._section_appointments(
            "late",
            self.env._("Past, without an outcome"),
            domain & Domain("date", "<", "today") & Domain("state", "=", "planned"),
            gestures=[met, absent],
            is_abnormal=True,
        )

    @api.model
    def _section_appointments(self, key, title, domain, gestures=None, **options):
        state = self.env["food.aid.appointment"]._fields["state"]
        states = dict(state._description_selection(self.env))

        def detail(one):
            worker = one.user_id.name if one.user_id != self.env.user else ""
            shown = (worker, states[one.state] if one.state != "planned" else "")
            return " · ".join(filter(None, shown))

        return self._section(
            key,
            title,
            "food.aid.appointment",
            domain,
            "date_start, id",
            detail,
            lambda one: one.household_id.display_name or one.contact_text,
            lead=lambda one: self._get_time(one),
            gestures=lambda one: gestures or self._get_gestures(one.state),
            **options,
        )

    @api.model
    def _get_time(self, appointment):
        start = appointment._get_local_times()[0]
        hour = start.strftime("%H:%M")
        if start.date() == fields.Date.context_today(self):
            return hour
        return f"{self._day(start.date())} {hour}"

    @api.model
    def _get_gestures(self, state):
        """Return the gestures, method and word, that an appointment in `state` invites to."""
        arrived = ("action_arrived", self.env._("Arrived"))
        absent = ("action_absent", self.env._("Absent"))
        met = ("action_done", self.env._("Met"))
        back = ("action_plan", self.env._("Take back"))
        move = ("action_move", self.env._("Move"))
        return {
            "planned": [arrived, absent, move],
            "arrived": [met, back],
            "absent": [arrived, move],
            "done": [back],
        }.get(state, [])

    # ------------------------------------------------------------------
    # WHAT IS ABNORMAL
    # ------------------------------------------------------------------

    @api.model
    def _section_deficit(self, domain):
        return self._section_assessments(
            "deficit",
            self.env._("Budget in deficit, nothing decided"),
            domain
            & Domain("state", "=", "validated")
            & Domain("is_decided", "=", False)
            & Domain("is_emergency", "=", True)
            & Domain("outcome", "!=", "commission"),
            is_abnormal=True,
        )

    @api.model
    def _section_never_came(self, domain, **options):
        return self._section(
            "never_came",
            self.env._("Referred a week ago, never came"),
            "food.aid.referral",
            domain & self.env["food.aid.referral"]._get_never_came_domain(),
            "date_sent, id",
            lambda one: one.service_id.display_name,
            **options,
        )

    @api.model
    def _section_missed(self, domain):
        return self._section(
            "missed",
            self.env._("Missed three times in a row: worth a call"),
            "food.aid.referral",
            domain & self.env["food.aid.referral"]._get_missed_domain(),
            "date_sent, id",
            lambda one: one.service_id.display_name,
            is_abnormal=True,
        )
