from odoo.exceptions import UserError
from odoo.http import Controller, request, route

SEND, STATUS = "/food-aid/send/<string:token>", "/food-aid/status/<string:token>"
# No cookie: nothing but the signed link says who comes, and nobody else can write it. That is
# also why a form sent from elsewhere is no danger: it would need the link.
READ = {"type": "http", "auth": "public", "methods": ["GET"], "save_session": False}
ACT = {"type": "http", "auth": "public", "methods": ["POST"], "save_session": False, "csrf": False}
# The address opens something: it is neither kept, nor told to the next site, nor framed.
HEADERS = [
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Robots-Tag", "noindex"),
    ("X-Frame-Options", "DENY"),
]


class FoodAidLink(Controller):
    """Pages of mailed links: no account, no script, the rights of the link whoever is signed in."""

    @route(SEND, readonly=True, **READ)
    def food_aid_link_form(self, token, **_kwargs):
        link, problem = self._open("send", token)
        return self._refuse(link, problem) if problem else self._render_form(link)

    @route(SEND, **ACT)
    def food_aid_link_send(self, token, label="", reach="", message="", notice="", **_kwargs):
        link, problem = self._open("send", token)
        if problem:
            return self._refuse(link, problem)
        typed = {"label": label, "reach": reach, "message": message}
        try:
            with request.env.cr.savepoint():
                follow = link._use(**typed, notice_given=bool(notice))
        except UserError as error:
            return self._render_form(link, **typed, notice=bool(notice), problem=error.args[0])
        # Reason for sudo: the new link belongs to whoever held the one just used.
        return request.redirect(f"/food-aid/status/{follow.sudo()._get_token()}", code=303)

    @route(STATUS, readonly=True, **READ)
    def food_aid_link_status(self, token, **_kwargs):
        link, problem = self._open("status", token)
        if problem:
            return self._refuse(link, problem)
        orientation = link.orientation_id
        states = orientation._fields["state"]._description_selection(orientation.env)
        values = {
            "orientation": orientation,
            "state": dict(states)[orientation.state],
            "company": link.company_id.name,
            "until": link.date_end,
        }
        return self._render("link_status", values)

    def _open(self, purpose, token):
        """Open a link in the language and at the hour of whom it was mailed to."""
        link, problem = request.env["food.aid.invitation"]._open(purpose, token)
        if link:
            lang = link.organisation_id.lang or link.company_id.partner_id.lang
            tz = link.company_id.food_aid_tz
            request.update_context(lang=lang or request.env.lang, tz=tz)
            link = link.with_context(lang=request.env.lang, tz=tz)
        return link, problem

    def _render_form(self, link, **extra):
        values = {
            "organisation": link.organisation_id.name,
            "company": link.company_id.name,
            "until": link.date_end,
            "label": "",
            "reach": "",
            "message": "",
            "notice": False,
            "problem": "",
            **extra,
        }
        return self._render("link_form", values)

    def _refuse(self, link, problem):
        values = {"problem": problem, "company": link.company_id.name or ""}
        return self._render("link_closed", values, status=404 if problem == "wrong" else 410)

    def _render(self, template, values, status=200):
        # not `lang`: Odoo puts the code of its own there, which no browser understands
        values["page_lang"] = (request.env.lang or "en_US").replace("_", "-")
        response = request.render(f"food_aid.{template}", values, status=status)
        response.headers.extend(HEADERS)
        return response
