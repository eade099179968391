from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

AHEAD_DAYS, BACK_DAYS = 92, 366


class FoodAidDistribution(models.Model):
    """What the pages of an association show of its distributions, and opening one."""

    _inherit = "food.aid.distribution"

    @api.model
    def _check_organisation(self):
        """Return the organisation of a volunteer.

        :raise AccessError: when the user welcomes nobody
        """
        user = self.env.user
        if not user.food_aid_organisation_id or not user.has_group(
            "food_aid.group_food_aid_portal_volunteer"
        ):
            raise AccessError(
                self.env._("This page is not open to you. Go back to the first page.")
            )
        return user.food_aid_organisation_id

    @api.model
    def _get_portal_services(self):
        """Return (id, name) of the services that the user's organisation offers."""
        organisation = self._check_organisation()
        # Reason for sudo: portal users hold no right on services; names of their own ones.
        services = self.env["food.aid.service"].sudo()
        found = services.search([("organisation_id", "=", organisation.id), ("is_food", "=", True)])
        return [(service.id, service.name) for service in found]

    @api.model
    def _open(self, service_id, date, day=""):
        """Open the distribution of a service on a day, or find the one that is there.

        :return: the distribution, with the rights of the user
        """
        organisation = self._check_organisation()
        if service_id not in dict(self._get_portal_services()):
            raise UserError(self.env._("Choose the service."))
        today = fields.Date.context_today(self)
        date = fields.Date.to_date(date) if date else today
        first = fields.Date.subtract(today, days=BACK_DAYS)
        last = fields.Date.add(today, days=AHEAD_DAYS)
        if not first <= date <= last:
            raise UserError(self.env._("Choose a day of the last twelve months or the next three."))
        # Reason for sudo: portal users create nothing by themselves; the service is one of
        # their organisation's, the date was checked.
        company = organisation.sudo().lead_company_id or self.env.company
        distributions = self.sudo().with_company(company)
        day = str(day or "").strip()[:100] or False
        values = {"service_id": service_id, "date": date, "day": day}
        same = [(name, "=", value) for name, value in values.items()]
        distribution = distributions.search(same, limit=1) or distributions.create(values)
        return self.browse(distribution.id)

    @api.model
    def _get_portal_home(self):
        """Return the next open distribution, those to enter, and what the last month gave."""
        today = fields.Date.context_today(self)
        is_open = Domain("state", "=", "open")
        served = self.env["food.aid.visit"]._get_served_domain()
        ((households, persons),) = self.env["food.aid.visit"]._read_group(
            served & Domain("date", ">=", fields.Date.subtract(today, days=30)),
            [],
            ["household_count:sum", "size:sum"],
        )
        return {
            "next": self.search(is_open & Domain("date", ">=", today), order="date, id", limit=1),
            "to_enter": self.search(
                is_open & Domain("date", "<", today), order="date desc, id desc", limit=5
            ),
            "households": households or 0,
            "persons": persons or 0,
        }

    def _get_lines(self):
        """Return what the list of this distribution shows, person by person.

        :return: list of dicts `referral`, `visit` (recorded here, or empty), `passages`
        """
        expected = self._get_expected()
        # Reason for sudo: which passages are here, of referrals that the user reads.
        recorded = self.sudo().visit_ids.filtered(lambda one: one.state != "undone").referral_id
        others = self.env["food.aid.referral"].browse(recorded.ids)._filtered_access("read")
        return self._prepare_lines(expected | others)

    def _find_lines(self, typed, limit):
        """Return the lines of people that somebody looks for, on the list or not."""
        referrals = self.env["food.aid.referral"]
        found = referrals.search(
            referrals._get_portal_search_domain(typed), order="date_to desc, id desc", limit=limit
        )
        problems = self._get_problems(found)
        return [
            line | {"problem": problems.get(line["referral"].id)}
            for line in self._prepare_lines(found)
        ]

    def _prepare_lines(self, referrals):
        # Reason for sudo: which passage is whose, of referrals that the user reads.
        visits = {one.referral_id.id: one.id for one in self._get_recorded(referrals, []).sudo()}
        passages = referrals._get_passages(self.date)
        return [
            {
                "referral": one,
                "visit": self.env["food.aid.visit"].browse(visits.get(one.id, ())),
                "passages": passages[one.id],
            }
            for one in referrals
        ]

    def _get_unknown(self):
        """Return how many people without a referral were counted here, and by which passages."""
        # Reason for sudo: passages of a distribution that the user reads.
        visits = self.sudo().visit_ids.filtered(
            lambda one: one.kind == "unknown" and one.state != "undone"
        )
        return {
            "visits": self.env["food.aid.visit"].browse(visits.ids),
            "households": sum(visits.mapped("household_count")),
            "people": sum(visits.mapped("size")),
        }

    @api.model
    def _get_portal_figures(self, months=12):
        """Return the organisation's own figures by month: households, persons, kilograms."""
        first = fields.Date.subtract(
            fields.Date.context_today(self).replace(day=1), months=months - 1
        )
        since = Domain("date", ">=", first)
        rows = {}
        visits = self.env["food.aid.visit"]
        for month, *counts in visits._read_group(
            since & visits._get_served_domain(),
            ["date:month"],
            ["household_count:sum", "size:sum", "age_0_2:sum"],
        ):
            rows[month] = [*counts, 0, 0]
        for month, count, weight in self._read_group(
            since & Domain("state", "=", "closed"), ["date:month"], ["__count", "weight:sum"]
        ):
            rows.setdefault(month, [0, 0, 0, 0, 0])[3:] = [count, weight]
        keys = ("households", "persons", "babies", "distributions", "weight")
        return [
            {"month": month} | dict(zip(keys, rows[month], strict=True))
            for month in sorted(rows, reverse=True)
        ]
