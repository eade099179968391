from odoo import fields, models
from odoo.exceptions import UserError

NOTE_LENGTH = 500


class FoodAidReferral(models.Model):
    """An association carries a procedure: it reads lines written for it, and answers in a line.

    What is to be done and what is missing is the `message`, which the person read; no procedure
    is open to a portal user. As with any bridge, nothing of food goes along.
    """

    _inherit = "food.aid.referral"

    procedure_name = fields.Char(string="Procedure carried", readonly=True, copy=False)
    carry_note = fields.Char(string="News of the procedure", readonly=True, copy=False)
    date_carried = fields.Date(string="News given on", readonly=True, copy=False)

    def _is_bridge(self):
        return bool(self.procedure_name) or super()._is_bridge()

    def _prepare_sheet(self):
        """Whom to call is who makes the procedure, not who follows the household."""
        values = super()._prepare_sheet()
        if not self.procedure_name:
            return values
        # Reason for sudo: whom to call does not depend on who sends.
        procedure = self.env["food.aid.procedure"].sudo().search([("referral_id", "=", self.id)])
        if procedure:
            worker = procedure.user_id
            values |= {
                "date_from": False,
                "referent_name": worker.name,
                "referent_phone": worker.phone or self.company_id.phone,
            }
        return values

    def action_carried(self, note):
        """The organisation tells how far it is. Open to portal users.

        :param note: a sentence for the CCAS
        """
        note = str(note or "").strip()[:NOTE_LENGTH]
        self.check_access("read" if self.env.user._is_portal() else "write")
        # Reason for sudo: portal users hold read access only, and the rule on the organisation,
        # just checked, is what entitles them to answer.
        referrals = self.sudo()
        if not all(referrals.mapped("procedure_name")):
            raise UserError(self.env._("No procedure is carried here."))
        if not note:
            raise UserError(self.env._("Write in a few words how far the procedure is."))
        for company, group in referrals.grouped("company_id").items():
            group._ensure_state("sent", "accepted")
            today = fields.Date.context_today(group.with_company(company))
            group.write({"carry_note": note, "date_carried": today})
