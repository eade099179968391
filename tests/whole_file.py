"""A file with a record of everything that the addon may hold of a household.

Models are discovered at run time, by the links that lead from their records to a household: a
model added later and left out of `_fill` fails the tests that use it.
"""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

from .common import FoodAidMixin

HOUSEHOLD = "food.aid.household"


class WholeFileMixin(FoodAidMixin):
    @classmethod
    def setUpPlaces(cls):
        """Open what is there before any file: a distribution, a meeting, an import."""
        cls.association.write({"lead_company_id": cls.company.id, "food_aid_step": "list"})
        cls.company.write({"food_aid_voucher_amount": 25, "food_aid_voucher_place": "Shop"})
        cls._get_distribution(cls.service)
        cls.meeting = cls.env["food.aid.commission"].create(
            {"company_id": cls.company.id, "reference": "Deliberation 2026-4"}
        )
        cls.job = cls.env["food.aid.import"].create(
            {"company_id": cls.company.id, "file": b"eA==", "file_name": "register.csv"}
        )
        cls._create_delegation(cls.users["social"])
        cls.count = 0
        cls._setUpAccompaniment()

    @classmethod
    def _setUpAccompaniment(cls):
        """Open workshops and kinds of procedure: two of each, as grouping makes twins one."""
        kinds = cls.env["food.aid.procedure.type"]
        values = {"target": "The office", "company_id": cls.company.id}
        cls.kinds = kinds.create([values | {"name": f"Right {n}"} for n in (1, 2)])
        cls.permit = kinds.create(
            values | {"name": "Permit", "is_sensitive": True, "has_presence": True}
        )
        cls.permit.document_ids = [Command.create({"name": "Identity"})]
        workshop = cls.env["food.aid.workshop"].create(
            {"name": "Cooking", "company_id": cls.company.id, "capacity": 1}
        )
        cls.sessions = cls.env["food.aid.workshop.session"].create(
            [
                {
                    "workshop_id": workshop.id,
                    "date_start": f"2037-04-0{n} 12:00:00",
                    "date_end": f"2037-04-0{n} 14:00:00",
                }
                for n in (1, 2)
            ]
        )

    @classmethod
    def _find_paths(cls):
        """Return {model: path of fields from its records to their household}, found by links."""
        paths, found = {}, {HOUSEHOLD: ""}
        while found:
            next_ones = {}
            for model in filter(cls._is_table, sorted(cls.env)):
                for name, field in cls.env[model]._fields.items():
                    leads = field.type == "many2one" and field.store and field.comodel_name in found
                    if leads and model not in paths and model != HOUSEHOLD:
                        path = ".".join(filter(None, (name, found[field.comodel_name])))
                        next_ones.setdefault(model, path)
            paths |= next_ones
            found = next_ones
        return paths

    @classmethod
    def _is_table(cls, model):
        records = cls.env[model]
        return model.startswith("food.aid.") and not (records._abstract or records._transient)

    @classmethod
    def _get_held(cls, model, households):
        """Return the records of `model` that `households` hold."""
        path = cls._find_paths()[model]
        everything = cls.env[model].with_context(active_test=False)
        return everything.search([(path, "in", households.ids)])

    @classmethod
    def _fill(cls, household, user, other=None, level="initial", words="Told", service=None):
        """Give `household` a record of each model, written by `user`.

        :param other: another file that it was said to look like
        :param words: what every text begins with
        """
        cls.words = words
        env = cls.env(user=user)
        request = env["food.aid.request"].create(
            {"household_id": household.id, "needs_text": f"{words} need"}
        )
        env["food.aid.request.paper"].create({"request_id": request.id, "name": f"{words} slip"})
        cls._create_right(household, user)
        cls._fill_referral(household, service or cls.service, level)
        cls._fill_assessment(household, user)
        cls._fill_day(household, user)
        cls._fill_followup(household, user)
        cls._fill_procedures(household, user)
        cls._fill_workshop(household, user)
        household.with_user(user)._print_letter("attestation")
        cls._fill_around(household, other)
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def _fill_referral(cls, household, service, level):
        referral = cls._create_referral(household, service, level=level)
        cls._get_distribution(service)._record(referral.id)

    @classmethod
    def _get_distribution(cls, service):
        values = {"service_id": service.id, "company_id": cls.company.id}
        domain = [(name, "=", value) for name, value in values.items()]
        distributions = cls.env["food.aid.distribution"]
        return distributions.search(domain, limit=1) or distributions.create(values)

    @classmethod
    def _fill_around(cls, household, other):
        """What others wrote about the household: a service, the system, an import."""
        sent = cls.env["food.aid.orientation"].create(
            {
                "organisation_id": cls.prescriber.id,
                "company_id": cls.company.id,
                "household_id": household.id,
                "label": f"{cls.words} label",
            }
        )
        links = cls.env["food.aid.invitation"]
        links._create_link(cls.prescriber, cls.company, "status", sent)
        cls.env["food.aid.access.log"]._log(household)
        if other:
            cls.env["food.aid.grouping"].create(
                {"household_id": household.id, "other_id": other.id}
            )
        cls.env["food.aid.import.line"].create(
            {"import_id": cls.job.id, "row_number": 2, "household_id": household.id}
        )

    @classmethod
    def _fill_assessment(cls, household, user):
        assessment = cls._create_assessment(household, income=3000, user=user)
        assessment.env["food.aid.assessment.unpaid"].create(
            {"assessment_id": assessment.id, "kind": "rent", "amount": 850}
        )
        assessment.action_validate()
        cls.meeting._add(assessment.sudo())

    @classmethod
    def _fill_day(cls, household, user):
        env = cls.env(user=user)
        cls.count += 1
        start = fields.Datetime.to_datetime("2037-03-06 06:00:00") + timedelta(days=cls.count)
        env["food.aid.appointment"].create(
            {
                "household_id": household.id,
                "user_id": user.id,
                "date_start": start,
                "date_end": start + timedelta(minutes=30),
            }
        )
        env["food.aid.voucher"].create({"household_id": household.id, "first_name": "X"})

    @classmethod
    def _fill_followup(cls, household, user):
        env, words = cls.env(user=user), cls.words
        need = env["food.aid.need"].create(
            {
                "household_id": household.id,
                "member_id": household.member_ids[:1].id,
                "category_id": cls.env["food.aid.need.category"].search([], limit=1).id,
                "detail": f"{words} detail",
            }
        )
        followup = env["food.aid.followup"].create(
            {"household_id": household.id, "objectives": f"{words} objectives"}
        )
        need.followup_id = followup
        env["food.aid.followup.note"].create(
            [
                {"followup_id": followup.id, "level": level, "text": f"{words} {level} note"}
                for level in ("team", "confidential")
            ]
        )

    @classmethod
    def _fill_procedures(cls, household, user):
        env, words = cls.env(user=user), cls.words
        kind = cls.kinds[cls.count % 2]
        check = env["food.aid.right.check"].create(
            {"household_id": household.id, "type_id": kind.id}
        )
        check.action_open_procedure()
        check.procedure_id.agreed_text = f"{words} agreement"
        permit = env["food.aid.procedure"].create(
            {"household_id": household.id, "type_id": cls.permit.id, "receipt": f"{words} permit"}
        )
        env["food.aid.presence.proof"].create(
            {"procedure_id": permit.id, "kind": "bill", "date_from": "2026-01-01"}
        )

    @classmethod
    def _fill_workshop(cls, household, user):
        env = cls.env(user=user)
        contract = {"household_id": household.id, "required": 3, "note": f"{cls.words} contract"}
        env["food.aid.workshop.contract"].create(contract | {"date_to": "2037-12-31"})
        env["food.aid.workshop.registration"].create(
            {
                "session_id": cls.sessions[cls.count % 2].id,
                "household_id": household.id,
                "person_id": household.applicant_id.id,
            }
        )
