from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import FoodAidCase
from .remote import call

NEW_VALUES = {
    "is_food_aid_association": True,
    "is_food_aid_prescriber": True,
    "is_food_aid_donor": True,
    "food_aid_accreditation": "A-1",
    "food_aid_accreditation_end": "2030-01-01",
    "food_aid_step": "desk",
}
# Coordinators alone even read these, or they are written through the records they lead to.
ELSEWHERE = {
    *("is_food_aid_evaluator", "food_aid_evaluator_date", "food_aid_export_choice"),
    *("food_aid_service_ids", "food_aid_user_ids", "food_aid_closure_ids"),
    "food_aid_sheet_layout_ids",
}
MERGE = "base.partner.merge.automatic.wizard"


@tagged("post_install", "-at_install", "food_aid_security")
class TestPartnerRoles(FoodAidCase):
    """What an organisation is in food aid is said by coordinators, not by who keeps contacts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.keeper = cls._create_user("keeper", "base.group_user,base.group_partner_manager")
        cls.coordinator = cls.users["coordinator"]
        cls.contact = cls._create_organisation("Baker")

    def test_every_field_of_food_aid_on_contacts_was_thought_of(self):
        """A field added to contacts is left to whoever keeps them."""
        fields = call(self.keeper, "res.partner", "fields_get", [], ["readonly"])
        open_ones = {
            name for name, one in fields.items() if "food_aid" in name and not one["readonly"]
        }
        self.assertFalse(open_ones)
        ours = self.env["res.partner"]._fields
        named = {name for name in ours if "food_aid" in name and not ours[name].compute}
        self.assertEqual(named, {*NEW_VALUES, *ELSEWHERE})
        self.assertTrue(fields["lead_company_id"]["readonly"])

    def test_who_keeps_contacts_changes_none_of_them(self):
        """One writes, creates, or lets a default create, a role, by RPC."""
        for name, value in (NEW_VALUES | {"lead_company_id": self.company.id}).items():
            for method, args, context in (
                ("write", [self.contact.ids, {name: value}], {}),
                ("web_save", [self.contact.ids, {name: value}, {}], {}),
                ("create", [{"name": "X", name: value}], {}),
                ("create", [{"name": "X"}], {f"default_{name}": value}),
            ):
                with (
                    self.subTest(name=name, method=method, context=context),
                    self.assertRaisesRegex(AccessError, "Only a coordinator of food aid"),
                ):
                    call(self.keeper, "res.partner", method, *args, context=context)
        loaded = call(
            self.keeper, "res.partner", "load", ["name", "is_food_aid_prescriber"], [["X", "1"]]
        )
        self.assertFalse(loaded["ids"])

    def test_one_takes_a_role_away(self):
        with self.assertRaises(AccessError):
            values = {"is_food_aid_prescriber": False}
            call(self.keeper, "res.partner", "write", self.prescriber.ids, values)
        self.assertTrue(self.prescriber.is_food_aid_prescriber)

    def test_keeping_contacts_is_as_before(self):
        """What is there already may be written, and a plain contact is created and copied."""
        call(
            self.keeper,
            *("res.partner", "write", self.prescriber.ids),
            {"phone": "0300000000", "is_food_aid_prescriber": True, "food_aid_step": "paper"},
        )
        self.assertEqual(self.prescriber.phone, "0300000000")
        call(self.keeper, "res.partner", "copy", self.contact.ids)
        with self.assertRaises(AccessError):
            call(self.keeper, "res.partner", "copy", self.association.ids)
        form = Form(self.env["res.partner"].with_user(self.keeper))
        form.name = "Grocer"
        self.assertFalse(form.save().is_food_aid_organisation)

    def test_coordinators_say_what_an_organisation_is(self):
        values = NEW_VALUES | {"lead_company_id": self.company.id}
        call(self.coordinator, "res.partner", "write", self.contact.ids, values)
        self.assertTrue(self.contact.is_food_aid_prescriber)
        self.assertEqual(self.contact.lead_company_id, self.company)

    def test_a_ccas_takes_no_association_that_another_one_leads(self):
        """A coordinator of another CCAS takes the lead, to read its counts."""
        self.association.lead_company_id = self.other_company
        for company in (self.company.id, False):
            with self.assertRaisesRegex(AccessError, "Another CCAS leads"):
                values = {"lead_company_id": company}
                call(self.coordinator, "res.partner", "write", self.association.ids, values)
        call(self.coordinator, "res.partner", "write", self.association.ids, {"phone": "1"})
        self.association.lead_company_id = self.company
        values = {"lead_company_id": False}
        call(self.coordinator, "res.partner", "write", self.association.ids, values)
        self.assertFalse(self.association.lead_company_id)

    def _merge(self, user, partners):
        wizard = self.env[MERGE].with_user(user)
        values = {"partner_ids": partners.ids, "dst_partner_id": partners[0].id}
        return call(user, MERGE, "action_merge", wizard.create(values).ids)

    def test_who_keeps_contacts_makes_two_associations_one(self):
        """One merges two associations: the volunteers of one would read what both were told."""
        both = self.association | self.other_association
        with self.assertRaisesRegex(AccessError, "a coordinator merges it"):
            self._merge(self.keeper, both)
        with self.assertRaisesRegex(AccessError, "a coordinator merges it"):
            self._merge(self.keeper, self.contact | self.association)
        twin = self._create_organisation("Baker")
        self._merge(self.keeper, self.contact | twin)
        self.assertFalse(twin.exists())
        self._merge(self.coordinator, both)
        self.assertFalse(self.other_association.exists())
