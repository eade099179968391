from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# Coming back to a file within the hour (saving it, going on) is the same opening.
SAME_OPENING = "now -1H"
GC_BATCH = 10000


class FoodAidAccessLog(models.Model):
    """Who opened which household, and when. Written by the system, read by the DPO."""

    _name = "food.aid.access.log"
    _description = "Opening of a household"
    _order = "date desc, id desc"
    _log_access = False

    date = fields.Datetime(required=True, default=fields.Datetime.now, index=True)
    user_id = fields.Many2one("res.users", string="Opened by", required=True)
    household_id = fields.Many2one(
        "food.aid.household",
        index="btree_not_null",
        ondelete="cascade",
        help="Empty when many were read at once.",
    )
    company_id = fields.Many2one("res.company", string="CCAS", index="btree_not_null")
    kind = fields.Selection(
        [
            ("open", "File opened"),
            ("list", "Read in a list"),
            ("export", "Exported"),
            ("print", "Printed"),
            ("reserve", "File reserved"),
            ("lift", "Reservation lifted"),
        ],
        required=True,
        default="open",
    )
    count = fields.Integer(string="Households read", default=1)

    _user_index = models.Index("(user_id, date DESC)")

    @api.depends("date", "kind")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for line in self:
            line.display_name = f"{labels.get(line.kind, '')} {line.date or ''}"

    @api.model
    def _log(self, households, kind="open"):
        """Write one line for a household opened, or one with a count for many at once.

        :param kind: key of `kind`; several households opened at once are a list
        """
        if not households or (kind == "open" and self._is_open_already(households)):
            return
        is_one = len(households) == 1
        companies = households.company_id
        values = {
            "user_id": self.env.uid,
            "company_id": companies.id if len(companies) == 1 else False,
            "household_id": is_one and kind != "list" and households.id,
            "kind": kind if is_one or kind != "open" else "list",
            "count": len(households),
        }
        # Reason for sudo: nobody may write the log by hand, the person being logged least of all.
        self.sudo().create(values)

    def _is_open_already(self, households):
        if len(households) > 1:
            return False
        domain = (
            Domain("user_id", "=", self.env.uid)
            & Domain("household_id", "=", households.id)
            & Domain("kind", "=", "open")
            & Domain("date", ">=", SAME_OPENING)
        )
        # Reason for sudo: those who are logged do not read the log.
        return bool(self.sudo().search_count(domain, limit=1))

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("The log of openings cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept(self):
        if kept := self - self.filtered_domain(self._get_old_domain()):
            raise UserError(
                self.env._(
                    "The log of openings is kept %(months)s months: %(date)s is not yet past.",
                    months=kept[0]._get_months(kept[0].company_id),
                    date=kept[0].date,
                )
            )

    # ------------------------------------------------------------------
    # RETENTION
    # ------------------------------------------------------------------

    @api.model
    def _get_months(self, company):
        """Return how long `company` keeps its log; the longest of all when it names none."""
        companies = company or company.search([])  # pylint: disable=no-search-all
        return max(companies.mapped("food_aid_log_months"))

    @api.model
    def _get_old_domain(self):
        """Return the lines that are past the time their CCAS keeps them."""
        companies = self.env["res.company"].search([])  # pylint: disable=no-search-all
        return Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain("date", "<", f"now -{self._get_months(company)}m")
            for company in [*companies, companies.browse()]
        )

    @api.autovacuum
    def _gc_old(self):
        """Delete what is past its time, a batch at a time."""
        # Reason for sudo: nobody holds the right to delete the log.
        old = self.sudo().search(self._get_old_domain(), limit=GC_BATCH, order="date")
        old.unlink()
        return len(old), int(len(old) == GC_BATCH)
