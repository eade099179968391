from odoo import api, fields, models

from ...tools.lookalike import name_keys, phone_key

# What `tools/lookalike.py` compares.
COMPARED = ("first_name", "last_name", "birthdate", "birth_year", "phone")


class FoodAidPerson(models.Model):
    """What a person is recognised by when somebody writes them down again."""

    _inherit = "food.aid.person"

    lookalike_key = fields.Char(compute="_compute_lookalike_key", store=True)
    phone_key = fields.Char(compute="_compute_phone_key", store=True, index="btree_not_null")

    # Not `index="trigram"`: where the database strips accents, its index would not serve `%`.
    _lookalike_index = models.Index("USING gin (lookalike_key gin_trgm_ops)")
    _birthdate_index = models.Index("(birthdate) WHERE birthdate IS NOT NULL")

    @api.depends("first_name", "last_name")
    def _compute_lookalike_key(self):
        for person in self:
            person.lookalike_key = name_keys(person.last_name, person.first_name)

    @api.depends("phone")
    def _compute_phone_key(self):
        for person in self:
            person.phone_key = phone_key(person.phone) or False

    def _get_compared(self):
        self.ensure_one()
        return {name: self[name] for name in COMPARED}
