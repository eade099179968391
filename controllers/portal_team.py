from odoo.exceptions import UserError
from odoo.http import Controller, request, route

from .portal import HOME
from .portal_distribution import ACT, READ
from .portal_pace import enter_manager

TEAM = f"{HOME}/team"


class FoodAidPortalTeam(Controller):
    """The manager's team: volunteers invited and stopped."""

    @route(TEAM, **READ)
    def food_aid_team(self, done="", **_kwargs):
        return self._render(done=done)

    @route(TEAM, **ACT)
    def food_aid_invite_volunteer(self, name="", email="", **_kwargs):
        enter_manager("team")
        try:
            with request.env.cr.savepoint():
                has_left = request.env["res.users"]._food_aid_invite_volunteer(name, email)
        except UserError as error:
            return self._render(problem=error.args[0], name=name, email=email)
        return request.redirect(f"{TEAM}?done={'invited' if has_left else 'no-mail'}")

    @route(f"{TEAM}/<int:user_id>/stop", **READ)
    def food_aid_ask_stop(self, user_id, **_kwargs):
        values = enter_manager("team")
        team = request.env["res.users"]._food_aid_get_team()
        person = next((one for one in team if one["id"] == user_id and one["may_stop"]), None)
        if not person:
            return request.redirect(TEAM)
        return request.render("food_aid.portal_team_stop", values | {"person": person})

    @route(f"{TEAM}/<int:user_id>/stop", **ACT)
    def food_aid_stop_volunteer(self, user_id, **_kwargs):
        enter_manager("team")
        request.env["res.users"]._food_aid_stop_volunteer(user_id)
        return request.redirect(f"{TEAM}?done=stopped")

    def _render(self, **extra):
        values = enter_manager("team")
        values |= {"done": "", "problem": "", "name": "", "email": "", **extra}
        values["team"] = request.env["res.users"]._food_aid_get_team()
        return request.render("food_aid.portal_team", values)
