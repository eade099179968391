from datetime import date

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools.composition import age_at
from ...tools.text import digits, normalise

# Shorter words (“de”, “Li”) stand in any sentence.
SHORTEST_NAME = 3


def known_birthdate(record):
    """Return the birth date to count with of a person or member, False when nothing is known."""
    if record.birthdate:
        return record.birthdate
    if record.birth_year:
        return date(record.birth_year, 1, 1)
    return record.expected_date


class FoodAidPerson(models.Model):
    """Someone who lives in a household that asked for help.

    Never a `res.partner`: every employee reads all partners. No name is required: a first
    name, or nothing at all, is enough to be helped.
    """

    _name = "food.aid.person"
    _description = "Person"
    _inherit = ["food.aid.links.mixin", "food.aid.logged.mixin", "food.aid.sought.mixin"]
    _order = "last_name, first_name, id"

    # identity
    first_name = fields.Char()
    last_name = fields.Char()
    birthdate = fields.Date(string="Birth date")
    birth_year = fields.Integer(
        string="Birth year", help="When the date is not known: counts as 1 January."
    )
    expected_date = fields.Date(string="Expected on", help="Date of birth of a child to come.")
    age = fields.Integer(compute="_compute_age")
    sex = fields.Selection([("female", "Female"), ("male", "Male"), ("unspecified", "Unspecified")])

    # contact
    phone = fields.Char()
    email = fields.Char()
    safe_contact = fields.Char(
        string="How to reach safely",
        help="When, by which way and by whom this person can be called without risk.",
    )

    # links
    company_id = fields.Many2one(
        "res.company",
        string="CCAS",
        required=True,
        default=lambda self: self.env.company,
    )
    member_ids = fields.One2many("food.aid.household.member", "person_id", string="Households")
    # Record rules read every stay in `sudo`: what they leave in the cache is shown to nobody.
    stay_ids = fields.One2many(
        "food.aid.household.member", "person_id", string="All stays", groups=fields.NO_ACCESS
    )
    search_key = fields.Char(compute="_compute_search_key", store=True, index="trigram")

    _birth_year_check = models.Constraint(
        "CHECK (birth_year IS NULL OR birth_year = 0 OR birth_year BETWEEN 1900 AND 2100)",
        "A birth year has four digits, for instance 1984.",
    )

    @api.depends("first_name", "last_name", "phone", "birthdate", "birth_year")
    def _compute_search_key(self):
        """Store what reception types: names without accents, phone, birth date and year."""
        for person in self:
            birth = person.birthdate
            parts = (
                normalise(person.last_name or ""),
                normalise(person.first_name or ""),
                digits(person.phone or ""),
                birth.strftime("%d%m%Y %d/%m/%Y") if birth else "",
                str((birth.year if birth else person.birth_year) or ""),
            )
            person.search_key = " ".join(part for part in parts if part)

    @api.depends("birthdate", "birth_year")
    def _compute_age(self):
        today = fields.Date.context_today(self)
        for person in self:
            birth = person._get_birthdate()
            person.age = age_at(birth, today) if birth else 0

    @api.depends("first_name", "last_name", "birthdate", "birth_year")
    @api.depends_context("uid")
    def _compute_display_name(self):
        """Name those the user may read; refusals and links ask for names in `sudo`."""
        readable = self.sudo(False)._filtered_access("read")
        for person in self:
            named = person in readable or not person.id
            person.display_name = person._get_name_and_year() if named else self.env._("Person")

    @api.model
    def _search_display_name(self, operator, value):
        if operator != "ilike" or not isinstance(value, str):
            return super()._search_display_name(operator, value)
        words = normalise(value).split()
        return Domain.AND(Domain("search_key", "ilike", word) for word in words)

    @api.constrains("birthdate")
    def _check_birthdate(self):
        today = fields.Date.context_today(self)
        for person in self:
            if person.birthdate and not date(1900, 1, 1) <= person.birthdate <= today:
                raise ValidationError(
                    self.env._(
                        "A birth date lies between 1900 and today. "
                        "For a child to come, fill in “Expected on”."
                    )
                )

    def _find_named(self, text):
        """Return a word of `text` that names one of these persons, normalised; "" if none does."""
        words = set(normalise(text).split())
        for person in self:
            for name in (person.first_name, person.last_name):
                parts = {one for one in normalise(name).split() if len(one) >= SHORTEST_NAME}
                if found := parts & words:
                    return min(found)
        return ""

    def _forget_without_household(self):
        """Delete those of these persons who are in no household any more."""
        # Reason for sudo: nobody deletes persons by hand; those left alone are in no file, and
        # would be read by all who read files.
        self.sudo().filtered(lambda person: not person.member_ids).unlink()

    def _get_logged_households(self):
        return self.member_ids.household_id

    def _get_birthdate(self):
        """Return the birth date the engine counts with, or False when nothing is known."""
        self.ensure_one()
        return known_birthdate(self)

    def _get_name_and_year(self):
        self.ensure_one()
        birth = self._get_birthdate()
        name = " ".join(filter(None, (self.first_name, self.last_name)))
        name = name or self.env._("No name given")
        return f"{name} ({birth.year})" if birth else name

    def _get_label(self, level):
        """Return what an organisation is told of this person at a sharing `level`.

        :param level: `initial` (first name and initial) or `full` (full name)
        :return: str, empty when the person gave no name
        """
        self.ensure_one()
        first, last = self.first_name or "", self.last_name or ""
        if level == "initial" and last:
            last = f"{last[0].upper()}."
        return f"{first} {last}".strip()
