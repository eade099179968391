from werkzeug.exceptions import NotFound

from odoo.exceptions import UserError
from odoo.http import Controller, request, route

from .portal import HOME, PAGE_LENGTH, get_labels, get_slice, get_values, require

LIST = f"{HOME}/orientations"
LIST_FIELDS = ("name", "date", "label", "state", "date_met", "date_ended", "company_name")


def enter(page):
    values = get_values(page)
    require(values, "sends")
    return values | {"state_labels": get_labels("food.aid.orientation", "state")}


class FoodAidPortalOrientation(Controller):
    @route(
        [LIST, f"{LIST}/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def food_aid_orientations(self, page=1, **_kwargs):
        values = enter("orientations")
        orientations = request.env["food.aid.orientation"]
        pager = get_slice(orientations.search_count([]), page)
        values |= {
            "orientations": orientations.search_fetch(
                [], LIST_FIELDS, offset=pager["offset"], limit=PAGE_LENGTH
            ),
            "pager": pager,
            "list_url": LIST,
        }
        return request.render("food_aid.portal_orientations", values)

    @route(
        f"{LIST}/<int:orientation_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def food_aid_orientation(self, orientation_id, done="", **_kwargs):
        values = enter("orientation")
        orientation = request.env["food.aid.orientation"].search([("id", "=", orientation_id)])
        if not orientation:
            raise NotFound
        values |= {"orientation": orientation, "done": done}
        return request.render("food_aid.portal_orientation", values)

    @route(f"{LIST}/new", type="http", auth="user", website=True, methods=["GET"], readonly=True)
    def food_aid_new_orientation(self, **_kwargs):
        return self._render_form(enter("send"))

    @route(f"{LIST}/new", type="http", auth="user", website=True, methods=["POST"])
    def food_aid_send_orientation(
        self, label="", reach="", message="", notice="", company="", **_kwargs
    ):
        values = enter("send")
        try:
            orientation = request.env["food.aid.orientation"]._send(
                label,
                reach,
                message,
                notice_given=bool(notice),
                company_id=int(company) if company.isdecimal() else None,
            )
        except UserError as error:
            typed = {"label": label, "reach": reach, "message": message, "company": company}
            return self._render_form(values, **typed, notice=bool(notice), problem=error.args[0])
        return request.redirect(f"{LIST}/{orientation.id}?done=received")

    def _render_form(self, values, **extra):
        companies = request.env["food.aid.orientation"]._get_portal_companies()
        values |= {
            "companies": [(company.id, company.name) for company in companies],
            "problem": "",
            "label": "",
            "reach": "",
            "message": "",
            "company": "",
            "notice": False,
            **extra,
        }
        return request.render("food_aid.portal_send", values)
