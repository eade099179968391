from odoo import api, fields, models
from odoo.fields import Domain


class FoodAidHousehold(models.Model):
    """The path of a household at a glance: each model adds what it holds, newest first."""

    _inherit = "food.aid.household"

    def get_timeline(self):
        """Return the path of the household, of what the user may read.

        :return: list of dicts of `day` (ISO), `kind` (a word), `label`, `model` and `id`
        """
        self.ensure_one()
        self.check_access("read")
        self.env["food.aid.access.log"]._log(self)
        return sorted(self._get_timeline(), key=lambda one: one["day"], reverse=True)

    def _get_timeline(self):
        """Return the steps, in no order: models override this and add theirs.

        One query a model, within the rights of the user: confidential notes are in none.
        """
        steps, env = self._get_steps, self.env
        return [
            *steps("food.aid.request", env._("Request"), "date", self._say_channel),
            *steps("food.aid.voucher", env._("Food voucher"), "date"),
            *steps("food.aid.assessment", env._("Assessment"), "date", self._say_state),
            *steps("food.aid.decision", env._("Decision"), "date", self._say_outcome),
            *steps("food.aid.referral", env._("Referral"), "date_sent", self._say_service),
            *steps("food.aid.visit", env._("Passage"), "date", self._say_visit),
            *steps("food.aid.need", env._("Need"), "date", self._say_need),
            *steps("food.aid.appointment", env._("Appointment"), "date", self._say_meeting),
            *steps("food.aid.followup", env._("Follow-up"), "date_start", self._say_worker),
            *steps("food.aid.procedure", env._("Procedure"), "date", self._say_procedure),
            *steps(
                "food.aid.workshop.registration",
                env._("Workshop"),
                "date",
                self._say_workshop,
                [("state", "=", "present")],
            ),
        ]

    def _get_steps(self, model, kind, day, say=None, domain=()):
        """Return the steps of one model, none when the user may not read it.

        :param day: name of the date or datetime field that places a step
        :param say: function of a record that says it in a few words
        """
        if not self.env[model].has_access("read"):
            return []
        own = Domain("household_id", "=", self.id) & Domain(day, "!=", False)
        return [
            {
                "day": fields.Date.to_string(fields.Date.to_date(one[day])),
                "kind": kind,
                "label": (say(one) if say else "") or "",
                "model": model,
                "id": one.id,
            }
            for one in self.env[model].search(own & Domain(domain))
        ]

    # ------------------------------------------------------------------
    # WORDS
    # ------------------------------------------------------------------

    @api.model
    def _say(self, record, name):
        return dict(record._fields[name]._description_selection(self.env)).get(record[name], "")

    @api.model
    def _say_state(self, record):
        return self._say(record, "state")

    @api.model
    def _say_outcome(self, record):
        return self._say(record, "outcome")

    @api.model
    def _say_channel(self, request):
        return self._say(request, "channel")

    @api.model
    def _say_service(self, referral):
        return f"{referral.service_name or ''} · {self._say(referral, 'state')}"

    @api.model
    def _say_visit(self, visit):
        return f"{visit.service_name or ''} · {self._say(visit, 'state')}"

    @api.model
    def _say_meeting(self, appointment):
        """Tell interviews from other appointments to those who accompany."""
        state = self._say(appointment, "state")
        if not self.env.user.has_group("food_aid.group_food_aid_social_worker"):
            return state
        interview = self.env._("Interview") if appointment.followup_id else ""
        return " · ".join(filter(None, (interview, state)))

    @api.model
    def _say_need(self, need):
        return f"{need.display_name} · {self._say(need, 'state')}"

    @api.model
    def _say_worker(self, followup):
        return f"{followup.user_id.name} · {self._say(followup, 'state')}"

    @api.model
    def _say_procedure(self, procedure):
        return f"{procedure.display_name} · {self._say(procedure, 'state')}"

    @api.model
    def _say_workshop(self, registration):
        return registration.workshop_id.name
