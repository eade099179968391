from uuid import uuid4

from odoo.exceptions import UserError
from odoo.http import Controller, request, route

from ..tools.composition import AGE_BANDS
from .portal import HOME, get_labels
from .portal_distribution import ACT, READ, get_number
from .portal_referral import LIST, ONE, enter, find

NEW = f"{HOME}/welcomes/new"
EMERGENCY = f"{HOME}/emergency"


def get_people(form):
    """Return (size, {age band: how many}) of a form; nothing written is nobody."""
    return get_number(form.get("size")), {band: get_number(form.get(band)) for band in AGE_BANDS}


def get_choices():
    """Return what the forms offer: services and age bands, as (key, label)."""
    referrals = request.env["food.aid.referral"]
    return {
        "bands": [
            (band, referrals._fields[band]._description_string(request.env)) for band in AGE_BANDS
        ],
        "services": request.env["food.aid.distribution"]._get_portal_services(),
    }


class FoodAidPortalDirect(Controller):
    # ------------------------------------------------------------------
    # DIRECT WELCOME
    # ------------------------------------------------------------------

    @route(NEW, **READ)
    def food_aid_new_welcome(self, **_kwargs):
        return self._render_welcome(enter("welcome"), action=NEW)

    @route(NEW, **ACT)
    def food_aid_welcome(self, label="", service="", **form):
        values = enter("welcome")
        try:
            referral = request.env["food.aid.referral"]._welcome(
                label, *get_people(form), service_id=int(service) if service.isdecimal() else None
            )
        except UserError as error:
            typed = form | {"label": label, "service": service}
            return self._render_welcome(values, action=NEW, typed=typed, problem=error.args[0])
        return request.redirect(f"{LIST}/{referral.id}?done=accepted")

    @route(f"{ONE}/change", **READ)
    def food_aid_ask_change(self, referral_id, **_kwargs):
        values = enter("referral")
        referral = find(referral_id)
        if referral.origin != "direct" or referral.state != "accepted":
            return request.redirect(f"{LIST}/{referral.id}")
        typed = {name: referral[name] or "" for name in ("size", *AGE_BANDS)}
        typed["label"] = referral.person_label
        return self._render_change(values, referral, typed=typed)

    @route(f"{ONE}/change", **ACT)
    def food_aid_change(self, referral_id, label="", **form):
        values = enter("referral")
        referral = find(referral_id)
        try:
            referral._change_welcome(label, *get_people(form))
        except UserError as error:
            return self._render_change(
                values, referral, typed=form | {"label": label}, problem=error.args[0]
            )
        return request.redirect(f"{LIST}/{referral.id}")

    def _render_change(self, values, referral, **extra):
        action = f"{LIST}/{referral.id}/change"
        return self._render_welcome(values, action=action, referral=referral, **extra)

    def _render_welcome(self, values, **extra):
        values |= get_choices() | {"referral": None, "typed": {}, "problem": "", **extra}
        return request.render("food_aid.portal_welcome", values)

    @route(f"{ONE}/end", **ACT)
    def food_aid_end_welcome(self, referral_id, **_kwargs):
        enter("referral")
        referral = find(referral_id)
        if referral.state == "accepted":
            referral._end_welcome()
        return request.redirect(f"{LIST}/{referral.id}")

    # ------------------------------------------------------------------
    # THE PERSON AGREES TO BE CALLED
    # ------------------------------------------------------------------

    @route(f"{ONE}/call", **READ)
    def food_aid_ask_call(self, referral_id, **_kwargs):
        values = enter("referral")
        referral = find(referral_id)
        if referral.origin != "direct" or referral.state != "accepted":
            return request.redirect(f"{LIST}/{referral.id}")
        return self._render_call(values, referral, label=referral.person_label)

    @route(f"{ONE}/call", **ACT)
    def food_aid_call(self, referral_id, label="", reach="", message="", notice="", **_kwargs):
        values = enter("referral")
        referral = find(referral_id)
        typed = {"label": label, "reach": reach, "message": message}
        try:
            orientation = referral._ask_for_call(**typed, notice_given=bool(notice))
        except UserError as error:
            return self._render_call(
                values, referral, **typed, notice=bool(notice), problem=error.args[0]
            )
        return request.redirect(f"{HOME}/orientations/{orientation.id}?done=received")

    def _render_call(self, values, referral, **extra):
        empty = {"reach": "", "message": "", "notice": False, "problem": ""}
        return request.render(
            "food_aid.portal_call", values | empty | {"referral": referral, **extra}
        )

    # ------------------------------------------------------------------
    # EMERGENCY HELP
    # ------------------------------------------------------------------

    @route(EMERGENCY, **READ)
    def food_aid_emergency(self, done="", **_kwargs):
        return self._render_emergency(enter("emergency"), done=done == "counted")

    @route(EMERGENCY, **ACT)
    def food_aid_help_now(self, service="", emergency="", uuid="", **form):
        values = enter("emergency")
        try:
            request.env["food.aid.visit"]._help_now(
                int(service) if service.isdecimal() else 0,
                emergency,
                *get_people(form),
                client_uuid=uuid[:64] or False,
            )
        except UserError as error:
            typed = form | {"service": service, "emergency": emergency}
            return self._render_emergency(values, typed=typed, problem=error.args[0])
        return request.redirect(f"{EMERGENCY}?done=counted")

    @route(f"{EMERGENCY}/undo", **ACT)
    def food_aid_undo_help(self, visit="", **_kwargs):
        values = enter("emergency")
        try:
            request.env["food.aid.visit"].browse(
                int(visit) if visit.isdecimal() else ()
            )._undo_help()
        except UserError as error:
            return self._render_emergency(values, problem=error.args[0])
        return request.redirect(EMERGENCY)

    def _render_emergency(self, values, **extra):
        values |= get_choices() | {
            "reasons": get_labels("food.aid.visit", "emergency"),
            "helps": request.env["food.aid.visit"]._get_recent_helps(),
            "uuid": uuid4().hex,
            "typed": {},
            "done": False,
            "problem": "",
            **extra,
        }
        return request.render("food_aid.portal_emergency", values)
