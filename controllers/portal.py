from math import ceil
from urllib.parse import urlencode

from werkzeug.exceptions import Forbidden, abort

from odoo import fields
from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal

HOME = "/my/food-aid"
PAGE_LENGTH = 40


def get_values(page):
    """Return what every page needs: whose page it is, and which doors are open.

    Only the organisation's name leaves the user's (privileged) record. Whoever has not read the
    undertaking of the CCAS yet is led there first.
    """
    user = request.env.user
    if user._food_aid_must_sign():
        abort(request.redirect(f"{HOME}/undertaking"))
    request.update_context(tz=user.tz or user.company_id.food_aid_tz)
    organisation = user.food_aid_organisation_id
    is_partner = bool(organisation) and user.has_group("food_aid.group_food_aid_portal")
    return {
        "page_name": "food_aid",
        "food_aid_page": page,
        "organisation_name": organisation.name if is_partner else "",
        "welcomes": is_partner and user.has_group("food_aid.group_food_aid_portal_volunteer"),
        "sends": request.env["food.aid.orientation"]._may_send(),
        "manages": is_partner and user.has_group("food_aid.group_food_aid_portal_manager"),
        "step": organisation.food_aid_step if is_partner else "",
        "word": organisation._food_aid_get_word() if is_partner else "",
        "on_device": bool(request.session.get("food_aid_device")),
        "device_person": user.name.split(" ")[0],
        "state_labels": {},
    }


def get_values_before(page):
    """Return what a page needs that is read before the undertaking; nothing once it is given."""
    user = request.env.user
    return user._food_aid_must_sign() and {
        "page_name": "food_aid",
        "food_aid_page": page,
        "only_page": True,
        "organisation_name": user.food_aid_organisation_id.name,
    }


def require(values, door):
    """Refuse a page to whose role or organisation does not open `door`; it names nobody."""
    if not values[door]:
        raise Forbidden(request.env._("This page is not open to you. Go back to the first page."))


def get_slice(total, page):
    """Return where a page of a list begins, and what its pager shows."""
    last = max(1, ceil(total / PAGE_LENGTH))
    page = min(max(1, page), last)
    return {"offset": (page - 1) * PAGE_LENGTH, "page": page, "last": last, "total": total}


def get_labels(model, field):
    """Return {key: label} of a selection field, in the user's language."""
    return dict(request.env[model]._fields[field]._description_selection(request.env))


class FoodAidPortal(CustomerPortal):
    @route(HOME, type="http", auth="user", website=True, methods=["GET"], readonly=True)
    def food_aid_home(self, **_kwargs):
        values = get_values("home")
        if values["welcomes"]:
            counters = request.env["food.aid.referral"]._get_portal_counters()
            for slot in counters["slots"]:
                query = {name: slot[name] or "" for name in ("service", "day")}
                slot["print_url"] = f"{HOME}/print?{urlencode(query)}"
            values["counters"] = counters
            values["message"] = request.env["food.aid.team.message"]._get_current()
            values |= self._get_next_distribution()
        if values["sends"]:
            values["sent"] = request.env["food.aid.orientation"]._get_portal_counters()
        return request.render("food_aid.portal_home", values)

    def _get_next_distribution(self):
        """Return what the first page tells of distributions: what was done, then what comes."""
        distributions = request.env["food.aid.distribution"]
        home = distributions._get_portal_home()
        expected = home["next"]._get_expected() if home["next"] else ()
        return {
            "home": home,
            "expected": {
                "households": len(expected),
                "people": sum(one.size for one in expected),
                "babies": sum(one.age_0_2 for one in expected),
            },
            "services": distributions._get_portal_services(),
            "today": fields.Date.context_today(distributions),
        }
