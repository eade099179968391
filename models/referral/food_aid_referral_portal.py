from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.text import normalise

NOTE_LENGTH = 500


class FoodAidReferral(models.Model):
    """What an organisation does with the people referred to it: find, welcome, answer.

    All of it runs with the rights of the portal user, except the one write of an answer.
    """

    _inherit = "food.aid.referral"

    # ------------------------------------------------------------------
    # ANSWERS
    # ------------------------------------------------------------------

    def action_confirm(self):
        """The organisation will welcome the person. Open to portal users."""
        self._answer(("sent",), "accepted")

    def action_decline(self, reason, note=False):
        """The organisation cannot welcome the person. Open to portal users.

        :param reason: key of `decline_reason`
        :param note: a sentence for the CCAS
        """
        if reason not in [key for key, _label in self._selection_decline_reason()]:
            raise UserError(self.env._("Choose why the welcome is impossible."))
        self._answer(
            ("sent", "accepted"),
            "declined",
            decline_reason=reason,
            decline_note=str(note or "").strip()[:NOTE_LENGTH],
            date_closed=fields.Date.context_today(self),
        )

    def _answer(self, expected, state, **values):
        """Write an answer once: the same one sent twice changes nothing.

        Portal users only hold read access: the rule on the organisation is what entitles
        them to answer, hence `check_access` before the one `sudo`. Employees, who may answer
        for an association that telephones, need the right to write.
        """
        self.check_access("read" if self.env.user._is_portal() else "write")
        referrals = self.sudo().filtered(lambda referral: referral.state != state)
        for company, group in referrals.grouped("company_id").items():
            answered = group.with_company(company)
            answered._ensure_state(*expected)
            answered._move(
                state,
                date_answered=fields.Datetime.now(),
                answered_by_id=self.env.uid,
                **values,
            )

    # ------------------------------------------------------------------
    # WHAT THE PAGES SHOW
    # ------------------------------------------------------------------

    @api.model
    def _get_expected_domain(self):
        """Return who may come today: confirmed, and within their dates."""
        today = fields.Date.context_today(self)
        return (
            Domain("state", "=", "accepted")
            & (Domain("date_from", "=", False) | Domain("date_from", "<=", today))
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", today))
        )

    @api.model
    def _get_recent_domain(self):
        is_open = Domain("state", "in", ("sent", "accepted"))
        return is_open & Domain("date_sent", ">=", "now -7d")

    @api.model
    def _get_ending_domain(self):
        in_a_month = fields.Date.add(fields.Date.context_today(self), days=30)
        return self._get_expected_domain() & Domain("date_to", "<=", in_a_month)

    @api.model
    def _get_portal_filters(self):
        """Return {key: (label, domain)} of the filters of the list, the first one by default."""
        return {
            "open": (self.env._("Open"), Domain("state", "in", ("sent", "accepted"))),
            "expected": (self.env._("Expected now"), self._get_expected_domain()),
            "answer": (self.env._("To answer"), Domain("state", "=", "sent")),
            "recent": (self.env._("New this week"), self._get_recent_domain()),
            "ending": (self.env._("Ending within 30 days"), self._get_ending_domain()),
            "closed": (
                self.env._("Closed referrals"),
                Domain("state", "in", ("declined", "expired", "ended")),
            ),
            "all": (self.env._("All"), Domain.TRUE),
        }

    @api.model
    def _get_portal_search_domain(self, typed):
        """Return where each typed word is looked for: label, number, card."""
        words = (typed or "").split()
        return Domain.AND(
            Domain("search_key", "ilike", normalise(word) or word.lower()) for word in words
        )

    @api.model
    def _get_slot_domain(self, service="", day=""):
        """Return who is expected at a service, on a day, where these are given."""
        domain = Domain("service_name", "=", service) if service else Domain.TRUE
        return domain & Domain("day", "=", day) if day else domain

    @api.model
    def _get_portal_slots(self):
        """Return where and when people are expected, with how many: one query.

        :return: list of dicts `service, place, day, hour, households, people, babies`
        """
        rows = self._read_group(
            self._get_expected_domain(),
            ["service_name", "day", "hour", "place"],
            ["__count", "size:sum", "age_0_2:sum"],
        )
        keys = ("service", "day", "hour", "place", "households", "people", "babies")
        return [dict(zip(keys, row, strict=True)) for row in rows]

    @api.model
    def _get_portal_counters(self):
        """Return what the home page counts; the number of queries never depends on the data."""
        slots = self._get_portal_slots()
        return {
            "slots": slots,
            "households": sum(slot["households"] for slot in slots),
            "people": sum(slot["people"] for slot in slots),
            "to_answer": self.search_count([("state", "=", "sent")]),
            "recent": self.search_count(self._get_recent_domain()),
            "ending": self.search_count(self._get_ending_domain()),
        }

    @api.model
    def _get_portal_services(self):
        """Return the names of the services people were referred to, in order."""
        return [name for (name,) in self._read_group([], ["service_name"]) if name]
