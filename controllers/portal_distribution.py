from uuid import uuid4

from werkzeug.exceptions import NotFound

from odoo import fields
from odoo.exceptions import UserError
from odoo.http import Controller, content_disposition, request, route

from ..tools.composition import AGE_BANDS
from .portal import HOME, get_labels, get_values, require

LIST = f"{HOME}/distributions"
ONE = f"{LIST}/<int:distribution_id>"
SHOWN, FOUND = 40, 10
READ = {"type": "http", "auth": "user", "website": True, "methods": ["GET"], "readonly": True}
ACT = {"type": "http", "auth": "user", "website": True, "methods": ["POST"]}


def enter(page):
    values = get_values(page)
    require(values, "welcomes")
    return values


def find(distribution_id):
    """Return the distribution with the rights of the user; what is not theirs does not exist."""
    distribution = request.env["food.aid.distribution"].search([("id", "=", distribution_id)])
    if not distribution:
        raise NotFound
    return distribution


def get_number(text, kind=int):
    """Return a number as people write it: `12,5`, `1 200`; nothing is zero."""
    text = "".join((text or "").split()).replace(",", ".")
    try:
        return kind(text or 0)
    except ValueError as error:
        raise UserError(request.env._("“%(text)s” is not a number.", text=text[:20])) from error


