from datetime import date

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

GROUP = "food_aid.group_food_aid_"
# login -> groups; the two portal organisations are given in `setUpClass`
INTERNAL_ROLES = {
    "reception": "reception",
    "instructor": "instructor",
    "social": "social_worker",
    "coordinator": "coordinator",
    "stock": "stock",
    "observer": "observer",
    "dpo": "dpo",
}
PORTAL_ROLES = {
    "volunteer": "portal_volunteer",
    "manager": "portal_manager",
    "prescriber": "portal_prescriber",
}
# Resources less charges, per person and day of thirty: below 5 free, below 9 at 10 %.
SPEC = {
    "name": "Test scale",
    "date_from": "2017-01-01",
    "basis": "remaining",
    "units": {"method": "per_capita"},
    "divisor": "30",
    "outcome": {
        "mode": "tiers",
        "tiers": [
            {"below": "5", "outcome": "granted", "rate": "0"},
            {"below": "9", "outcome": "granted", "rate": "10"},
            {"outcome": "commission"},
        ],
    },
}


class FoodAidMixin:
    """One CCAS with its scale, two associations, a prescriber, and one user for each role."""

    @classmethod
    def setUpFoodAid(cls):
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        # the words asserted are those of the source, in whatever language the database speaks
        cls.env["res.lang"]._activate_lang("en_US")
        cls.env["ir.default"].set("res.partner", "lang", "en_US")
        cls.company = cls.env["res.company"].create({"name": "CCAS of Testville"})
        cls.other_company = cls.env["res.company"].create({"name": "CCAS of Otherville"})
        cls.association = cls._create_organisation("Shelf", is_food_aid_association=True)
        cls.other_association = cls._create_organisation("Basket", is_food_aid_association=True)
        cls.prescriber = cls._create_organisation("Office", is_food_aid_prescriber=True)
        cls.users = cls._create_users()
        cls.scale = cls._create_scale(SPEC)
        cls.company.food_aid_scale_id = cls.scale
        cls.service = cls._create_service(cls.association)
        cls.other_service = cls._create_service(cls.other_association)

    # ------------------------------------------------------------------
    # BUILDERS
    # ------------------------------------------------------------------

    @classmethod
    def _create_users(cls):
        users = {}
        for login, group in INTERNAL_ROLES.items():
            users[login] = cls._create_user(login, GROUP + group)
        for login, group in PORTAL_ROLES.items():
            users[login] = cls._create_user(login, GROUP + group)
            users[login].food_aid_organisation_id = cls.association
        users["prescriber"].food_aid_organisation_id = cls.prescriber
        users["other_volunteer"] = cls._create_user("other_volunteer", GROUP + "portal_volunteer")
        users["other_volunteer"].food_aid_organisation_id = cls.other_association
        users["employee"] = cls._create_user("employee", "base.group_user")
        users["elsewhere"] = cls._create_user(
            "elsewhere", GROUP + "instructor", company=cls.other_company
        )
        return users

    @classmethod
    def _create_user(cls, login, groups, company=None):
        company = company or cls.company
        return new_test_user(
            cls.env,
            login=f"fa_{login}",
            groups=groups,
            name=f"{login.title()} Fictive",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )

    @classmethod
    def _create_organisation(cls, name, **vals):
        return cls.env["res.partner"].create({"name": name, "is_company": True, **vals})

    @classmethod
    def _create_service(cls, organisation, **vals):
        values = {
            "name": "Parcels",
            "organisation_id": organisation.id,
            "kind_id": cls.env.ref("food_aid.service_kind_parcel").id,
            "place": "1 Example Street",
            "day": "Tuesday",
            "hour": "14:00–16:00",
        }
        return cls.env["food.aid.service"].create(values | vals)

    @classmethod
    def _create_scale(cls, spec, company=None, **vals):
        """Create a scale in force under `spec` (contract: `tools/scale.py`)."""
        values = {"name": spec["name"], "company_id": (company or cls.company).id}
        scale = cls.env["food.aid.scale"].create(values | vals)
        scale._import_spec(spec).action_open()
        return scale

    @classmethod
    def _category(cls, code):
        categories = cls.env["food.aid.budget.category"]
        kind = "expense" if code == "rent" else "income"
        return categories.search([("code", "=", code)], limit=1) or categories.create(
            {"code": code, "name": code, "kind": kind}
        )

    @classmethod
    def _create_household(cls, first_name="Samira", last_name="Fictive", children=(), **vals):
        """Create a household of one adult born in 1985, and children of the birth dates given."""
        members = [
            {
                "role": "applicant",
                "first_name": first_name,
                "last_name": last_name,
                "birthdate": date(1985, 5, 17),
                "phone": "06 12 34 56 78",
            }
        ]
        members += [
            {"role": "child", "first_name": "Child", "birthdate": birth} for birth in children
        ]
        values = {
            "company_id": cls.company.id,
            "member_ids": [Command.create(member) for member in members],
        }
        return cls.env["food.aid.household"].create(values | vals)

    @classmethod
    def _create_assessment(cls, household, income=600, rent=400, user=None, **vals):
        """Create a draft: a wage and a rent; 200 left for one person makes 6.67 a day."""
        amounts = {"wage": income, "rent": rent}
        lines = [
            Command.create({"category_id": cls._category(code).id, "declared_amount": amount})
            for code, amount in amounts.items()
        ]
        values = {"household_id": household.id, "line_ids": lines}
        assessments = cls.env["food.aid.assessment"].with_user(user or cls.env.user)
        return assessments.create(values | vals)

    @classmethod
    def _create_delegation(cls, user, **vals):
        covers = ("initial", "departure", "commission", "appeal", "emergency")
        values = {
            "user_id": user.id,
            "company_id": cls.company.id,
            "capacity": "Director",
            "reference": "Deliberation 2026-1",
            "date_from": date(2010, 1, 1),
        }
        values |= {f"covers_{cover}": True for cover in covers}
        return cls.env["food.aid.delegation"].create(values | vals)

    @classmethod
    def _create_right(cls, household, user=None):
        """Assess, validate and grant: return the running right of `household`."""
        user = user or cls.users["instructor"]
        if not cls.env["food.aid.delegation"].search_count([("user_id", "=", user.id)]):
            cls._create_delegation(user)
        assessment = cls._create_assessment(household, user=user)
        assessment.action_validate()
        decision = assessment.env["food.aid.decision"].create(
            {"assessment_id": assessment.id, "outcome": "granted"}
        )
        return decision.right_ids.sudo()

    @classmethod
    def _create_referral(cls, household=None, service=None, state="accepted", level=None):
        """Refer `household` to `service` and bring the referral to `state`."""
        household = household or cls._create_household()
        service = service or cls.service
        right = household.right_ids[:1] or cls._create_right(household)
        if level:
            cls.env["food.aid.agreement"].create(
                {
                    "household_id": household.id,
                    "organisation_id": service.organisation_id.id,
                    "level": level,
                }
            )
        if state == "sent":
            service.admission = "on_answer"
        referral = cls.env["food.aid.referral"].create(
            {
                "household_id": household.id,
                "service_id": service.id,
                "right_id": right.id,
            }
        )
        if state != "draft":
            referral.action_send()
        if state == "declined":
            referral.action_decline("full")
        elif state == "ended":
            referral.action_end()
        return referral


class FoodAidCase(FoodAidMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.setUpFoodAid()
