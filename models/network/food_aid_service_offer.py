from odoo import api, fields, models

from ...tools.scale import ScaleError

OPEN = ("sent", "accepted")


class FoodAidService(models.Model):
    """What each service can offer to one household, and otherwise why not."""

    _inherit = "food.aid.service"

    @api.model
    def _selection_offer(self):
        return [
            ("possible", self.env._("Possible")),
            ("care", self.env._("Possible, see why")),
            ("closed", self.env._("Not possible")),
        ]

    def _get_offers(self, household, right, assessment):
        """Tell for each service whether `household` may be referred to it.

        :param right: its running right on the scale of the CCAS, or an empty record
        :param assessment: its last validated assessment, or an empty record
        :return: {service: {"offer": key of `_selection_offer`, "reason": sentence,
            "right_id": right to carry, "version_id": version to decide on first}}
        """
        scales = self._get_scales(household.company_id)
        referred = household.referral_ids.filtered(lambda one: one.state in OPEN).service_id
        apart = household._get_apart_referrals()
        offers = {}
        for service in self:
            ground = service._get_ground(household, right, assessment, scales[service])
            ground |= {"offer": "closed" if ground["reason"] else "possible"}
            if service in referred:
                ground |= {"offer": "closed", "reason": self.env._("Already referred there.")}
            elif ground["offer"] == "possible" and (care := service._get_cares(household, apart)):
                ground |= {"offer": "care", "reason": " ".join(care)}
            offers[service] = ground
        return offers

    def _get_ground(self, household, right, assessment, scale):
        """Return the right this service rests on, the version to decide on, or why neither."""
        ground = {"right_id": False, "version_id": False, "reason": ""}
        if not self.is_food:
            return ground
        if not scale:
            reason = "" if right else self.env._("No running right: decide first.")
            return ground | {"right_id": right.id, "reason": reason}
        own = household.right_ids.filtered(
            lambda one: one.is_running and one.scale_version_id.scale_id == scale
        )
        if own:
            return ground | {"right_id": own[0].id}
        version = scale._version_at(fields.Date.context_today(self))
        reason = self._get_scale_reason(version, assessment)
        return ground | {"version_id": version.id if not reason else False, "reason": reason}

    @api.model
    def _get_scale_reason(self, version, assessment):
        """Return why a service's own scale does not grant, or an empty string."""
        if not assessment:
            return self.env._("It applies its own scale: assess first.")
        if not version:
            return self.env._("Its own scale has no version in force today.")
        try:
            result = assessment._evaluate_under(version)
        except ScaleError as error:
            return version._word_error(error)
        if result["outcome"] == "granted":
            return ""
        value = version._format_amount(result["value"])
        words = {
            "above": self.env._("Above its own scale (%(value)s).", value=value),
            "below_minimum": self.env._(
                "Below the least its own scale asks for (%(value)s).", value=value
            ),
        }
        if result["outcome"] == "commission":
            return self.env._("Its own scale leaves it to a commission.")
        return words.get(result["reason"]) or self.env._("Outside its own scale.")

    def _get_cares(self, household, apart):
        """Return what the agent should know before sending somebody here."""
        cares = []
        today = fields.Date.context_today(self)
        if self.is_full:
            cares.append(self.env._("Full: %(count)s households.", count=self.capacity))
        if household._find_kept_apart(self, self.place, self.day, apart):
            cares.append(self.env._("Not possible on that day: choose another day or place."))
        end = self.organisation_id.food_aid_accreditation_end
        if end and end < today:
            cares.append(self.env._("Its accreditation has ended."))
        if self.needs_kitchen and household.no_cooking:
            cares.append(self.env._("What is given has to be cooked."))
        return cares
