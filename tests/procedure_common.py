from odoo.fields import Command

from .common import FoodAidMixin


class ProcedureMixin(FoodAidMixin):
    """A plain kind and a sensitive one, a colleague who is a social worker too."""

    @classmethod
    def setUpProcedures(cls):
        cls.social = cls.users["social"]
        cls.colleague = cls._create_user("colleague", "food_aid.group_food_aid_social_worker")
        cls.household = cls._create_household()
        cls.plain = cls._create_kind(
            "Right of the month", delay=2, silence="refused", appeal_delay=2, duration=12, renewal=1
        )
        cls.secret = cls._create_kind(
            "Secret permit",
            is_sensitive=True,
            has_presence=True,
            delay=4,
            silence="refused",
            appeal_delay=2,
        )

    @classmethod
    def _create_kind(cls, name, **vals):
        documents = [
            Command.create({"name": "Identity"}),
            Command.create({"name": "Proof of address", "validity": 3}),
            Command.create({"name": "Photo", "is_mandatory": False}),
        ]
        values = {"name": name, "target": "The office", "company_id": cls.company.id}
        return cls.env["food.aid.procedure.type"].create(
            values | {"document_ids": documents} | vals
        )

    @classmethod
    def _create_procedure(cls, kind=None, user=None, household=None, **vals):
        user = user or cls.social
        values = {
            "household_id": (household or cls.household).id,
            "type_id": (kind or cls.plain).id,
        }
        return cls.env["food.aid.procedure"].with_user(user).create(values | vals)
