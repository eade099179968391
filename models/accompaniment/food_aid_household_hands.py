from odoo import models
from odoo.tools import SQL

from ..lookalikes.food_aid_household_split import ADULTS

MEMBER = "food.aid.household.member"


class FoodAidHousehold(models.Model):
    """Needs and follow-ups when files are grouped and households separate.

    Grouping: what names a stay that goes names the one that remains. Separating: what those who
    leave told for themselves alone goes with them, whole, and nothing of it stays behind; what
    was told together stays in the old file, and is never copied.
    """

    _inherit = "food.aid.household"

    # ------------------------------------------------------------------
    # GROUPING
    # ------------------------------------------------------------------

    def _take_person(self, stay, here):
        self._move_stay(stay, here)
        return super()._take_person(stay, here)

    def _move_stay(self, gone, kept):
        """Point to the stay `kept` what points to `gone`, which is about to be deleted."""
        self.env.flush_all()
        self._move_pointers(MEMBER, gone, kept)
        for field in self._get_stay_lists():
            self._move_in_list(field, {gone.id: kept.id})
        self.env.invalidate_all()

    def _get_stay_lists(self):
        """Return the many2many fields that name people of a household."""
        return [
            field
            for model in self.env.values()
            if not model._abstract and model._auto
            for field in model._fields.values()
            if field.type == "many2many" and field.store and field.comodel_name == MEMBER
        ]

    def _move_in_list(self, field, moves, owners=None):
        """Replace stays by others in a many2many: {id that goes: id that remains}.

        :param owners: ids of the records whose list changes, all of them by default
        """
        owner = SQL.identifier(field.column1)
        names = {
            "table": SQL.identifier(field.relation),
            "owner": owner,
            "stay": SQL.identifier(field.column2),
            "only": SQL("TRUE") if owners is None else SQL("%s = ANY(%s)", owner, list(owners)),
        }
        for gone, kept in moves.items():
            self.env.cr.execute(
                SQL(
                    "INSERT INTO %(table)s (%(owner)s, %(stay)s) "
                    "SELECT %(owner)s, %(kept)s FROM %(table)s "
                    "WHERE %(stay)s = %(gone)s AND %(only)s ON CONFLICT DO NOTHING",
                    gone=gone,
                    kept=kept,
                    **names,
                )
            )
            self.env.cr.execute(
                SQL(
                    "DELETE FROM %(table)s WHERE %(stay)s = %(gone)s AND %(only)s",
                    gone=gone,
                    **names,
                )
            )

    # ------------------------------------------------------------------
    # SEPARATING
    # ------------------------------------------------------------------

    def _split(self, leaving, shared, day, **options):
        household = super()._split(leaving, shared, day, **options)
        applicant = leaving.filtered(lambda one: one.role in ADULTS).sorted(
            lambda one: (ADULTS.index(one.role), one.id)
        )[:1]
        # The new stays were made in this order (`_prepare_new`).
        moves = dict(
            zip(
                (applicant | leaving | shared).ids,
                household.member_ids.sorted("id").ids,
                strict=True,
            )
        )
        # Reason for sudo: the agent who separates reads neither follow-ups nor their notes.
        self.sudo()._take_along(household.sudo(), leaving.sudo(), moves)
        return household

    def _take_along(self, household, leaving, moves):
        """Bring to the new file what concerns those who leave alone.

        By statements: who may open the new file is not who could open the old one, and a
        colleague who is not named for it reads nothing more until they are.
        """
        followups = self.followup_ids.filtered(lambda one: one.member_ids <= leaving)
        needs = self.need_ids.filtered(
            lambda one: (
                one.member_id in leaving or (one.followup_id in followups and not one.member_id)
            )
        )
        (followups.need_ids - needs).followup_id = False
        needs.filtered(lambda one: one.followup_id not in followups).followup_id = False
        needs.write({"request_id": False, "assessment_id": False})
        interviews = followups.appointment_ids
        notes = followups.note_ids
        self.env.flush_all()
        for records in (followups, needs, interviews):
            self._set_household(records, household)
        for need in needs.filtered("member_id"):
            self.env.cr.execute(
                SQL(
                    "UPDATE food_aid_need SET member_id = %s WHERE id = %s",
                    moves[need.member_id.id],
                    need.id,
                )
            )
        for records, name in (
            (followups, "member_ids"),
            (notes, "member_ids"),
            (notes, "present_ids"),
        ):
            field = records._fields[name]
            self._move_in_list(field, moves, records.ids)
            self._drop_others(field, records, household)
        self.env.invalidate_all()

    def _set_household(self, records, household):
        if records:
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET household_id = %s WHERE id IN %s",
                    SQL.identifier(records._table),
                    household.id,
                    tuple(records.ids),
                )
            )

    def _drop_others(self, field, records, household):
        """Nobody of the old file is named in the new one."""
        if records:
            self.env.cr.execute(
                SQL(
                    "DELETE FROM %s WHERE %s IN %s AND %s NOT IN %s",
                    SQL.identifier(field.relation),
                    SQL.identifier(field.column1),
                    tuple(records.ids),
                    SQL.identifier(field.column2),
                    tuple(household.member_ids.ids),
                )
            )
