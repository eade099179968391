import time

from werkzeug.exceptions import Forbidden, abort

from odoo import fields, models
from odoo.http import SessionExpiredException, request

COOKIE = "food_aid_device"
PAGE = "/food-aid/device"
HOME = "/my/food-aid"
IDLE_SECONDS = 5 * 60
NOTED_EVERY = 20
# All that a session opened by PIN reaches: today's list, and the way out.
TODAY = f"{HOME}/distributions/<int:distribution_id>"
OPEN = frozenset(
    [TODAY, f"{TODAY}/record", f"{TODAY}/undo", f"{HOME}/device", f"{PAGE}/leave", PAGE]
)
# What pages are drawn with.
DRAWN = (
    *("/web/assets/", "/web/bundle/", "/web/static/", "/web/binary/company_logo"),
    *("/logo", "/web/webclient/translations", "/website/translations"),
)


class IrHttp(models.AbstractModel):
    """A session opened by PIN is the volunteer's, and much less: a few pages, for a few minutes."""

    _inherit = "ir.http"

    @classmethod
    def _pre_dispatch(cls, rule, args):
        if request.session.get(COOKIE):
            cls._food_aid_guard_device(rule, args)
        return super()._pre_dispatch(rule, args)

    @classmethod
    def _post_dispatch(cls, response):
        result = super()._post_dispatch(response)
        if request.session.get(COOKIE):
            # the screen goes away by itself, and the way back does not bring it back
            response.headers["Refresh"] = f"{IDLE_SECONDS + 5};url={PAGE}"
            response.headers["Cache-Control"] = "no-store"
        return result

    @classmethod
    def _food_aid_guard_device(cls, rule, args):
        if rule.rule.startswith(DRAWN):
            return
        is_page = request.dispatcher.routing_type == "http"
        if not cls._food_aid_is_device_alive():
            request.session.logout(keep_db=True)
            if rule.rule == PAGE:  # asks who is there, as nobody
                request.update_env(user=request.env.ref("base.public_user").id)
                return
            if is_page:
                abort(request.redirect(PAGE))
            raise SessionExpiredException("Session expired")
        if rule.rule not in OPEN:
            if is_page and request.httprequest.method == "GET":
                abort(request.redirect(f"{HOME}/device"))
            raise Forbidden
        cls._food_aid_check_today(args)

    @classmethod
    def _food_aid_is_device_alive(cls):
        """Tell whether the session goes on: same device, still enrolled, same team, not idle."""
        session, now = request.session, time.time()
        if not session.uid:
            return False
        user = request.env(user=session.uid).user  # routes that ask for nobody have none
        device = user.env["food.aid.device"]._find(request.cookies.get(COOKIE))
        if device.id != session[COOKIE] or user._food_aid_must_sign():
            return False
        if user.food_aid_organisation_id.id != device.organisation_id.id:
            return False
        if now - session.get("food_aid_seen", 0) > IDLE_SECONDS:
            return False
        if now - session["food_aid_seen"] > NOTED_EVERY:  # not at each request: it is written
            session["food_aid_seen"] = now
        return True

    @classmethod
    def _food_aid_check_today(cls, args):
        """Leave the lists of other days aside."""
        if "distribution_id" not in args:
            return
        distributions = request.env["food.aid.distribution"]
        today = fields.Date.context_today(distributions.with_context(tz=request.env.user.tz))
        domain = [("id", "=", args["distribution_id"]), ("date", "=", today)]
        if not distributions.search_count(domain):
            abort(request.redirect(f"{HOME}/device"))
