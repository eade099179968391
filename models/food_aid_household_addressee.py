from odoo import models


class FoodAidHousehold(models.Model):
    """To whom the letters of a household go."""

    _inherit = "food.aid.household"

    def _get_letter_recipient(self):
        """Return whom letters of this household are addressed to.

        :return: dict `name`, `lines` (of the address window, the name first), `phone`,
            `is_representative`; empty when nobody receives letters of this file any more
        """
        self.ensure_one()
        stays = self.member_ids.filtered(lambda member: member.role == "applicant")
        if stays and all(stays.mapped("date_end")):
            return {}
        letters = self.env["report.food_aid.report_decision_letter"]
        return {
            "name": letters._get_name(self) or self.name,
            "lines": letters._get_addressee(self),
            "phone": "" if self.is_reserved else self.applicant_id.phone or "",
            "is_representative": False,
        }
