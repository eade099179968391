import re
import secrets

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.composition import AGE_BANDS, age_at, count_age_bands, typology
from ...tools.text import digits, normalise
from ..common.food_aid_links_mixin import RuledMany2many

TYPOLOGIES = [
    ("alone", "Alone"),
    ("couple", "Couple"),
    ("single_parent", "Single parent"),
    ("couple_children", "Couple with children"),
    ("other", "Other"),
]


class FoodAidHousehold(models.Model):
    """People who eat together, under a code. Everything done for them hangs on it."""

    _name = "food.aid.household"
    _description = "Household"
    _inherit = [
        "food.aid.numbered.mixin",
        "food.aid.thread.mixin",
        "food.aid.links.mixin",
        "food.aid.logged.mixin",
        "food.aid.sought.mixin",
    ]
    _number_prefix = "F"
    _order = "name desc"

    # identification
    name = fields.Char(string="File number")
    legacy_reference = fields.Char(
        string="Former reference",
        index="trigram",
        help="Number in the register kept before.",
    )
    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    active = fields.Boolean(default=True)
    card_code = fields.Char(
        required=True,
        copy=False,
        default=lambda self: self._new_card_code(),
        help="Opaque number printed as a QR code. A new one ends the cards printed before.",
    )
    search_text = fields.Char(
        string="Name, code, phone or birth date",
        compute="_compute_search_text",
        search="_search_search_text",
    )

    # people
    member_ids = fields.One2many("food.aid.household.member", "household_id", string="Members")
    applicant_id = fields.Many2one(
        "food.aid.person",
        compute="_compute_applicant_id",
        store=True,
        index="btree_not_null",
    )
    size = fields.Integer(string="People", compute="_compute_composition")
    typology = fields.Selection(TYPOLOGIES, string="Family", compute="_compute_composition")
    age_0_2 = fields.Integer(string="0–2", compute="_compute_composition")
    age_3_5 = fields.Integer(string="3–5", compute="_compute_composition")
    age_6_13 = fields.Integer(string="6–13", compute="_compute_composition")
    age_14_17 = fields.Integer(string="14–17", compute="_compute_composition")
    age_18_25 = fields.Integer(string="18–25", compute="_compute_composition")
    age_26_64 = fields.Integer(string="26–64", compute="_compute_composition")
    age_65 = fields.Integer(string="65 and over", compute="_compute_composition")

    # where they live
    street = fields.Char(string="Place of life")
    commune_id = fields.Many2one("food.aid.commune", ondelete="restrict", index="btree_not_null")
    area_id = fields.Many2one(
        "food.aid.area", ondelete="restrict", domain="[('commune_id', '=', commune_id)]"
    )
    postal_address = fields.Text(help="Where mail is sent, when it is not the place of life.")
    housing = fields.Selection(
        [
            ("social", "Social tenant"),
            ("private", "Private tenant"),
            ("furnished", "Furnished tenant"),
            ("owner", "Owner"),
            ("buyer", "Owner with a loan"),
            ("hosted", "Hosted"),
            ("hostel", "Hostel or shelter"),
            ("hotel", "Hotel"),
            ("none", "Without a home"),
            ("other", "Other"),
        ]
    )
    no_cooking = fields.Boolean(string="Cannot cook", help="No kitchen, or nothing to cook with.")
    referent_id = fields.Many2one(
        "res.users",
        default=lambda self: self.env.user,
        index="btree_not_null",
    )

    # confidentiality
    is_reserved = fields.Boolean(
        string="Reserved file",
        index=True,
        help="Open to the named agents only; no reason is kept.",
    )
    reserved_user_ids = fields.Many2many(
        "res.users", "food_aid_household_reserved_user_rel", string="Named agents"
    )
    kept_apart_ids = RuledMany2many(
        "food.aid.household",
        "food_aid_household_kept_apart_rel",
        "household_id",
        "other_id",
        string="Kept apart from",
        help="These households are never given the same place and day.",
    )
    agreement_ids = fields.One2many("food.aid.agreement", "household_id", string="Agreements")
    date_notice = fields.Date(string="Notice given on")
    notice_version = fields.Char(string="Version of the notice")
    notice_lang = fields.Char(string="Language of the notice")

    # what was done
    request_ids = fields.One2many("food.aid.request", "household_id", string="Requests")
    assessment_ids = fields.One2many("food.aid.assessment", "household_id", string="Assessments")
    decision_ids = fields.One2many("food.aid.decision", "household_id", string="Decisions")
    right_ids = fields.One2many("food.aid.right", "household_id", string="Rights")
    referral_ids = fields.One2many("food.aid.referral", "household_id", string="Referrals")
    date_last_operation = fields.Date(
        string="Last operation", default=fields.Date.context_today, index=True
    )

    _card_code_uniq = models.UniqueIndex("(card_code)", "This card code is already taken.")

    # ------------------------------------------------------------------
    # COMPUTE & SEARCH
    # ------------------------------------------------------------------

    @api.depends("member_ids.role", "member_ids.date_end", "member_ids.person_id")
    def _compute_applicant_id(self):
        for household in self:
            applicants = household.member_ids.filtered(
                lambda member: member.role == "applicant" and not member.date_end
            )
            household.applicant_id = applicants[:1].person_id

    @api.depends(
        "member_ids.role",
        "member_ids.date_start",
        "member_ids.date_end",
        "member_ids.birthdate",
        "member_ids.birth_year",
        "member_ids.expected_date",
    )
    def _compute_composition(self):
        today = fields.Date.context_today(self)
        for household in self:
            members = household._get_counted_members(today)
            household.size = len(members)
            household.typology = typology(members.mapped("role"))
            births = (member._get_birthdate() for member in members)
            counts = count_age_bands(age_at(birth, today) for birth in births if birth)
            for band in AGE_BANDS:
                household[band] = counts[band]

    @api.depends("name", "applicant_id.first_name", "applicant_id.last_name")
    @api.depends_context("uid")
    def _compute_display_name(self):
        """Show “code · name (year)” to agents, the code to others.

        Lists of other models read names in `sudo`: only who asks may decide what is shown.
        """
        readable = self.sudo(False)._filtered_access("read")
        for household in self:
            name = household.name if household.name != "/" else self.env._("New household")
            if household in readable and household.applicant_id:
                # Reason for sudo: the label of a file that is open to the user is the file's own.
                name = f"{name} · {household.sudo().applicant_id._get_name_and_year()}"
            household.display_name = name

    def _compute_search_text(self):
        # Only searched on; a search view needs a field that can be read.
        self.search_text = False

    def _search_search_text(self, operator, value):
        if operator != "ilike":
            return NotImplemented
        value = value or ""
        # A phone or a date typed with blanks or dots is one word.
        words = value.split() if re.search(r"[^\d\s.+()/-]", value) else [digits(value)]
        return Domain.AND(self._get_word_domain(word) for word in words)

    @api.model
    def _search_display_name(self, operator, value):
        if operator in ("ilike", "=ilike", "=") and isinstance(value, str):
            return self._search_search_text("ilike", value)
        return super()._search_display_name(operator, value)

    @api.model
    def _get_word_domain(self, word):
        """Return where one typed word is looked for: any name, code, phone or birth date."""
        return (
            Domain("name", "ilike", word)
            | Domain("legacy_reference", "ilike", word)
            | Domain("card_code", "=", word)
            | Domain("member_ids.person_id.search_key", "ilike", normalise(word) or word)
        )

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_new_card(self):
        """Give a new card code: the cards printed before open nothing any more."""
        for household in self:
            household.card_code = self._new_card_code()

    def action_new_request(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New request"),
            "res_model": "food.aid.request",
            "views": [(False, "form")],
            "context": {"default_household_id": self.id},
        }

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------

    @api.model
    def _new_card_code(self):
        return str(secrets.randbelow(9 * 10**11) + 10**11)

    def _get_members(self, day):
        """Return the members who live in these households on `day`."""
        members = self.member_ids
        present = members.filtered_domain(members._get_present_domain(day))
        # Read together with those of the other households of a list: one query, not one each.
        return present.with_prefetch(members._prefetch_ids)

    def _touch(self, operations):
        """Move the last operation's date forward to the latest of `operations`."""
        latest = {}
        for operation in operations:
            household = operation.household_id
            latest[household] = max(operation.date, latest.get(household, operation.date))
        for household, day in latest.items():
            if not household.date_last_operation or household.date_last_operation < day:
                household.date_last_operation = day

    def _get_logged_households(self):
        return self
