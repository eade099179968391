from odoo import api, fields, models
from odoo.fields import Domain

SOCIAL = "food_aid.group_food_aid_social_worker"


class FoodAidHousehold(models.Model):
    """The path of a household at a glance, newest first."""

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
        came = Domain("state", "=", "present")
        return [
            *steps("food.aid.request", env._("Request"), "date", ["channel"]),
            *steps("food.aid.voucher", env._("Food voucher"), "date"),
            *steps("food.aid.assessment", env._("Assessment"), "date", ["state"]),
            *steps("food.aid.decision", env._("Decision"), "date", ["outcome"]),
            *steps("food.aid.referral", env._("Referral"), "date_sent", ["service_name", "state"]),
            *steps("food.aid.visit", env._("Passage"), "date", ["service_name", "state"]),
            *steps("food.aid.need", env._("Need"), "date", ["display_name", "state"]),
            *self._get_meetings(),
            *steps("food.aid.followup", env._("Follow-up"), "date_start", ["user_id", "state"]),
            *steps("food.aid.procedure", env._("Procedure"), "date", ["display_name", "state"]),
            *steps(
                "food.aid.workshop.registration",
                env._("Workshop"),
                "date",
                ["workshop_id"],
                came,
            ),
        ]

    def _get_meetings(self):
        """Tell interviews from other appointments to those who accompany."""
        appointment, interview = self.env._("Appointment"), self.env._("Interview")
        parts = {appointment: Domain.TRUE}
        if self.env.user.has_group(SOCIAL):
            parts = {
                appointment: Domain("followup_id", "=", False),
                interview: Domain("followup_id", "!=", False),
            }
        return [
            step
            for kind, domain in parts.items()
            for step in self._get_steps("food.aid.appointment", kind, "date", ["state"], domain)
        ]

    def _get_steps(self, model, kind, day, names=(), domain=Domain.TRUE):
        """Return the steps of one model, none when the user may not read it.

        :param day: name of the date or datetime field that places a step
        :param names: fields that say it in a few words
        """
        if not self.env[model].has_access("read"):
            return []
        own = Domain("household_id", "=", self.id) & Domain(day, "!=", False)
        return [
            {
                "day": fields.Date.to_string(fields.Date.to_date(one[day])),
                "kind": kind,
                "label": " · ".join(filter(None, (self._say(one, name) for name in names))),
                "model": model,
                "id": one.id,
            }
            for one in self.env[model].search(own & domain)
        ]

    @api.model
    def _say(self, record, name):
        """Say what a field holds: a name, or the label of a choice."""
        field = record._fields[name]
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(record[name], "")
        return record[name].name if field.type == "many2one" else record[name]
