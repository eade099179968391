from odoo import fields, models
from odoo.exceptions import UserError


class FoodAidInvite(models.TransientModel):
    """Invite somebody of an organisation to sign in to the portal."""

    _name = "food.aid.invite"
    _description = "Invite to the portal"

    organisation_id = fields.Many2one(
        "res.partner", required=True, domain="[('is_food_aid_organisation', '=', True)]"
    )
    name = fields.Char(required=True)
    email = fields.Char(required=True)
    role = fields.Selection(
        [
            ("volunteer", "Volunteer: today's people and answers"),
            ("manager", "Manager: the same, and the organisation's page and team"),
            ("prescriber", "Prescriber: sends people to the CCAS"),
        ],
        required=True,
        default="volunteer",
    )

    def action_invite(self):
        """Open the access and send the mail by which the person chooses a password."""
        self.ensure_one()
        user = self.env["res.users"]._food_aid_invite(
            self.organisation_id, self.name, self.email.strip(), self.role
        )
        message, kind = self.env._("The invitation has been sent."), "success"
        if user.login_date:
            message = self.env._("The access has been moved to this organisation.")
        else:
            try:
                user.with_context(create_user=1).action_reset_password()
            except UserError:
                message, kind = (
                    self.env._(
                        "The access is open, but the mail could not leave. Once mail works, the "
                        "person asks for a password on the sign-in page."
                    ),
                    "warning",
                )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": kind,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
