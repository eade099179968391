from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command


class FoodAidVoucher(models.Model):
    """What becomes of a voucher: printed, used or cancelled, regularised."""

    _inherit = "food.aid.voucher"

    @api.constrains("follow_up", "request_id", "household_id")
    def _check_follow_up(self):
        for voucher in self:
            if voucher.follow_up == "done" and not voucher.request_id:
                raise ValidationError(
                    self.env._("A voucher is regularised by a request: press “Regularise”.")
                )
            if voucher.request_id and voucher.request_id.household_id != voucher.household_id:
                raise ValidationError(
                    self.env._("The request of %(name)s is another household's.", name=voucher.name)
                )

    def action_print(self):
        """Print the voucher twice on a sheet: one for the person, one that the CCAS keeps."""
        report = self.env.ref("food_aid.action_report_voucher")
        return report.report_action(self, config=False) | {"close_on_report_download": True}

    def action_close(self):
        """Leave the short form with the number to read out."""
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": self.env._("Voucher %(name)s is given.", name=self.name),
                "type": "success",
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def action_use(self):
        """The shop has sent it back, or the service has welcomed the person."""
        self.filtered(lambda voucher: voucher.state == "given").write({"state": "used"})

    def action_cancel(self):
        self.write({"state": "cancelled"})

    def action_reopen(self):
        self.filtered(lambda voucher: voucher.state == "used").write({"state": "given"})

    def action_leave(self):
        """Nothing is to be regularised: somebody passing through, for instance."""
        self.filtered(lambda voucher: voucher.follow_up == "todo").write({"follow_up": "none"})

    def action_regularise(self):
        """Make the household and its request of the voucher, or link those that are there.

        :return: action that opens the household
        """
        self.ensure_one()
        if self.follow_up == "done" or self.state == "cancelled":
            raise UserError(
                self.env._("%(name)s is regularised already, or cancelled.", name=self.name)
            )
        household = self.household_id or self.env["food.aid.household"].create(
            self._prepare_household()
        )
        request = household.request_ids.filtered(lambda one: one.state in ("received", "complete"))
        request = request[:1] or request.create(self._prepare_request(household))
        self.write({"household_id": household.id, "request_id": request.id, "follow_up": "done"})
        return household._get_records_action(name=self.env._("Household"))

    def _prepare_household(self):
        member = {
            "role": "applicant",
            "first_name": self.first_name,
            "birth_year": self.birth_year,
        }
        return {"company_id": self.company_id.id, "member_ids": [Command.create(member)]}

    def _prepare_request(self, household):
        return {
            "household_id": household.id,
            "date": self.date,
            "channel": "visit",
            "needs_text": self.need,
        }
