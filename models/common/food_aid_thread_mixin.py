from odoo import models
from odoo.exceptions import UserError


class FoodAidThreadMixin(models.AbstractModel):
    """A thread read inside the CCAS only: it makes no contact, suggests nobody, mails no name.

    Only colleagues who may open the record follow it or are told of a message: in their inbox,
    or by an e-mail that says that a message waits, and nothing else.
    """

    _name = "food.aid.thread.mixin"
    _description = "Thread Kept Inside"
    _inherit = ["mail.thread"]
    # No field of the record is an address that mail could turn into a contact.
    _primary_email = False

    def message_post(self, *, partner_ids=None, outgoing_email_to=False, **kwargs):
        """Refuse to tell anybody who could not open the record itself."""
        partners = self.env["res.partner"].browse(partner_ids or [])
        if outgoing_email_to or partners - self._filter_insiders(partners):
            raise UserError(
                self.env._(
                    "Only colleagues who may open this file can be told of a message. "
                    "Write to the others by other means, without naming anybody."
                )
            )
        return super().message_post(partner_ids=partner_ids, **kwargs)

    def _filter_insiders(self, partners):
        """Return those of `partners` who are employees and may open these records."""
        # Reason for sudo: whoever posts may not read accounts; only the right to read is asked.
        insiders = partners.browse()
        for user in partners.sudo().user_ids.filtered(lambda user: user._is_internal()):
            if self.with_user(user).sudo(False).has_access("read"):
                insiders |= user.partner_id
        return insiders.sudo(self.env.su)  # the rights of who asked

    def _message_subscribe(self, partner_ids=None, subtype_ids=None, customer_ids=None):
        partners = self.env["res.partner"].browse(partner_ids or [])
        return super()._message_subscribe(
            self._filter_insiders(partners).ids, subtype_ids, customer_ids=[]
        )

    def _message_get_suggested_recipients_batch(self, **kwargs):
        return {record.id: [] for record in self}

    def _partner_find_from_emails(self, records_emails, **kwargs):
        return super()._partner_find_from_emails(records_emails, **{**kwargs, "no_create": True})

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        recipients = super()._notify_get_recipients(message, msg_vals=msg_vals, **kwargs)
        partners = self.env["res.partner"].browse(one["id"] for one in recipients if one["id"])
        insiders = set(self._filter_insiders(partners).ids)
        return [one for one in recipients if one["id"] in insiders]

    def _notify_thread_by_email(self, message, recipients_data, **kwargs):
        """Say that a message waits: no name, no file number, no content leaves by e-mail."""
        addresses = [one["email_normalized"] for one in recipients_data if one["notif"] == "email"]
        # Reason for sudo: agents hold no right on outgoing mails; these hold nothing of theirs.
        self.env["mail.mail"].sudo().create(
            [
                {
                    "subject": self.env._("A message is waiting for you"),
                    "body_html": self._get_waiting_body(),
                    "email_to": address,
                    "auto_delete": True,
                }
                for address in addresses
                if address
            ]
        )
        return True

    def _get_waiting_body(self):
        link = f"{self.get_base_url()}/mail/view?model={self._name}&res_id={self.id}"
        return self.env["ir.qweb"]._render("food_aid.mail_message_waiting", {"link": link})

    def _notify_thread_by_web_push(self, message, recipients_data, msg_vals=False, **kwargs):
        # A push would carry the name of the record and the text through somebody else's servers.
        return None