class FoodAidPortalDistribution(Controller):
    # ------------------------------------------------------------------
    # LIST
    # ------------------------------------------------------------------

    @route(LIST, **READ)
    def food_aid_distributions(self, **_kwargs):
        return self._render_list(enter("distributions"))

    @route(LIST, **ACT)
    def food_aid_open_distribution(self, service="", date="", **_kwargs):
        values = enter("distributions")
        try:
            distribution = request.env["food.aid.distribution"]._open(
                int(service) if service.isdecimal() else 0, date
            )
        except (UserError, ValueError) as error:
            problem = error.args[0] if isinstance(error, UserError) else None
            problem = problem or request.env._("Choose the day.")
            return self._render_list(values, problem=problem)
        return request.redirect(f"{LIST}/{distribution.id}")

    def _render_list(self, values, problem=""):
        distributions = request.env["food.aid.distribution"]
        values |= {
            "distributions": distributions.search([], limit=SHOWN),
            "services": distributions._get_portal_services(),
            "today": fields.Date.context_today(distributions),
            "state_labels": get_labels("food.aid.distribution", "state"),
            "problem": problem,
        }
        return request.render("food_aid.portal_distributions", values)

    # ------------------------------------------------------------------
    # ONE
    # ------------------------------------------------------------------

    @route(ONE, **READ)
    def food_aid_distribution(self, distribution_id, done="", **_kwargs):
        values = enter("distribution")
        visit = request.env["food.aid.visit"].browse()
        if done.isdecimal():
            visit = visit.search([("id", "=", int(done)), ("state", "!=", "undone")])
        return self._render_one(values, find(distribution_id), done=visit, saved=done == "saved")

    @route(ONE, **ACT)
    def food_aid_find_in_distribution(self, distribution_id, search="", **_kwargs):
        """Search by POST: a name never stands in an address."""
        return self._render_one(enter("distribution"), find(distribution_id), search=search.strip())

    def _render_one(self, values, distribution, search="", **extra):
        lines = distribution._get_lines()
        expected = [line["referral"] for line in lines]
        values |= {
            "distribution": distribution,
            "lines": lines,
            "found": distribution._find_lines(search, FOUND) if search else [],
            "unknown": distribution._get_unknown(),
            "search": search,
            "people": sum(one.size for one in expected),
            "babies": sum(one.age_0_2 for one in expected),
            "bands": self._get_bands(),
            "visit_labels": get_labels("food.aid.visit", "state"),
            "proxies": get_labels("food.aid.visit", "proxy"),
            "reasons": get_labels("food.aid.visit", "reason"),
            "periods": get_labels("food.aid.referral", "quota_period"),
            "uuid": uuid4().hex,
            "done": request.env["food.aid.visit"].browse(),
            "saved": False,
            "problem": "",
            **extra,
        }
        return request.render("food_aid.portal_distribution", values)

    def _get_bands(self):
        visit_fields = request.env["food.aid.visit"]._fields
        return [(band, visit_fields[band]._description_string(request.env)) for band in AGE_BANDS]

    def _act(self, distribution_id, act):
        """Do something, come back to the page with what happened; nothing typed goes wrong alone.

        :param act: function of the distribution; returns the tail of the address
        """
        values = enter("distribution")
        distribution = find(distribution_id)
        try:
            with request.env.cr.savepoint():
                tail = act(distribution)
        except UserError as error:
            return self._render_one(values, distribution, problem=error.args[0])
        return request.redirect(f"{LIST}/{distribution.id}{tail}")

    # ------------------------------------------------------------------
    # RECORDING
    # ------------------------------------------------------------------

    @route(f"{ONE}/record", **ACT)
    def food_aid_record(self, distribution_id, referral="", state="", uuid="", **form):
        def act(distribution):
            answer = distribution._record(
                int(referral) if referral.isdecimal() else 0,
                state,
                proxy=form.get("proxy") or False,
                reason=form.get("reason") or False,
                client_uuid=uuid[:64] or False,
            )
            return f"?done={answer['visit_id'] or answer['status']}"

        return self._act(distribution_id, act)

    @route(f"{ONE}/enter", **ACT)
    def food_aid_enter(self, distribution_id, uuid="", **form):
        """A ticked list, all at once; a form sent twice counts once."""

        def act(distribution):
            came = request.httprequest.form.getlist("came")
            bands = {band: get_number(form.get(band)) for band in AGE_BANDS}
            distribution._record_list(
                [int(one) for one in came if one.isdecimal()],
                self._get_proxies(form),
                others_absent=bool(form.get("others_absent")),
                client_uuid=uuid[:48],
            )
            households = get_number(form.get("unknown_households"))
            distribution._record_unknown(bands, households, uuid and f"{uuid[:48]}-unknown")
            if form.get("close"):
                distribution._tell(weight=get_number(form.get("weight"), float))
            return "?done=saved"

        return self._act(distribution_id, act)

    def _get_proxies(self, form):
        """Return {referral id: who came in their place}, of the lines that were filled."""
        pairs = ((form.get(f"absent_{n}"), form.get(f"proxy_{n}")) for n in range(1, 4))
        return {int(who): proxy for who, proxy in pairs if who and proxy and who.isdecimal()}

    @route(f"{ONE}/undo", **ACT)
    def food_aid_undo(self, distribution_id, visit="", **_kwargs):
        return self._act(
            distribution_id,
            lambda distribution: distribution._undo(int(visit) if visit.isdecimal() else 0) and "",
        )

    # ------------------------------------------------------------------
    # CLOSING
    # ------------------------------------------------------------------

    @route(f"{ONE}/close", **ACT)
    def food_aid_close(self, distribution_id, households="", persons="", weight="", **_kwargs):
        def act(distribution):
            distribution._tell(
                get_number(households), get_number(persons), get_number(weight, float)
            )
            return "?done=saved"

        return self._act(distribution_id, act)

    @route(f"{ONE}/reopen", **ACT)
    def food_aid_reopen(self, distribution_id, **_kwargs):
        return self._act(distribution_id, lambda distribution: distribution.action_reopen() or "")

    # ------------------------------------------------------------------
    # PAPER
    # ------------------------------------------------------------------

    @route(f"{ONE}/<string:paper>.pdf", type="http", auth="user", website=True, methods=["GET"])
    def food_aid_distribution_paper(self, distribution_id, paper, **_kwargs):
        enter("distribution")
        distribution = find(distribution_id)
        if paper not in ("sign-in-sheet", "labels"):
            raise NotFound
        report = "sign_in_sheet" if paper == "sign-in-sheet" else "parcel_labels"
        pdf, _kind = request.env["ir.actions.report"]._render_qweb_pdf(
            f"food_aid.action_report_{report}", distribution.ids
        )
        name = f"{distribution.date}-{paper}.pdf"
        headers = [
            ("Content-Type", "application/pdf"),
            ("Content-Length", len(pdf)),
            ("Content-Disposition", content_disposition(name)),
        ]
        return request.make_response(pdf, headers=headers)
