from werkzeug.exceptions import NotFound

from odoo.exceptions import UserError
from odoo.http import Controller, request, route

from .portal import HOME, PAGE_LENGTH, get_labels, get_slice, get_values, require

LIST = f"{HOME}/orientations"
LIST_FIELDS = ("name", "date", "label", "state", "date_met", "date_ended", "company_name")


def enter(page, door="sends"):
    values = get_values(page)
    # who welcomes people may ask the CCAS to call one, and follows it
    values["follows"] = values["sends"] or values["welcomes"]
    require(values, door)
    return values | {"state_labels": get_labels("food.aid.orientation", "state")}


def get_evaluation(form):
    """Return the evaluation of a form as `_prepare_evaluation` takes it; None when untouched."""
    fields = request.httprequest.form
    people = zip(fields.getlist("role"), fields.getlist("year"), strict=False)
    amounts = [(name[7:], text) for name, text in form.items() if name.startswith("amount_")]
    evaluation = {
        "date": form.get("date", ""),
        "author": form.get("author", ""),
        "members": [(role, year.strip()) for role, year in people if year.strip()],
        "lines": [(int(one), text) for one, text in amounts if one.isdecimal() and text.strip()],
    }
    return evaluation if any(evaluation.values()) else None


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
        values = enter("orientations", "follows")
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
        values = enter("orientation", "follows")
        orientation = request.env["food.aid.orientation"].search([("id", "=", orientation_id)])
        if not orientation:
            raise NotFound
        values |= {
            "orientation": orientation,
            "evaluation": orientation._get_own_evaluation(),
            "done": done,
        }
        return request.render("food_aid.portal_orientation", values)

    @route(f"{LIST}/new", type="http", auth="user", website=True, methods=["GET"], readonly=True)
    def food_aid_new_orientation(self, **_kwargs):
        return self._render_form(enter("send"))

    @route(f"{LIST}/new", type="http", auth="user", website=True, methods=["POST"])
    def food_aid_send_orientation(
        self, label="", reach="", message="", notice="", company="", **form
    ):
        values = enter("send")
        evaluation = get_evaluation(form)
        try:
            orientation = request.env["food.aid.orientation"]._send(
                label,
                reach,
                message,
                notice_given=bool(notice),
                company_id=int(company) if company.isdecimal() else None,
                evaluation=evaluation,
            )
        except UserError as error:
            typed = {"label": label, "reach": reach, "message": message, "company": company}
            typed |= {"form": form, "told": evaluation, "notice": bool(notice)}
            return self._render_form(values, **typed, problem=error.args[0])
        return request.redirect(f"{LIST}/{orientation.id}?done=received")

    def _render_form(self, values, **extra):
        orientations = request.env["food.aid.orientation"]
        companies = orientations._get_portal_companies()
        evaluates = orientations._may_evaluate()
        values |= {
            "companies": [(company.id, company.name) for company in companies],
            "evaluates": evaluates,
            "categories": orientations._get_evaluation_categories() if evaluates else {},
            "roles": get_labels("food.aid.household.member", "role"),
            "form": {},
            "told": None,
            "problem": "",
            "label": "",
            "reach": "",
            "message": "",
            "company": "",
            "notice": False,
            **extra,
        }
        return request.render("food_aid.portal_send", values)
