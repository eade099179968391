from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.composition import AGE_BANDS
from ...tools.text import normalise

# All that a portal user may read of a referral, `_order` and `active` included.
PORTAL_FIELDS = frozenset(
    [
        "id",
        "display_name",
        "name",
        "active",
        "state",
        "origin",
        "kind",
        "date_sent",
        "date_answered",
        "date_closed",
        "date_call_asked",
        "organisation_name",
        "service_name",
        "service_kind_name",
        "company_name",
        "card_code",
        "person_label",
        "person_phone",
        "public_word",
        "search_key",
        "size",
        "no_cooking",
        "rate",
        "credit",
        "currency_symbol",
        "quota",
        "quota_period",
        "date_from",
        "date_to",
        "place",
        "day",
        "hour",
        "group_name",
        "bring",
        "message",
        "referent_name",
        "referent_phone",
        "admission",
        "decline_reason",
        "decline_note",
        "is_welcome_open",
        "visit_count",
        "date_first_visit",
        "date_last_visit",
        "missed_count",
        "procedure_name",
        "carry_note",
        "date_carried",
    ]
) | frozenset(AGE_BANDS)


class FoodAidReferralSheet(models.AbstractModel):
    """What an organisation may see of a referral: stored copies, made when it is sent.

    They are the content of the portal page, of the printed list and of the liaison sheet.
    The label alone lives on: it follows the person's agreement.
    """

    _name = "food.aid.referral.sheet"
    _description = "What an organisation sees of a referral"

    organisation_name = fields.Char(readonly=True, copy=False)
    service_name = fields.Char(readonly=True, copy=False)
    service_kind_name = fields.Char(string="Kind of service", readonly=True, copy=False)
    company_name = fields.Char(string="Name of the CCAS", readonly=True, copy=False)
    public_word = fields.Char(string="Word for its public", readonly=True, copy=False)
    admission = fields.Selection(
        selection=lambda self: (
            self.env["food.aid.service"]._fields["admission"]._description_selection(self.env)
        ),
        readonly=True,
        copy=False,
    )
    card_code = fields.Char(readonly=True, index="btree_not_null")
    person_label = fields.Char(
        string="Person", compute="_compute_person_label", store=True, index="trigram"
    )
    person_phone = fields.Char(string="Phone", compute="_compute_person_label", store=True)
    search_key = fields.Char(
        compute="_compute_search_key",
        store=True,
        help="What a volunteer may type to find the person: the label without accents, "
        "the number, the card.",
    )
    is_masked = fields.Boolean(help="Ended long enough ago for the name to be taken back.")
    size = fields.Integer(string="People", readonly=True, copy=False)
    age_0_2 = fields.Integer(string="0–2", readonly=True, copy=False)
    age_3_5 = fields.Integer(string="3–5", readonly=True, copy=False)
    age_6_13 = fields.Integer(string="6–13", readonly=True, copy=False)
    age_14_17 = fields.Integer(string="14–17", readonly=True, copy=False)
    age_18_25 = fields.Integer(string="18–25", readonly=True, copy=False)
    age_26_64 = fields.Integer(string="26–64", readonly=True, copy=False)
    age_65 = fields.Integer(string="65 and over", readonly=True, copy=False)
    no_cooking = fields.Boolean(string="Cannot cook", readonly=True, copy=False)
    rate = fields.Float(digits=(5, 2), readonly=True, aggregator=None)
    credit = fields.Float(digits=(10, 2), readonly=True, copy=False)
    currency_symbol = fields.Char(readonly=True, copy=False)
    quota = fields.Integer(string="Passages", readonly=True, copy=False)
    quota_period = fields.Selection(
        selection=lambda self: self.env["food.aid.service"]._selection_quota_period(),
        readonly=True,
        copy=False,
    )
    date_from = fields.Date(string="From", readonly=True, copy=False)
    date_to = fields.Date(string="To", readonly=True, index=True)
    referent_name = fields.Char(readonly=True, copy=False)
    referent_phone = fields.Char(readonly=True, copy=False)

    # where and when, chosen with the person
    place = fields.Char(compute="_compute_where", store=True, readonly=False)
    day = fields.Char(compute="_compute_where", store=True, readonly=False)
    hour = fields.Char(string="Hours", compute="_compute_where", store=True, readonly=False)
    bring = fields.Char(
        string="What to bring", compute="_compute_where", store=True, readonly=False
    )
    group_name = fields.Char(string="Group")
    message = fields.Text(
        string="Message to the association",
        help="Written for the association and read by the person before sending.",
    )

    @api.depends("service_id")
    def _compute_where(self):
        for referral in self.filtered(lambda one: one.state == "draft"):
            for name in ("place", "day", "hour", "bring"):
                referral[name] = referral.service_id[name]

    @api.depends(
        "state",
        "is_masked",
        "household_id.name",
        "household_id.is_reserved",
        "household_id.applicant_id.first_name",
        "household_id.applicant_id.last_name",
        "household_id.applicant_id.phone",
        "household_id.agreement_ids.level",
        "household_id.agreement_ids.date_to",
        "household_id.agreement_ids.date_withdrawn",
    )
    def _compute_person_label(self):
        """Tell as much as was agreed to, while it is agreed to; else the file number."""
        for referral in self:
            level = referral._get_sharing_level()
            person = referral.household_id.applicant_id
            label = person._get_label(level) if person and level != "code" else ""
            referral.person_label = label or referral.household_id.name
            referral.person_phone = person.phone if level == "full" else False

    # Not indexed: a volunteer searches among the referrals of one organisation, which the
    # planner must reach first, whatever the size of the database.
    @api.depends("person_label", "name", "card_code")
    def _compute_search_key(self):
        for referral in self:
            parts = (normalise(referral.person_label or ""), referral.name, referral.card_code)
            referral.search_key = " ".join(filter(None, parts)).lower()

    def _get_sharing_level(self):
        """Return `code`, `initial` or `full` for what may be told at this moment."""
        self.ensure_one()
        if self.household_id.is_reserved or self.is_masked or self.state in ("declined", "expired"):
            return "code"
        today = fields.Date.context_today(self)
        agreements = self.household_id.agreement_ids.filtered(
            lambda agreement: (
                agreement.organisation_id == self.organisation_id
                and not agreement.date_withdrawn
                and (not agreement.date_to or agreement.date_to >= today)
            )
        )
        return agreements[:1].level or "code"

    def _prepare_sheet(self):
        """Return the copies of what the organisation may see, as things stand now."""
        self.ensure_one()
        household, service, right = self.household_id, self.service_id, self.right_id
        company, referent = self.company_id, household.referent_id
        values = {
            "organisation_name": self.organisation_id.name,
            "service_name": service.name,
            "service_kind_name": service.kind_id.name,
            "company_name": company.name,
            "public_word": service.public_word,
            "admission": service.admission,
            "card_code": household.card_code,
            "size": household.size,
            "no_cooking": household.no_cooking,
            "rate": right.rate,
            "credit": right.credit,
            "currency_symbol": company.food_aid_currency_id.symbol,
            "quota": right.quota or service.quota,
            "quota_period": right.quota_period if right.quota else service.quota_period,
            "date_from": right.date_from,
            "date_to": right.date_to,
            "referent_name": referent.name,
            "referent_phone": referent.phone or company.phone,
        }
        return values | {band: household[band] for band in AGE_BANDS}

    def _check_printable(self):
        """Refuse to print what was not sent: its copies do not exist yet."""
        if drafts := self.filtered(lambda referral: referral.state == "draft"):
            raise UserError(
                self.env._(
                    "%(referral)s has not been sent yet: send it, then print it.",
                    referral=drafts[0].name,
                )
            )

    def _has_field_access(self, field, operation):
        if not super()._has_field_access(field, operation):
            return False
        if self.env.su or self.env.user._is_internal():
            return True
        return operation == "read" and field.name in PORTAL_FIELDS
