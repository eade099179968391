from babel.dates import get_month_names
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import get_lang

from ...tools.presence import count_proofs, find_gaps, month_of, months_between

SOCIAL = "food_aid.group_food_aid_social_worker"
KEPT_WHILE = "preparing"


class FoodAidProcedure(models.Model):
    """Presence by month in a residence-permit file: shown on a grid, erased once handed in.

    Of it remains the number of months covered. Nothing is tracked, logged or copied.
    """

    _inherit = "food.aid.procedure"

    has_presence = fields.Boolean(related="type_id.has_presence")
    presence_from = fields.Date(string="Here since", copy=False, exportable=False, groups=SOCIAL)
    proof_ids = fields.One2many(
        "food.aid.presence.proof",
        "procedure_id",
        string="Proofs of presence",
        copy=False,
        groups=SOCIAL,
    )
    presence_grid = fields.Html(
        string="Months covered", compute="_compute_presence_grid", sanitize=False, groups=SOCIAL
    )
    presence_months = fields.Integer(
        string="Months of presence shown", readonly=True, copy=False, aggregator=None
    )

    @api.depends("presence_from", "proof_ids.kind", "proof_ids.date_from", "proof_ids.date_to")
    @api.depends_context("lang")
    def _compute_presence_grid(self):
        months = get_month_names("abbreviated", locale=get_lang(self.env).code)
        for procedure in self:
            presence = procedure._get_presence()
            procedure.presence_grid = presence and self.env["ir.qweb"]._render(
                "food_aid.presence_grid",
                presence
                | {
                    "months": months,
                    "text": procedure._say_gaps(presence, months),
                    "kinds": procedure._name_proofs(),
                },
            )

    @api.constrains("presence_from")
    def _check_presence(self):
        for procedure in self.filtered("presence_from"):
            if not procedure.has_presence or procedure.state != KEPT_WHILE:
                raise ValidationError(
                    self.env._(
                        "Months of presence are gathered while a residence-permit file is put "
                        "together, and at no other time."
                    )
                )

    def _get_presence(self):
        """Return {years, counts, gaps, covered, first, last} of the months, or nothing.

        `years` tells how many months of each are covered.
        """
        proofs = self.proof_ids.filtered(lambda one: one.date_from and one.date_to)
        days = [self.presence_from, *proofs.mapped("date_from")]
        start = min(filter(None, days), default=None)
        if not start:
            return {}
        first, last = month_of(start), month_of(fields.Date.context_today(self))
        counts = count_proofs((one.date_from, one.date_to) for one in proofs)
        return {
            "years": {
                year: sum(month[0] == year for month in counts)
                for year in range(first[0], last[0] + 1)
            },
            "counts": counts,
            "first": first,
            "last": last,
            "gaps": find_gaps(counts, first, last),
            "covered": len(counts),
        }

    def _name_proofs(self):
        """Return {month: the kinds of proofs that cover it}."""
        labels = dict(self.proof_ids._fields["kind"]._description_selection(self.env))
        kinds = {}
        for proof in self.proof_ids.filtered(lambda one: one.date_from and one.date_to):
            for month in months_between(month_of(proof.date_from), month_of(proof.date_to)):
                kinds.setdefault(month, []).append(labels.get(proof.kind, ""))
        return {month: ", ".join(names) for month, names in kinds.items()}

    def _say_gaps(self, presence, months):
        """Return in words what the grid shows: what a screen reader says first."""

        def name(month):
            return f"{months[month[1]]} {month[0]}"

        gaps = [
            name(start) if start == end else f"{name(start)} → {name(end)}"
            for start, end in presence["gaps"]
        ]
        return Markup("{} {}").format(
            self.env._("Months covered: %(number)s.", number=presence["covered"]),
            self.env._("Without any proof: %(gaps)s.", gaps=", ".join(gaps))
            if gaps
            else self.env._("No month without a proof."),
        )

    # ------------------------------------------------------------------
    # ERASURE
    # ------------------------------------------------------------------

    def _follow_step(self, state):
        if state != KEPT_WHILE:
            self._erase_presence()
        return super()._follow_step(state)

    def _erase_presence(self):
        """Keep the number of months, erase which ones they were and what showed them."""
        # Reason for sudo: whoever moves the file erases all of it, nothing may be left behind.
        held = self.sudo().filtered(lambda one: one.proof_ids or one.presence_from)
        for procedure in held:
            procedure.presence_months = procedure._get_presence().get("covered", 0)
        held.write({"presence_from": False})
        held.proof_ids.unlink()
