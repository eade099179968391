from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.composition import AGE_BANDS

LABEL_LENGTH = 100
WELCOME_MONTHS = 12


class FoodAidReferral(models.Model):
    """Direct welcome: people an association welcomes itself, by a label of its choice.

    They are the association's. The CCAS that leads it reads counts, never a row, unless the
    person agrees to be called. Nothing was decided about them: they stay open to change while
    they run, and are forgotten when nobody kept them for a year.
    """

    _inherit = "food.aid.referral"

    direct_label = fields.Char(string="Label chosen by the association", copy=False)
    date_call_asked = fields.Date(string="Call asked for on", readonly=True, copy=False)

    @api.depends("direct_label", "origin", "name")
    def _compute_person_label(self):
        direct = self.filtered(lambda one: one.origin == "direct")
        for referral in direct:
            is_told = not referral.is_masked and referral.state not in ("declined", "expired")
            referral.person_label = (is_told and referral.direct_label) or referral.name
            referral.person_phone = False
        return super(FoodAidReferral, self - direct)._compute_person_label()

    # ------------------------------------------------------------------
    # WHAT AN ASSOCIATION DOES
    # ------------------------------------------------------------------

    @api.model
    def _welcome(self, label, size=0, bands=None, *, service_id=None):
        """Register somebody whom the user's association welcomes itself: the one door to it.

        The same form sent twice on a day is one welcome.

        :param bands: {key of an age band: how many}; ages may stay unknown
        :return: the referral, with the rights of the user
        :raise AccessError: when the user welcomes nobody
        :raise UserError: when something is missing; it says what
        """
        distributions = self.env["food.aid.distribution"]
        organisation = distributions._check_organisation()
        values = self._prepare_welcome(label, size, bands or {})
        services = [service for service, _name in distributions._get_portal_services()]
        service_id = service_id or (services[0] if len(services) == 1 else None)
        if service_id not in services:
            raise UserError(self.env._("Choose the service."))
        values |= {
            "origin": "direct",
            "service_id": service_id,
            "date_from": fields.Date.context_today(self),
        }
        # Reason for sudo: portal users create nothing by themselves; the service is one of
        # their organisation's, the CCAS the one that leads it, the rest was checked above.
        company = organisation.sudo().lead_company_id or self.env.company
        welcomes = self.sudo().with_company(company)
        running = Domain([(name, "=", value) for name, value in values.items()])
        welcome = welcomes.search(running & Domain("state", "=", "accepted"), limit=1)
        if not welcome:
            welcome = welcomes.create(values | {"company_id": company.id})
            welcome.flush_recordset()  # where and when are the service's, while it is a draft
            sheet = welcome._prepare_sheet() | {"date_sent": fields.Datetime.now()}
            welcome.write(sheet | values)
            welcome._move("accepted")
        return self.browse(welcome.id)

    def _change_welcome(self, label, size=0, bands=None):
        """Change what is said of somebody welcomed directly, and keep them for another year."""
        welcome = self._check_direct()
        welcome.write(self._prepare_welcome(label, size, bands or {}))

    def _end_welcome(self):
        """The person no longer comes; their label is forgotten a month later."""
        self._check_direct()._move("ended", date_closed=fields.Date.context_today(self))

    def _ask_for_call(self, label, reach, message="", *, notice_given=False):
        """Ask the CCAS to call somebody welcomed directly, who agrees: an orientation.

        :return: the orientation, with the rights of the user
        """
        welcome = self._check_direct()
        orientations = self.env["food.aid.orientation"]
        orientation = orientations._record_sent(
            welcome.organisation_id,
            welcome.company_id,
            {"label": label, "reach": reach, "message": message},
            notice_given,
        )
        welcome.date_call_asked = fields.Date.context_today(self)
        return orientations.browse(orientation.id)

    # ------------------------------------------------------------------
    # HOW
    # ------------------------------------------------------------------

    def _check_direct(self):
        """Return one direct welcome of the user's association, to be written by its methods."""
        self.ensure_one()
        self.env["food.aid.distribution"]._check_organisation()
        self.check_access("read")
        if self.origin != "direct" or self.state != "accepted":
            raise UserError(
                self.env._("Only people whom you welcome yourselves, and who still come, change.")
            )
        # Reason for sudo: portal users hold read access only; the rule on the organisation
        # entitles them to what is theirs, and the CCAS decided nothing of it.
        welcome = self.sudo()
        return welcome.with_company(welcome.company_id)

    @api.model
    def _prepare_welcome(self, label, size, bands):
        label = str(label or "").strip()
        if not label:
            raise UserError(
                self.env._("Choose a label: a first name, an initial, a number of your own.")
            )
        if len(label) > LABEL_LENGTH:
            raise UserError(
                self.env._("The label is too long: %(length)s signs at most.", length=LABEL_LENGTH)
            )
        until = fields.Date.context_today(self) + relativedelta(months=WELCOME_MONTHS)
        return self._count_people(size, bands) | {"direct_label": label, "date_to": until}

    @api.model
    def _count_people(self, size, bands):
        """Return {size, each age band} as typed: ages may be unknown, how many may not.

        :raise UserError: when the numbers do not fit together
        """
        counts = {band: bands.get(band) or 0 for band in AGE_BANDS}
        known = sum(counts.values())
        size = size or known
        for count in (*counts.values(), size):
            self.env["food.aid.distribution"]._check_number(count)
        if not size:
            raise UserError(self.env._("Say how many people it is for."))
        if known > size:
            raise UserError(self.env._("There are more ages than people: check the numbers."))
        return counts | {"size": size}

    def _filter_frozen(self):
        frozen = super()._filter_frozen()
        return frozen.filtered(lambda one: one.origin != "direct" or one.state != "accepted")

    def _mask_ended(self, company, today):
        """Forget for good the labels of direct welcomes: they are nowhere else."""
        result = super()._mask_ended(company, today)
        over = Domain("is_masked", "=", True) | Domain("state", "=", "declined")
        self.search(
            over & Domain("direct_label", "!=", False) & Domain("company_id", "=", company.id)
        ).direct_label = False
        return result
