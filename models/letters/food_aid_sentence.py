from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import placeholders
from .food_aid_language import FRENCH

# What may stand between double braces, sentence by sentence.
SLOTS = {
    "household": ("size",),
    "income": ("income",),
    "expense": ("expense",),
    "value": ("value",),
    "unpaid": ("unpaid",),
    "right": ("date_from", "date_to"),
    "rate": ("rate",),
    "call": ("name", "phone"),
    "shared_code": ("organisation",),
    "shared_initial": ("organisation",),
    "shared_full": ("organisation",),
    "page_to": ("target",),
    "page_by": ("day",),
    "page_handed": ("day",),
    "page_receipt": ("number",),
    "page_deadline": ("day",),
    "page_until": ("day",),
    "page_renew": ("day",),
    "page_appeal": ("day",),
}


class FoodAidSentence(models.Model):
    """A short sentence of the papers given to people, in one language."""

    _name = "food.aid.sentence"
    _description = "Sentence for people"
    _inherit = ["food.aid.shared.mixin"]
    _order = "language_id, id"

    language_id = fields.Many2one(
        "food.aid.language", required=True, index=True, ondelete="cascade"
    )
    key = fields.Selection(
        [
            ("title_sheet", "Sheet: title"),
            ("household", "Sheet: people counted"),
            ("income", "Sheet: resources"),
            ("expense", "Sheet: charges"),
            ("value", "Sheet: what is left"),
            ("unpaid", "Sheet: bills to pay"),
            ("granted", "Sheet: granted"),
            ("refused", "Sheet: not granted"),
            ("adjourned", "Sheet: adjourned"),
            ("waiting", "Sheet: not decided yet"),
            ("right", "Sheet: right"),
            ("rate", "Sheet: share to pay"),
            ("where", "Sheet: where to go"),
            ("call", "Sheet: whom to call"),
            ("hungry", "Sheet: nothing to eat"),
            ("shared", "Sheet: what is shared"),
            ("shared_code", "Sheet: number shared"),
            ("shared_initial", "Sheet: first name shared"),
            ("shared_full", "Sheet: name and phone shared"),
            ("shared_none", "Sheet: nobody else"),
            ("title_slip", "Papers: title"),
            ("slip_intro", "Papers: come anyway"),
            ("slip_kept", "Papers: given back"),
            ("page_title", "Procedure: title"),
            ("page_to", "Procedure: to whom"),
            ("page_agreed", "Procedure: agreed"),
            ("page_by", "Procedure: by when"),
            ("page_missing", "Procedure: missing"),
            ("page_optional", "Procedure: if you have it"),
            ("page_none_missing", "Procedure: nothing missing"),
            ("page_seen", "Procedure: already seen"),
            ("page_next", "Procedure: what comes next"),
            ("page_not_handed", "Procedure: not handed in"),
            ("page_bring", "Procedure: bring what is missing"),
            ("page_handed", "Procedure: handed in"),
            ("page_receipt", "Procedure: receipt"),
            ("page_letter", "Procedure: a letter comes"),
            ("page_waiting", "Procedure: complete"),
            ("page_deadline", "Procedure: complete, until when"),
            ("page_silence_yes", "Procedure: silence is a yes"),
            ("page_silence_no", "Procedure: silence is a no"),
            ("page_silence_call", "Procedure: silence: call"),
            ("page_yes", "Procedure: yes"),
            ("page_until", "Procedure: until when"),
            ("page_renew", "Procedure: to renew"),
            ("page_no", "Procedure: no"),
            ("page_appeal", "Procedure: appeal"),
            ("page_appealed", "Procedure: appeal made"),
            ("page_stopped", "Procedure: stopped"),
            ("page_yours", "Procedure: yours"),
        ],
        string="Sentence",
        required=True,
    )
    text = fields.Text(required=True)
    french = fields.Text(string="In French", compute="_compute_french")

    _key_uniq = models.UniqueIndex("(language_id, key)", "This sentence is already there.")

    @api.depends("key")
    def _compute_french(self):
        known = self.search([("language_id.code", "=", FRENCH)])
        texts = {sentence.key: sentence.text for sentence in known}
        for sentence in self:
            sentence.french = texts.get(sentence.key, "")

    @api.constrains("key", "text")
    def _check_slots(self):
        for sentence in self:
            slots = SLOTS.get(sentence.key, ())
            try:
                placeholders.check(sentence.text or "", slots)
            except placeholders.PlaceholderError as error:
                raise ValidationError(sentence._word_unknown(error, slots)) from error

    def _word_unknown(self, error, slots):
        if not slots:
            return self.env._("“%(asked)s”: nothing is filled in here.", asked=error.asked)
        return self.env._(
            "“%(asked)s” stands for nothing here. Use: %(known)s.",
            asked=error.asked,
            known=", ".join(f"{{{{ {name} }}}}" for name in slots),
        )
