from odoo import api, fields, models
from odoo.exceptions import UserError


class FoodAidSharedMixin(models.AbstractModel):
    """What serves every CCAS is changed by who works for all of them: the others live with it.

    A row without a CCAS serves them all, and so does every row of a model that knows no CCAS.
    """

    _name = "food.aid.shared.mixin"
    _description = "Shared By Every CCAS"

    is_locked = fields.Boolean(string="Serves every CCAS", compute="_compute_is_locked")

    @api.depends_context("uid")
    def _compute_is_locked(self):
        """Tell which rows the user may only read, because other CCAS live with them."""
        locked = self._get_locked()
        locked.is_locked = True
        (self - locked).is_locked = False

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._check_shared()
        return records

    def write(self, vals):
        self.check_access("write")
        self._check_shared()
        result = super().write(vals)
        self._check_shared()  # nor is one's own row given to everybody
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_shared(self):
        self._check_shared()

    def _check_shared(self):
        if locked := self._get_locked():
            raise UserError(
                self.env._(
                    "“%(row)s” serves every CCAS: only somebody who works for all of them "
                    "changes it. Write what differs for yours beside it.",
                    row=locked[0].display_name,
                )
            )

    def _get_locked(self):
        """Return the rows that serve other CCAS too, when the user does not work for all."""
        shared = self
        if "company_id" in self._fields:
            shared = self.filtered(lambda row: row.id and not row.company_id)
        if self.env.su or not shared or self._works_for_all():
            return self.browse()
        return shared

    @api.model
    def _works_for_all(self):
        # Reason for sudo: users see their own CCAS alone; one yes or no is asked of the others.
        companies = self.env["res.company"].sudo()
        others = [("id", "not in", self.env.user.company_ids.ids)]
        return not companies.search_count(others, limit=1)
