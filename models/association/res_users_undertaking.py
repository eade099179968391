from odoo import fields, models
from odoo.exceptions import UserError


class ResUsers(models.Model):
    """Nothing of food aid opens to people of an organisation before their undertaking."""

    _inherit = "res.users"

    food_aid_undertaking_text_id = fields.Many2one(
        "food.aid.undertaking.text", string="Undertaking", ondelete="restrict", copy=False
    )

    def _food_aid_get_undertaking_text(self):
        """Return the text this user is asked by the CCAS that leads their organisation."""
        self.ensure_one()
        # Reason for sudo: one's own account and the CCAS it depends on, nothing else is read.
        user = self.sudo()
        texts = user.env["food.aid.undertaking.text"]
        if user._is_internal() or not user.food_aid_organisation_id:
            return texts
        company = user.food_aid_organisation_id.lead_company_id or user.company_id
        return texts.browse(texts._get_current_id(company.id) or ())

    def _food_aid_must_sign(self):
        """Tell whether a text is asked that this user has not undertaken."""
        text = self._food_aid_get_undertaking_text()
        # Reason for sudo: one's own account.
        return bool(text) and self.sudo().food_aid_undertaking_text_id != text

    def _food_aid_answer_undertaking(self, text_id, *, accepted):
        """Write down the answer of the user to the text that was read.

        :raise UserError: when another text is asked by now
        """
        user = self.env.user
        text = user._food_aid_get_undertaking_text()
        if not text or text.id != text_id:
            raise UserError(self.env._("The words have changed: please read them again."))
        # Reason for sudo: nobody writes answers by hand; it is the user's own, to a text asked,
        # and one link of their own account.
        user = user.sudo()
        user.env["food.aid.undertaking"].create(
            {
                "user_id": user.id,
                "organisation_id": user.food_aid_organisation_id.id,
                "text_id": text.id,
                "answer": "accepted" if accepted else "refused",
            }
        )
        user.food_aid_undertaking_text_id = text if accepted else False
