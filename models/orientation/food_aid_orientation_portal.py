from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

# Longest text accepted from a form, in characters.
LENGTHS = {"label": 100, "reach": 200, "message": 2000}


class FoodAidOrientation(models.Model):
    """Sending somebody to a CCAS: from the portal, from a direct welcome, from a mailed link."""

    _inherit = "food.aid.orientation"

    @api.model
    def _may_send(self):
        """Tell whether the user sends people: a prescriber, or of an organisation that is one."""
        user = self.env.user
        organisation = user.food_aid_organisation_id
        if not organisation or not user.has_group("food_aid.group_food_aid_portal"):
            return False
        is_prescriber = user.has_group("food_aid.group_food_aid_portal_prescriber")
        return is_prescriber or organisation.is_food_aid_prescriber

    @api.model
    def _get_portal_companies(self):
        """Return the CCAS a person may be sent to, the leading one of the organisation first."""
        user = self.env.user
        # Reason for sudo: which CCAS exist is public; only their names are shown.
        companies = self.env["res.company"].sudo().search(Domain.TRUE, order="name, id")
        lead = user.food_aid_organisation_id.lead_company_id or user.company_id
        return companies.sorted(lambda company: company != lead)

    @api.model
    def _get_portal_counters(self):
        """Return {state: how many} of what the organisation sent, in one query."""
        return dict(self._read_group([], ["state"], ["__count"]))

    @api.model
    def _send(
        self, label, reach, message="", *, notice_given=False, company_id=None, evaluation=None
    ):
        """Send someone to a CCAS, on behalf of the organisation of the portal user.

        The same form sent twice on a day is one orientation.

        :param evaluation: what `_prepare_evaluation` takes, from a service under agreement
        :return: the orientation, with the rights of the user
        :raise AccessError: when the user's role or organisation sends nobody
        :raise UserError: when something is missing; it says what
        """
        if not self._may_send():
            raise AccessError(self.env._("Your organisation does not send people to the CCAS."))
        typed = {"label": label, "reach": reach, "message": message}
        companies = self._get_portal_companies()
        company = companies.filtered(lambda one: one.id == company_id)
        if not company and not company_id and len(companies) == 1:
            company = companies
        organisation = self.env.user.food_aid_organisation_id
        evaluation = evaluation and self._prepare_evaluation(organisation, evaluation)
        orientation = self._record_sent(organisation, company, typed, notice_given)
        if evaluation:
            orientation._keep_evaluation(evaluation)
        return self.browse(orientation.id)

    @api.model
    def _record_sent(self, organisation, company, typed, notice_given):
        """Record what was typed about somebody; the same twice on a day is one orientation.

        Whoever calls has made sure that the organisation may send, and to which CCAS.

        :param typed: dict with `label`, `reach`, `message`
        :return: the orientation, with all rights
        """
        values = {name: str(typed.get(name) or "").strip() for name in LENGTHS}
        self._check_sent_values(values, notice_given)
        if not company:
            raise UserError(self.env._("Choose the CCAS."))
        values |= {
            "organisation_id": organisation.id,
            "company_id": company.id,
            "date": fields.Date.context_today(self),
        }
        # Reason for sudo: who sends somebody creates nothing by themselves; organisation and CCAS
        # come from the caller, every other value was checked above.
        orientations = self.sudo().with_company(company)
        same = [(name, "=", value) for name, value in values.items()]
        return orientations.search(same, limit=1) or orientations.create(
            values | {"notice_given": True}
        )

    @api.model
    def _check_sent_values(self, values, notice_given):
        """Refuse what the CCAS could do nothing with, and texts nobody would read."""
        if not notice_given:
            raise UserError(
                self.env._("Tell the person first, then tick that they know and agree.")
            )
        if not values["label"]:
            raise UserError(
                self.env._("Say who it is about: a first name and an initial are enough.")
            )
        if not values["reach"]:
            raise UserError(
                self.env._("Say how to reach the person, or that they will come by themselves.")
            )
        for name, length in LENGTHS.items():
            if len(values[name]) > length:
                label = self._fields[name]._description_string(self.env)
                raise UserError(
                    self.env._(
                        "“%(field)s” is too long: %(length)s characters at most.",
                        field=label,
                        length=length,
                    )
                )
