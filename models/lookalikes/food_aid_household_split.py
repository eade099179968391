from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

ADULTS = ("applicant", "partner", "hosted", "other")
# What goes along with somebody who leaves: who they are, never how they are reached.
IDENTITY = ("first_name", "last_name", "birthdate", "birth_year", "expected_date", "sex")
STAY = ("status", "representative")
CONTACT = ("phone", "email", "safe_contact")


class FoodAidHousehold(models.Model):
    """A household separates: two files that know nothing of each other.

    History, rights and agreements stay with the original file. Those who leave are written down
    anew, children in alternate custody too: no record leads from one file to the other, whoever
    reads. Contacts begin empty on the new side and are erased on the old one.
    """

    _inherit = "food.aid.household"

    def action_split(self):
        """Choose who leaves."""
        return self.env["food.aid.split"]._open(self)

    def _split(self, leaving, shared, day, *, is_reserved=False, is_kept_apart=False):
        """Make a new file of those who leave on `day`.

        :param leaving: stays of this file that end
        :param shared: stays of children who now live half the time on each side
        :param is_kept_apart: never the same place and day; the new file is then reserved, or the
            old one would show who it is kept apart from
        :return: the new household
        """
        self.ensure_one()
        self._check_may_split(leaving, shared)
        household = self.create(
            {
                "company_id": self.company_id.id,
                "member_ids": [
                    Command.create(values) for values in self._prepare_new(leaving, shared, day)
                ],
            }
        )
        if is_reserved or is_kept_apart:
            household.is_reserved = True
        if is_kept_apart:
            household.kept_apart_ids = self
        self._part_with(leaving, shared, day)
        # Reason for sudo: nobody reads this link; the search of look-alikes leaves both out.
        household.sudo().split_from_ids = self.sudo()
        self.sudo().split_from_ids += household.sudo()  # the same, seen from the other side
        return household

    def _check_may_split(self, leaving, shared):
        if not self.env.user.has_group("food_aid.group_food_aid_instructor"):
            raise AccessError(self.env._("Instructors and coordinators separate households."))
        self.check_access("write")
        present = self.member_ids.filtered(lambda one: not one.date_end)
        if (leaving | shared) - present or leaving & shared:
            raise UserError(self.env._("Choose among those who live in the household today."))
        adults = present.filtered(lambda one: one.role in ADULTS)
        if not leaving & adults:
            raise UserError(self.env._("Choose at least one grown-up who leaves."))
        if not adults - leaving:
            raise UserError(
                self.env._(
                    "Nobody grown-up would stay. "
                    "When all leave, write the new address in this file."
                )
            )
        if shared & adults:
            raise UserError(self.env._("Only children live on both sides."))

    def _prepare_new(self, leaving, shared, day):
        """Return the values of the members of the new file, its applicant first."""
        order = {role: rank for rank, role in enumerate(ADULTS)}
        applicant = leaving.filtered(lambda one: one.role in ADULTS).sorted(
            lambda one: (order[one.role], one.id)
        )[:1]
        for stay in applicant | leaving | shared:
            role = stay.role if stay.role == "child" else "other"
            yield {
                **{name: stay[name] for name in IDENTITY + STAY},
                "role": "applicant" if stay == applicant else role,
                "presence": 0.5 if stay in shared else stay.presence,
                "date_start": day,
            }

    def _part_with(self, leaving, shared, day):
        """End the stays, erase how those who left are reached, and name another applicant."""
        had_applicant = "applicant" in leaving.mapped("role")
        persons = leaving.person_id
        leaving.write({"date_end": day, "end_reason": "separation", "representative": False})
        persons.write(dict.fromkeys(CONTACT, False))
        shared.presence = 0.5
        if had_applicant:
            present = self.member_ids.filtered(lambda one: not one.date_end and one.role in ADULTS)
            present.sorted(lambda one: (ADULTS.index(one.role), one.id))[:1].role = "applicant"
            # Whoever agreed has left: the other one is asked again.
            self.agreement_ids.action_withdraw()
