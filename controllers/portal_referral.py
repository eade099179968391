from urllib.parse import urlencode

from werkzeug.exceptions import NotFound

from odoo import fields
from odoo.exceptions import UserError
from odoo.http import Controller, content_disposition, request, route

from ..tools.composition import AGE_BANDS
from .portal import HOME, PAGE_LENGTH, get_labels, get_slice, get_values, require

LIST = f"{HOME}/referrals"
ONE = f"{LIST}/<int:referral_id>"
LIST_FIELDS = (
    "name",
    "person_label",
    "size",
    "age_0_2",
    "no_cooking",
    "service_name",
    "day",
    "hour",
    "date_from",
    "date_to",
    "state",
    "company_name",
    "origin",
)


def enter(page):
    values = get_values(page)
    require(values, "welcomes")
    return values | {"state_labels": get_labels("food.aid.referral", "state")}


def find(referral_id):
    """Return the referral with the rights of the user; what is not theirs does not exist."""
    referral = request.env["food.aid.referral"].search([("id", "=", referral_id)])
    if not referral:
        raise NotFound
    return referral


class FoodAidPortalReferral(Controller):
    # ------------------------------------------------------------------
    # LIST
    # ------------------------------------------------------------------

    @route(
        [LIST, f"{LIST}/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def food_aid_referrals(self, page=1, show="open", service="", **_kwargs):
        return self._render_list(page, show=show, service=service)

    @route(LIST, type="http", auth="user", website=True, methods=["POST"])
    def food_aid_search_referrals(self, search="", page="1", **_kwargs):
        """Search by POST: a name never stands in an address."""
        page = int(page) if page.isdecimal() else 1
        return self._render_list(page, show="all", search=search.strip())

    def _render_list(self, page, show="open", service="", search=""):
        values = enter("referrals")
        referrals = request.env["food.aid.referral"]
        filters = referrals._get_portal_filters()
        show = show if show in filters else "open"
        domain = filters[show][1] & referrals._get_portal_search_domain(search)
        domain &= referrals._get_slot_domain(service)
        pager = get_slice(referrals.search_count(domain), page)
        values |= {
            "referrals": referrals.search_fetch(
                domain, LIST_FIELDS, offset=pager["offset"], limit=PAGE_LENGTH
            ),
            "pager": pager,
            "filters": {key: label for key, (label, _domain) in filters.items()},
            "show": show,
            "services": referrals._get_portal_services(),
            "service": service,
            "search": search,
            "list_url": LIST,
        }
        return request.render("food_aid.portal_referrals", values)

    @route(f"{HOME}/print", type="http", auth="user", website=True, methods=["GET"], readonly=True)
    def food_aid_print(self, service="", day="", **_kwargs):
        """The paper list: everybody expected now, to be ticked by hand."""
        values = enter("print")
        referrals = self._get_expected(service, day)
        values |= {
            "referrals": referrals,
            "today": fields.Date.context_today(referrals),
            "service": service,
            "day": day,
            "bands": self._get_bands(),
            "pdf_url": f"{HOME}/print/pdf?{urlencode({'service': service, 'day': day})}",
        }
        return request.render("food_aid.portal_print", values)

    @route(f"{HOME}/print/pdf", type="http", auth="user", website=True, methods=["GET"])
    def food_aid_print_pdf(self, service="", day="", **_kwargs):
        """The same list as a document: headings on each page, blank lines, the three numbers."""
        enter("print")
        referrals = self._get_expected(service, day)
        if not referrals:
            return request.redirect(f"{HOME}/print?{urlencode({'service': service, 'day': day})}")
        name = fields.Date.to_string(fields.Date.context_today(referrals))
        return self._respond_pdf("expected_list", referrals, name)

    def _get_expected(self, service, day):
        referrals = request.env["food.aid.referral"]
        domain = referrals._get_expected_domain() & referrals._get_slot_domain(service, day)
        return referrals.search(domain, order="person_label, name")

    def _respond_pdf(self, report, records, name):
        """Answer with a document; `name` tells nothing about anybody."""
        pdf, _kind = request.env["ir.actions.report"]._render_qweb_pdf(
            f"food_aid.action_report_{report}", records.ids
        )
        headers = [
            ("Content-Type", "application/pdf"),
            ("Content-Length", len(pdf)),
            ("Content-Disposition", content_disposition(f"{name}.pdf")),
        ]
        return request.make_response(pdf, headers=headers)

    # ------------------------------------------------------------------
    # ONE
    # ------------------------------------------------------------------

    @route(ONE, type="http", auth="user", website=True, methods=["GET"], readonly=True)
    def food_aid_referral(self, referral_id, done="", **_kwargs):
        values = enter("referral")
        referral = find(referral_id)
        return self._render_one(values, referral, done=done if done == referral.state else "")

    def _render_one(self, values, referral, **extra):
        values |= {
            "referral": referral,
            "bands": self._get_bands(),
            "reasons": get_labels("food.aid.referral", "decline_reason"),
            "periods": get_labels("food.aid.referral", "quota_period"),
            "done": "",
            "problem": "",
            **extra,
        }
        return request.render("food_aid.portal_referral", values)

    def _get_bands(self):
        fields = request.env["food.aid.referral"]._fields
        return [(band, fields[band]._description_string(request.env)) for band in AGE_BANDS]

    @route(f"{ONE}/sheet", type="http", auth="user", website=True, methods=["GET"])
    def food_aid_referral_sheet(self, referral_id, **_kwargs):
        enter("referral")
        referral = find(referral_id)
        return self._respond_pdf("liaison_sheet", referral, referral.name)

    # ------------------------------------------------------------------
    # ANSWERS
    # ------------------------------------------------------------------

    @route(f"{ONE}/confirm", type="http", auth="user", website=True, methods=["POST"])
    def food_aid_confirm(self, referral_id, **_kwargs):
        values = enter("referral")
        referral = find(referral_id)
        try:
            referral.action_confirm()
        except UserError as error:
            return self._render_one(values, referral, problem=error.args[0])
        return request.redirect(f"{LIST}/{referral.id}?done=accepted")

    @route(f"{ONE}/decline", type="http", auth="user", website=True, methods=["GET"], readonly=True)
    def food_aid_ask_decline(self, referral_id, **_kwargs):
        values = enter("referral")
        referral = find(referral_id)
        if not referral.is_welcome_open:
            return request.redirect(f"{LIST}/{referral.id}")
        return self._render_decline(values, referral)

    @route(f"{ONE}/decline", type="http", auth="user", website=True, methods=["POST"])
    def food_aid_decline(self, referral_id, reason="", note="", **_kwargs):
        values = enter("referral")
        referral = find(referral_id)
        try:
            referral.action_decline(reason, note)
        except UserError as error:
            return self._render_decline(
                values, referral, reason=reason, note=note, problem=error.args[0]
            )
        return request.redirect(f"{LIST}/{referral.id}?done=declined")

    def _render_decline(self, values, referral, **extra):
        values |= {
            "referral": referral,
            "reasons": get_labels("food.aid.referral", "decline_reason"),
            "reason": "",
            "note": "",
            "problem": "",
            **extra,
        }
        return request.render("food_aid.portal_decline", values)

    # ------------------------------------------------------------------
    # PROCEDURES CARRIED
    # ------------------------------------------------------------------

    @route(f"{ONE}/carried", type="http", auth="user", website=True, methods=["POST"])
    def food_aid_carried(self, referral_id, note="", **_kwargs):
        values = enter("referral")
        referral = find(referral_id)
        try:
            referral.action_carried(note)
        except UserError as error:
            return self._render_one(values, referral, problem=error.args[0])
        return request.redirect(f"{LIST}/{referral.id}?done=carried")
