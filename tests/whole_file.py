"""A file with a record of everything that the addon may hold of a household.

Models are discovered at run time, by the links that lead from their records to a household: a
model added later and left out of `_fill` fails the tests that use it.
"""

from datetime import timedelta

from odoo import fields

from .common import FoodAidMixin

HOUSEHOLD = "food.aid.household"
# Models whose own tests hide and carry their records, and that `_fill` does not write yet. What
# leads to a household and is neither here nor written fails: nothing new is forgotten.
NOT_WRITTEN = frozenset(
    f"food.aid.{name}"
    for name in (
        *("followup", "followup.history", "followup.note", "need", "invitation"),
        *("presence.proof", "procedure", "procedure.paper", "right.check"),
        *("workshop.contract", "workshop.registration"),
    )
)


class WholeFileMixin(FoodAidMixin):
    @classmethod
    def setUpPlaces(cls):
        """Open what is there before any file: a distribution, a meeting, an import."""
        cls.association.write({"lead_company_id": cls.company.id, "food_aid_step": "list"})
        cls.company.write({"food_aid_voucher_amount": 25, "food_aid_voucher_place": "Shop"})
        cls.distribution = cls.env["food.aid.distribution"].create(
            {"service_id": cls.service.id, "company_id": cls.company.id}
        )
        cls.meeting = cls.env["food.aid.commission"].create(
            {"company_id": cls.company.id, "reference": "Deliberation 2026-4"}
        )
        cls.job = cls.env["food.aid.import"].create(
            {"company_id": cls.company.id, "file": b"eA==", "file_name": "register.csv"}
        )
        cls._create_delegation(cls.users["social"])
        cls.hour = 0

    def _get_paths(self):
        """Return the paths of the models that `_fill` writes, or ought to."""
        paths = self._find_paths()
        return {model: path for model, path in paths.items() if model not in NOT_WRITTEN}

    def _find_paths(self):
        """Return {model: path of fields from its records to their household}, found by links."""
        paths, found = {}, {HOUSEHOLD: ""}
        while found:
            next_ones = {}
            for model in filter(self._is_table, sorted(self.env)):
                for name, field in self.env[model]._fields.items():
                    leads = field.type == "many2one" and field.store and field.comodel_name in found
                    if leads and model not in paths and model != HOUSEHOLD:
                        path = ".".join(filter(None, (name, found[field.comodel_name])))
                        next_ones.setdefault(model, path)
            paths |= next_ones
            found = next_ones
        return paths

    def _is_table(self, model):
        records = self.env[model]
        return model.startswith("food.aid.") and not (records._abstract or records._transient)

    def _get_held(self, model, households):
        """Return the records of `model` that `households` hold."""
        path = self._find_paths()[model]
        everything = self.env[model].with_context(active_test=False)
        return everything.search([(path, "in", households.ids)])

    def _fill(self, household, user, other, level="initial"):
        """Give `household` a record of each model, written by `user`.

        :param other: another file that it was said to look like
        """
        env = self.env(user=user)
        request = env["food.aid.request"].create({"household_id": household.id})
        env["food.aid.request.paper"].create({"request_id": request.id, "name": "Payslip"})
        self._create_right(household, user)
        referral = self._create_referral(household, level=level)
        self.distribution._record(referral.id)
        self._fill_assessment(household, user)
        self._fill_day(household, user)
        household.with_user(user)._print_letter("attestation")
        self.env["food.aid.orientation"].create(
            {
                "organisation_id": self.prescriber.id,
                "company_id": self.company.id,
                "household_id": household.id,
            }
        )
        self.env["food.aid.access.log"]._log(household)
        self.env["food.aid.grouping"].create({"household_id": household.id, "other_id": other.id})
        self.env["food.aid.import.line"].create(
            {"import_id": self.job.id, "row_number": 2, "household_id": household.id}
        )
        self.env.flush_all()
        self.env.invalidate_all()

    def _fill_assessment(self, household, user):
        assessment = self._create_assessment(household, income=3000, user=user)
        assessment.env["food.aid.assessment.unpaid"].create(
            {"assessment_id": assessment.id, "kind": "rent", "amount": 850}
        )
        assessment.action_validate()
        self.meeting._add(assessment.sudo())

    def _fill_day(self, household, user):
        env = self.env(user=user)
        type(self).hour += 1
        start = fields.Datetime.to_datetime("2037-03-06 06:00:00") + timedelta(hours=self.hour)
        env["food.aid.appointment"].create(
            {
                "household_id": household.id,
                "user_id": user.id,
                "date_start": start,
                "date_end": start + timedelta(minutes=30),
            }
        )
        env["food.aid.voucher"].create({"household_id": household.id, "first_name": "X"})
