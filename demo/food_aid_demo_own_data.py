import base64
import io

from dateutil.relativedelta import relativedelta
from PIL import Image, ImageDraw

from odoo import api, fields, models


class FoodAidDemo(models.AbstractModel):
    """What organisations keep themselves: undertakings, team."""

    _inherit = "food.aid.demo"

    @api.model
    def _build(self):
        result = super()._build()
        self._ask_undertaking()
        self._complete_team()
        self._give_a_face()
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

    def _give_a_face(self):
        """A word, a logo, a message of the day, a PIN for the tablet, a poster of the CCAS."""
        partners = self._as("res.partner", "association_1")
        services = [service_id for service_id, *_names in partners._food_aid_get_words()]
        partners._food_aid_save_words(dict.fromkeys(services, "adhérent"))
        partners._food_aid_save_logo(self._draw("Le Colis", (360, 360)))
        self._as("food.aid.team.message", "association_1")._post(
            "Le camion arrive à 13 h 30. Pensez aux sacs, et au café pour tout le monde.",
            fields.Date.context_today(self) + relativedelta(days=10),
        )
        self._as("food.aid.pin", "volunteer_1")._choose("2580", "2580")
        self._as("food.aid.document", "coordinator").create(
            {
                "name": "Affiche : ici, chacun est bienvenu",
                "note": "À imprimer en A3 et à poser à l'entrée de la salle.",
                "file": base64.b64encode(self._draw("Ici, chacun est bienvenu", (842, 595))),
                "file_name": "affiche-bienvenue.png",
                "for_prescribers": True,
            }
        ).action_publish()

    def _draw(self, text, size):
        image = Image.new("RGB", size, "#f4efe6")
        pen = ImageDraw.Draw(image)
        pen.ellipse((12, 12, size[0] - 12, size[1] - 12), outline="#3b5d50", width=14)
        pen.text((size[0] / 2, size[1] / 2), text, fill="#3b5d50", anchor="mm", font_size=44)
        stream = io.BytesIO()
        image.save(stream, "PNG")
        return stream.getvalue()
