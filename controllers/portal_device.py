import time

from odoo import fields
from odoo.exceptions import UserError
from odoo.http import Controller, request, route

from ..models.association.food_aid_device import DAYS
from ..models.association.ir_http_device import COOKIE, PAGE
from .portal import HOME, get_values, require
from .portal_distribution import ACT, READ
from .portal_pace import enter_manager

DEVICES, PIN = f"{HOME}/devices", f"{HOME}/pin"
OPEN_TO_ALL = {"type": "http", "auth": "public", "website": True}


class FoodAidPortalDevice(Controller):
    """Shared devices: enrolled by the manager, opened by first name and PIN."""

    # ------------------------------------------------------------------
    # THE MANAGER'S
    # ------------------------------------------------------------------

    @route(DEVICES, **READ)
    def food_aid_devices(self, done="", **_kwargs):
        return self._render_devices(done=bool(done))

    @route(DEVICES, **ACT)
    def food_aid_enrol_device(self, name="", **_kwargs):
        """Enrol this device, and sign the manager out of it."""
        enter_manager("devices")
        try:
            secret = request.env["food.aid.device"]._enrol(name)
        except UserError as error:
            return self._render_devices(problem=error.args[0], name=name)
        request.session.logout(keep_db=True)
        response = request.redirect(PAGE)
        response.set_cookie(
            COOKIE,
            secret,
            max_age=DAYS * 24 * 3600,
            httponly=True,
            samesite="Strict",
            secure=request.httprequest.scheme == "https",
        )
        return response

    @route(f"{DEVICES}/<int:device_id>/remove", **ACT)
    def food_aid_remove_device(self, device_id, **_kwargs):
        enter_manager("devices")
        request.env["food.aid.device"]._revoke(device_id)
        return request.redirect(f"{DEVICES}?done=1")

    def _render_devices(self, **extra):
        values = enter_manager("devices") | {"done": False, "problem": "", "name": "", **extra}
        values["devices"] = request.env["food.aid.device"]._get_devices()
        return request.render("food_aid.portal_devices", values)

    # ------------------------------------------------------------------
    # ONE'S OWN PIN
    # ------------------------------------------------------------------

    @route(PIN, **READ)
    def food_aid_pin(self, done="", **_kwargs):
        return self._render_pin(done=bool(done))

    @route(PIN, **ACT)
    def food_aid_choose_pin(self, pin="", again="", forget="", **_kwargs):
        require(get_values("pin"), "welcomes")
        pins = request.env["food.aid.pin"]
        try:
            if forget:
                pins._forget()
            else:
                pins._choose(pin.strip(), again.strip())
        except UserError as error:
            return self._render_pin(problem=error.args[0])
        return request.redirect(f"{PIN}?done=1")

    def _render_pin(self, **extra):
        values = get_values("pin") | {"done": False, "problem": "", **extra}
        require(values, "welcomes")
        values["has_one"] = request.env["food.aid.pin"]._has_one()
        return request.render("food_aid.portal_pin", values)

    # ------------------------------------------------------------------
    # THE DEVICE'S
    # ------------------------------------------------------------------

    @route(PAGE, methods=["GET"], **OPEN_TO_ALL)
    def food_aid_device(self, **_kwargs):
        """Ask who is there; whoever was signed in by PIN is signed out by coming here."""
        if request.session.get(COOKIE):
            request.session.logout(keep_db=True)
            return request.redirect(PAGE)
        return self._render_door()

    @route(PAGE, methods=["POST"], **OPEN_TO_ALL)
    def food_aid_open_device(self, person="", pin="", **_kwargs):
        device = request.env["food.aid.device"]._find(request.cookies.get(COOKIE))
        if not device:
            return self._render_door()
        person = int(person) if person.isdecimal() and len(person) < 10 else 0
        user, problem = device.env["food.aid.pin"]._verify(device, person, pin)
        if not user:
            return self._render_door(problem=problem, person=person)
        session = request.session
        session.logout(keep_db=True)
        session.update({"pre_login": user.login, "pre_uid": user.id})
        session.finalize(request.env)
        session[COOKIE], session["food_aid_seen"] = device.id, time.time()
        return request.redirect(f"{HOME}/device")

    def _render_door(self, **extra):
        device = request.env["food.aid.device"]._find(request.cookies.get(COOKIE))
        values = {
            "device_name": device.name or "",
            "organisation_name": device.organisation_id.name or "",
            "people": device._get_people() if device else [],
            "problem": "",
            "person": 0,
            **extra,
        }
        return request.render("food_aid.portal_device_door", values)

    @route(f"{PAGE}/leave", methods=["POST"], **OPEN_TO_ALL)
    def food_aid_leave_device(self, **_kwargs):
        request.session.logout(keep_db=True)
        return request.redirect(PAGE)

    @route(f"{HOME}/device", **READ)
    def food_aid_device_today(self, **_kwargs):
        """Today's list, on the way to it when there is only one."""
        values = get_values("device")
        require(values, "welcomes")
        distributions = request.env["food.aid.distribution"]
        today = fields.Date.context_today(distributions)
        values["distributions"] = distributions.search(
            [("date", "=", today), ("state", "=", "open")]
        )
        if len(values["distributions"]) == 1:
            return request.redirect(f"{HOME}/distributions/{values['distributions'].id}")
        return request.render("food_aid.portal_device_today", values)
