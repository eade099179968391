from odoo import api, models
from odoo.exceptions import UserError

# What lives around a record and never decides anything: its chatter.
CHATTER_FIELDS = frozenset(
    {
        "activity_ids",
        "message_follower_ids",
        "message_ids",
        "message_main_attachment_id",
        "message_partner_ids",
    }
)


class FoodAidFrozenMixin(models.AbstractModel):
    """What has been decided on no longer changes, whoever asks: `sudo` is no exception.

    A record with a `state` names its `_frozen_states` and the `_mutable_fields` that may still
    change in them (`state` itself, when the workflow goes on). A line names its `_frozen_parent`,
    the many2one to the record that freezes it: then it is neither added, changed, moved nor
    deleted. Records are created and filled as drafts, and frozen by a `write` of `state` alone.

    Stored computed fields are not written by `write`: on a frozen record they must depend only on
    what is frozen with it.
    """

    _name = "food.aid.frozen.mixin"
    _description = "Frozen Once Decided"

    _frozen_states = frozenset()
    _mutable_fields = frozenset()
    _frozen_parent = None

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        if self._frozen_parent:
            records._ensure_not_frozen()
        return records

    def write(self, vals):
        # The refusal names the record: only to those who may write it.
        self.check_access("write")
        if vals.keys() - self._mutable_fields - CHATTER_FIELDS:
            self._ensure_not_frozen()
        result = super().write(vals)
        if self._frozen_parent in vals:
            self._ensure_not_frozen()
        return result

    def copy(self, default=None):
        self.check_access("create")
        self._ensure_not_frozen()
        return super().copy(default)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        self._ensure_not_frozen()

    def _ensure_not_frozen(self):
        if frozen := self._filter_frozen():
            raise UserError(frozen[0]._frozen_message())

    def _filter_frozen(self):
        """The records of `self` that no longer change."""
        # sudo: whether a record is frozen does not depend on who asks, nothing else is read
        records = self.sudo()
        if not self._frozen_parent:
            frozen = records.filtered(lambda record: record.state in self._frozen_states)
            return frozen.sudo(self.env.su)  # the rights of who asked
        parents = records[self._frozen_parent]._filter_frozen()
        if not parents:
            return self.browse()
        frozen = records.filtered(lambda line: line[self._frozen_parent] in parents)
        return frozen.sudo(self.env.su)  # the rights of who asked

    def _frozen_message(self):
        """The sentence that refuses a change; models say better what to do instead."""
        self.ensure_one()
        if self._frozen_parent:
            return self[self._frozen_parent]._frozen_message()
        return self.env._(
            "“%(record)s” has been validated: it no longer changes and is not deleted. "
            "Start a new one instead.",
            record=self.display_name,
        )
