from werkzeug.exceptions import NotFound

from odoo import fields
from odoo.exceptions import UserError
from odoo.http import Controller, request, route

from .portal import HOME, get_labels, get_values, require
from .portal_distribution import ACT, READ, enter

PACE, CLOSURES = f"{HOME}/pace", f"{HOME}/closures"


def enter_manager(page):
    values = get_values(page)
    require(values, "manages")
    return values


class FoodAidPortalPace(Controller):
    """What the manager of an association decides, and its own figures."""

    @route(PACE, **READ)
    def food_aid_pace(self, done="", **_kwargs):
        values = enter_manager("pace") | {"done": bool(done), "problem": ""}
        return request.render("food_aid.portal_pace", values)

    @route(PACE, **ACT)
    def food_aid_choose_pace(self, step="", **_kwargs):
        values = enter_manager("pace")
        try:
            request.env["res.partner"]._food_aid_choose_step(step)
        except UserError as error:
            values |= {"done": False, "problem": error.args[0]}
            return request.render("food_aid.portal_pace", values)
        return request.redirect(f"{PACE}?done=1")

    @route(f"{HOME}/figures", **READ)
    def food_aid_figures(self, **_kwargs):
        values = enter("figures")
        values["months"] = request.env["food.aid.distribution"]._get_portal_figures()
        return request.render("food_aid.portal_figures", values)

    @route(f"{HOME}/missed", **READ)
    def food_aid_missed(self, **_kwargs):
        """Whom a call would please: referred and never seen, or three times not seen."""
        values = enter("missed")
        referrals = request.env["food.aid.referral"]
        values |= {
            "never_came": referrals.search(referrals._get_never_came_domain()),
            "missed": referrals.search(referrals._get_missed_domain()),
            "state_labels": get_labels("food.aid.referral", "state"),
        }
        return request.render("food_aid.portal_missed", values)

    # ------------------------------------------------------------------
    # CLOSURES
    # ------------------------------------------------------------------

    @route(CLOSURES, **READ)
    def food_aid_closures(self, done="", **_kwargs):
        return self._render_closures(enter_manager("closures"), done=bool(done))

    @route(CLOSURES, **ACT)
    def food_aid_announce(self, first="", last="", message="", **_kwargs):
        values = enter_manager("closures")
        try:
            days = [fields.Date.to_date(day) for day in (first, last)]
            request.env["food.aid.closure"]._announce(*days, message)
        except (UserError, ValueError) as error:
            typed = {"first": first, "last": last, "message": message}
            problem = request.env._("Choose the first day, then the last one.")
            if isinstance(error, UserError):
                problem = error.args[0]
            return self._render_closures(values, problem=problem, **typed)
        return request.redirect(f"{CLOSURES}?done=1")

    @route(f"{CLOSURES}/<int:closure_id>/back", **ACT)
    def food_aid_take_back_closure(self, closure_id, **_kwargs):
        enter_manager("closures")
        closure = request.env["food.aid.closure"].search([("id", "=", closure_id)])
        if not closure:
            raise NotFound
        closure._take_back()
        return request.redirect(f"{CLOSURES}?done=1")

    def _render_closures(self, values, **extra):
        closures = request.env["food.aid.closure"]
        today = fields.Date.context_today(closures)
        values |= {
            "closures": closures.search([("date_to", ">=", today)], order="date_from, id"),
            "today": today,
            "done": False,
            "problem": "",
            "first": "",
            "last": "",
            "message": "",
            **extra,
        }
        return request.render("food_aid.portal_closures", values)
