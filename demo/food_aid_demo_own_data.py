from odoo import api, fields, models


class FoodAidDemo(models.AbstractModel):
    """What organisations keep themselves: undertakings, team."""

    _inherit = "food.aid.demo"

    @api.model
    def _build(self):
        result = super()._build()
        demo = self.with_context(lang="fr_FR", tracking_disable=True)
        demo._ask_undertaking()
        demo._complete_team()
        return result

    def _ask_undertaking(self):
        """Publish the words; all those of the demonstration have read them."""
        text = self._as("food.aid.undertaking.text", "coordinator").create(
            {"name": f"{fields.Date.today().year}-1"}
        )
        text.action_publish()
        users = self.env["res.users"].search([("food_aid_organisation_id", "!=", False)])
        for user in users.filtered(lambda one: one._food_aid_must_sign()):
            user.with_user(user)._food_aid_answer_undertaking(text.id, accepted=True)

    def _complete_team(self):
        """Invite somebody who has not signed in yet: the undertaking comes first."""
        organisation = self._ref("demo_user_association_1").food_aid_organisation_id
        user = self._as("res.users", "coordinator")._food_aid_invite(
            organisation, "Lucette Démonstration", "benevole2@example.com", "volunteer"
        )
        # Reason for sudo: accounts of the demonstration have their login as password.
        user.sudo().write({"login": "benevole2", "password": "benevole2"})
