from odoo.exceptions import UserError
from odoo.http import Controller, request, route

from .portal import HOME, get_values_before

PAGE = f"{HOME}/undertaking"


class FoodAidPortalUndertaking(Controller):
    """What opens before the undertaking, with the page that it speaks of."""

    @route(PAGE, type="http", auth="user", website=True, methods=["GET"], readonly=True)
    def food_aid_undertaking(self, **_kwargs):
        return self._render()

    @route(PAGE, type="http", auth="user", website=True, methods=["POST"])
    def food_aid_answer_undertaking(self, text="", answer="", **_kwargs):
        accepted = answer == "accept"
        try:
            request.env["res.users"]._food_aid_answer_undertaking(
                int(text) if text.isdecimal() else 0, accepted=accepted
            )
        except UserError as error:
            return self._render(problem=error.args[0])
        if accepted:
            return request.redirect(HOME)
        request.session.logout(keep_db=True)
        return request.redirect(f"{PAGE}/declined")

    @route(f"{PAGE}/declined", type="http", auth="public", website=True, methods=["GET"])
    def food_aid_undertaking_declined(self, **_kwargs):
        return request.render("food_aid.portal_undertaking_declined")

    def _render(self, problem=""):
        values = get_values_before("undertaking")
        if not values:
            return request.redirect(HOME)
        # Reason for sudo: the words this user is asked to read, before any right opens.
        text = request.env.user._food_aid_get_undertaking_text().sudo()
        values |= {
            "text": {"id": text.id, "name": text.name, "body": text.body},
            "problem": problem,
        }
        return request.render("food_aid.portal_undertaking", values)
