from datetime import date

from odoo import fields
from odoo.exceptions import UserError
from odoo.http import Controller, content_disposition, request, route

from ..tools.composition import AGE_BANDS
from .portal import HOME, get_values, get_values_before
from .portal_distribution import ACT, READ
from .portal_pace import enter_manager

DATA = f"{HOME}/data"
COLUMNS = f"{DATA}/columns"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FoodAidPortalData(Controller):
    """What an organisation knows of its data: who sees them, and how to take them away."""

    @route(f"{HOME}/who-sees-what", **READ)
    def food_aid_who_sees_what(self, **_kwargs):
        values = get_values_before("who") or get_values("who")
        if values["organisation_name"]:
            values["who"] = request.env["food.aid.who.sees"]._get_page()
        return request.render("food_aid.portal_who_sees", values)

    @route(DATA, **READ)
    def food_aid_data(self, **_kwargs):
        return request.render("food_aid.portal_data", enter_manager("data"))

    @route(f"{DATA}/download", **READ)
    def food_aid_download_data(self, **_kwargs):
        enter_manager("data")
        content = request.env["food.aid.own.data"]._write_workbook()
        day = fields.Date.to_string(fields.Date.context_today(request.env.user))
        name = request.env._("our-data-%(day)s.xlsx", day=day)
        return self._respond(content, SHEET, name)

    def _respond(self, content, kind, name):
        headers = [
            ("Content-Type", kind),
            ("Content-Length", len(content)),
            ("Content-Disposition", content_disposition(name)),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "no-store"),
        ]
        return request.make_response(content, headers=headers)

    # ------------------------------------------------------------------
    # NATIONAL SOFTWARE
    # ------------------------------------------------------------------

    @route(COLUMNS, **READ)
    def food_aid_columns(self, first="", last="", **_kwargs):
        return self._render_columns(enter_manager("columns"), first=first, last=last)

    @route(COLUMNS, **ACT)
    def food_aid_choose_columns(self, separator="", period="", titles="", **form):
        values = enter_manager("columns")
        export = request.env["food.aid.own.export"]
        ranks = {
            name: int(form[name])
            for name in export._get_columns()
            if form.get(name, "").isdecimal()
        }
        problem = ""
        try:
            export._save_choice(ranks, separator, period, with_titles=bool(titles))
        except UserError as error:
            problem = error.args[0]
        days = {name: form.get(name, "") for name in ("first", "last")}
        return self._render_columns(values, problem=problem, done=not problem, **days)

    @route(f"{COLUMNS}/download", **READ)
    def food_aid_download_columns(self, first="", last="", **_kwargs):
        enter_manager("columns")
        text = request.env["food.aid.own.export"]._render(*self._get_days(first, last))
        content = text.encode("utf-8-sig")  # or spreadsheets misread accents
        return self._respond(content, "text/csv; charset=utf-8", f"{first}-{last}.csv")

    def _get_days(self, first, last):
        """Return the days asked for, those of the year by default."""
        today = fields.Date.context_today(request.env.user)
        try:
            days = fields.Date.to_date(first), fields.Date.to_date(last)
        except ValueError:
            days = None, None
        return days[0] or today.replace(month=1, day=1), days[1] or today

    def _render_columns(self, values, first="", last="", **extra):
        export = request.env["food.aid.own.export"]
        first, last = self._get_days(first, last)
        choice = export._get_choice()
        text = export._render(first, last)
        values |= {
            "labels": export._get_columns(),
            "ranks": {name: rank for rank, name in enumerate(choice["columns"], start=1)},
            "choice": choice,
            "text": text,
            "lines": max(4, min(20, text.count("\n") + 1)),
            "first": fields.Date.to_string(first),
            "last": fields.Date.to_string(last),
            "done": False,
            "problem": "",
            **extra,
        }
        return request.render("food_aid.portal_columns", values)

    # ------------------------------------------------------------------
    # FIGURES
    # ------------------------------------------------------------------

    @route(f"{HOME}/figures/ages", **READ)
    def food_aid_figures_by_age(self, **_kwargs):
        values = enter_manager("ages")
        figures = request.env["food.aid.own.figures"]
        today = fields.Date.context_today(figures)
        first = date(today.year - 1, 1, 1)
        bands = request.env["food.aid.visit"]._fields
        values |= {
            "bands": [(band, bands[band]._description_string(request.env)) for band in AGE_BANDS],
            "months": figures._get_rows(first, today, "month"),
            "years": figures._get_rows(date(2000, 1, 1), today, "year"),
        }
        return request.render("food_aid.portal_figures_ages", values)

    @route(f"{HOME}/state-return", **READ)
    def food_aid_state_return(self, year="", **_kwargs):
        values = enter_manager("state")
        today = fields.Date.context_today(request.env.user)
        years = [today.year - back for back in range(4)]
        year = int(year) if year.isdecimal() and int(year) in years else today.year
        lines = request.env["food.aid.state.figure"]._get_portal_return(year)
        told = ((line["source"], line["date_checked"]) for line in lines if line["source"])
        values |= {
            "year": year,
            "years": years,
            "lines": lines,
            "sources": list(dict.fromkeys(told)),
        }
        return request.render("food_aid.portal_state_return", values)
