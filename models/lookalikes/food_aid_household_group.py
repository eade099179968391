from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain
from odoo.tools import SQL

LEVELS = ("code", "initial", "full")
# What fills an empty place in the person who remains.
PERSON_FIELDS = (
    *("first_name", "last_name", "birthdate", "birth_year", "sex"),
    *("phone", "email", "safe_contact"),
)
HOUSEHOLD_FIELDS = (
    *("legacy_reference", "street", "commune_id", "area_id", "postal_address", "housing"),
    *("date_notice", "notice_version", "notice_lang"),
)
# These point to a file or a person for a while, and say nothing of what was done.
NOT_MOVED = frozenset({"food.aid.grouping"})

# More files than this are never one household's: a list was ticked by mistake.
MOST = 5


class FoodAidHousehold(models.Model):
    """Several files of one household become one.

    All that was done moves to the file that remains, as it was: what is frozen changes hands by
    one statement, here and nowhere else, so that no figure is calculated again. The other file is
    then deleted; its number and card lead to the one that remains (`food.aid.grouping`).
    """

    _inherit = "food.aid.household"

    grouping_ids = fields.One2many("food.aid.grouping", "household_id", string="Grouped here")

    # ------------------------------------------------------------------
    # FORMER NUMBERS AND CARDS
    # ------------------------------------------------------------------

    @api.model
    def _get_word_domain(self, word):
        former = (
            Domain("old_name", "ilike", word)
            | Domain("old_reference", "ilike", word)
            | Domain("old_card_code", "=", word)
        )
        return super()._get_word_domain(word) | Domain(
            "grouping_ids", "any", Domain("state", "=", "done") & former
        )

    def action_new_card(self):
        """End the cards of the files grouped here too."""
        result = super().action_new_card()
        # Reason for sudo: nobody writes traces by hand; whoever gives a new card ends the others.
        self.grouping_ids.sudo().old_card_code = False
        return result

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------

    def action_signal(self, other_id):
        """Tell those who group files that `other_id` looks like the same household's."""
        self.ensure_one()
        self.env["food.aid.grouping"]._signal(self, self._browse_open(other_id))
        return True

    def action_group(self, other_id):
        """Open the two files side by side."""
        return self.env["food.aid.group"]._open(self | self._browse_open(other_id))

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------

    def _check_may_group(self):
        """Refuse what may not be grouped; what the user may not open is not told of."""
        if not self.env.user.has_group("food_aid.group_food_aid_instructor"):
            raise AccessError(
                self.env._("Instructors and coordinators group files. Signal these two instead.")
            )
        self.check_access("write")
        if len(self) < 2 or len(self.company_id) > 1:
            raise UserError(self.env._("Two files of the same CCAS are grouped, no others."))
        if len(self) > MOST:
            raise UserError(
                self.env._("Choose %(most)s files at most: those of one household.", most=MOST)
            )
        if self.kept_apart_ids & self:
            raise UserError(self.env._("These files are kept apart: they are not grouped."))

    def _group(self, others, same):
        """Bring all of `others` into this file.

        :param others: the files that are no longer there afterwards
        :param same: {stay in one of `others`: stay here of the same human}
        """
        self.ensure_one()
        (self | others)._check_may_group()
        # Reason for sudo: nobody deletes a file, and what moves may be more than the user's role
        # reads; the right to write each of these files was just checked.
        kept, gone = self.sudo(), others.sudo()
        same = {stay.sudo(): here.sudo() for stay, here in same.items()}  # of the same files
        traces = [kept._prepare_trace(one) for one in gone]
        kept._take_reserved(gone)
        kept._take_agreements(gone)
        kept._end_twin_referrals(gone)
        kept._take_persons(gone, same)
        kept._fill_from(gone)
        kept._repoint(gone)
        kept._recompute_after_group()
        gone.unlink()
        self.env["food.aid.grouping"].sudo().create(traces)  # written by this gesture alone
        kept.with_user(self.env.user).message_post(
            body=self.env._(
                "Grouped here: %(codes)s.", codes=", ".join(one["old_name"] for one in traces)
            )
        )

    def _prepare_trace(self, other):
        return {
            "household_id": self.id,
            "state": "done",
            "user_id": self.env.uid,
            "old_name": other.name,
            "old_reference": other.legacy_reference,
            "old_card_code": other.card_code,
        }

    def _take_reserved(self, others):
        """A reserved file stays so: for those who could already open each reserved one."""
        reserved = (self | others).filtered("is_reserved")
        if not reserved:
            return
        named = reserved[0].reserved_user_ids
        for one in reserved:
            named &= one.reserved_user_ids
        values = {"is_reserved": True, "reserved_user_ids": [Command.set(named.ids)]}
        (self | others).write(values)

    def _take_agreements(self, others):
        """Keep one open agreement an organisation, the one that tells less."""
        for organisation in (self | others).agreement_ids.organisation_id:
            theirs = (self | others).agreement_ids.filtered(
                lambda one, organisation=organisation: one.organisation_id == organisation
            )
            still = theirs.filtered(lambda one: not one.date_withdrawn)
            refused = theirs.filtered(lambda one: one.date_withdrawn and not one.is_expired)
            least = still.sorted(lambda one: (LEVELS.index(one.level), one.id))[:1]
            if refused and least and max(refused.mapped("date_withdrawn")) >= least.date:
                least = least.browse()
            (still - least).action_withdraw()

    def _end_twin_referrals(self, others):
        """The household comes once to a service: the referral of this file goes on."""
        going_on = ("sent", "accepted")
        seen = set()
        for referral in [*self.referral_ids, *others.referral_ids]:
            if referral.state in going_on and referral.service_id in seen:
                referral.action_end()
            elif referral.state in going_on:
                seen.add(referral.service_id)

    def _fill_from(self, others):
        for other in others:
            values = {
                name: other[name] for name in HOUSEHOLD_FIELDS if other[name] and not self[name]
            }
            if "area_id" in values and other.commune_id != self.commune_id:
                values.pop("area_id")
            for name, value in values.items():
                self[name] = value
            days = filter(None, (self.date_last_operation, other.date_last_operation))
            self.date_last_operation = max(days, default=False)
        for name in ("kept_apart_ids", "distinct_ids", "split_from_ids"):
            if linked := others[name] - self - others:
                self[name] += linked
        self.message_subscribe(others.message_partner_ids.ids)
        self.no_cooking = any((self | others).mapped("no_cooking"))

    # ------------------------------------------------------------------
    # PERSONS
    # ------------------------------------------------------------------

    def _take_persons(self, others, same):
        """Make one person of each human, and bring the stays here."""
        for stay, here in same.items():
            self._take_person(stay, here)
        if self.applicant_id:
            # One applicant at a time: the agent says who the other one is to them.
            moving = others.member_ids - self.env["food.aid.household.member"].union(*same)
            moving.filtered(lambda one: one.role == "applicant" and not one.date_end).role = "other"

    def _take_person(self, stay, here):
        gone, kept = stay.person_id, here.person_id
        if gone == kept:
            stay.unlink()
            return
        kept.write({name: gone[name] for name in PERSON_FIELDS if gone[name] and not kept[name]})
        starts = [one.date_start for one in (stay, here) if one.date_start]
        here.date_start = min(starts, default=False)
        for name in ("status", "representative"):
            here[name] = here[name] or stay[name]
        if stay.date_end and here.date_end:
            here.date_end = max(stay.date_end, here.date_end)
        elif here.date_end:
            here.write({"date_end": False, "end_reason": False})
        # Their stays elsewhere follow; the one of this file was just joined to `here`.
        self.env.flush_all()
        self.env.cr.execute(SQL("DELETE FROM food_aid_household_member WHERE id = %s", stay.id))
        self._move_pointers("food.aid.person", gone, kept)
        self.env.invalidate_all()
        gone.unlink()

    # ------------------------------------------------------------------
    # THE ONE SANCTIONED WAY TO CHANGE HANDS
    # ------------------------------------------------------------------

    def _repoint(self, others):
        """Bring here whatever points to `others`, frozen or not, and their threads."""
        self.env.flush_all()
        self._move_pointers("food.aid.household", others, self)
        for model, column in (
            ("mail.message", "model"),
            ("mail.activity", "res_model"),
            ("ir.attachment", "res_model"),
        ):
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET res_id = %s WHERE %s = %s AND res_id IN %s",
                    SQL.identifier(self.env[model]._table),
                    self.id,
                    SQL.identifier(column),
                    self._name,
                    tuple(others.ids),
                )
            )
        self.env.invalidate_all()

    @api.model
    def _move_pointers(self, comodel, gone, kept):
        """Point to `kept` what points to `gone`, by statements that calculate nothing."""
        for model, name in self._get_pointers(comodel):
            self.env.cr.execute(
                SQL(
                    "UPDATE %(table)s SET %(column)s = %(kept)s WHERE %(column)s IN %(gone)s",
                    table=SQL.identifier(self.env[model]._table),
                    column=SQL.identifier(name),
                    kept=kept.id,
                    gone=tuple(gone.ids),
                )
            )

    @api.model
    def _get_pointers(self, comodel):
        """Return (model, field) of all that points to a file, or to a person."""
        return [
            (model, name)
            for model in sorted(self.env)
            if not self.env[model]._abstract and self.env[model]._auto
            if model not in NOT_MOVED
            for name, field in self.env[model]._fields.items()
            if field.type == "many2one" and field.store and not field.related
            if field.comodel_name == comodel
        ]

    def _recompute_after_group(self):
        """Say again what depends on all that a file holds; nothing that was decided."""
        for records in (self.member_ids, self.request_ids, self.referral_ids):
            records.modified(["household_id"])
        self.env.flush_all()
