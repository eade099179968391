from odoo import api, models


class FoodAidWhoSees(models.AbstractModel):
    """The data that people ask about, in their words, and the field that holds each."""

    _inherit = "food.aid.who.sees"

    @api.model
    def _get_data(self):
        """Return (title, [(label, model, field), …]) of each section of the page."""
        return [
            (self.env._("The people who are referred"), self._get_data_of_people()),
            (self.env._("What only the CCAS works with"), self._get_data_of_ccas()),
            (self.env._("What our organisation tells"), self._get_data_of_ours()),
        ]

    @api.model
    def _get_data_of_people(self):
        referral = "food.aid.referral"
        return [
            (self.env._("Name or file number, as the person agreed"), referral, "person_label"),
            (self.env._("Phone, if the person agreed"), referral, "person_phone"),
            (self.env._("How many people, and their age bands"), referral, "size"),
            (self.env._("Cannot cook"), referral, "no_cooking"),
            (self.env._("Dates of the right and passages allowed"), referral, "date_to"),
            (self.env._("Share to pay and purchases allowed"), referral, "rate"),
            (self.env._("Message of the CCAS to the association"), referral, "message"),
            (self.env._("Name and phone of the referent"), referral, "referent_name"),
            (self.env._("Why a welcome was impossible"), referral, "decline_reason"),
            (self.env._("Who came, and when"), "food.aid.visit", "state", ("kind", "listed")),
            (self.env._("Number of the household"), referral, "household_id"),
        ]

    @api.model
    def _get_data_of_ccas(self):
        return [
            (self.env._("Full names and birth dates"), "food.aid.person", "birthdate"),
            (self.env._("Address of the household"), "food.aid.household", "street"),
            (self.env._("Income and expenses"), "food.aid.assessment.line", "declared_amount"),
            (self.env._("What remains to live on"), "food.aid.assessment", "remaining"),
            (self.env._("Working note of an interview"), "food.aid.assessment", "note"),
            (self.env._("Decision and its reason"), "food.aid.decision", "reason"),
            (self.env._("Needs told to the CCAS"), "food.aid.request", "needs_text"),
            (self.env._("What the person agreed to share"), "food.aid.agreement", "level"),
            (self.env._("Letters"), "food.aid.letter", "household_id"),
            (self.env._("Appointments"), "food.aid.appointment", "household_id"),
            (self.env._("Emergency vouchers"), "food.aid.voucher", "household_id"),
            (self.env._("Log of the files opened"), "food.aid.access.log", "household_id"),
        ]

    @api.model
    def _get_data_of_ours(self):
        return [
            (
                self.env._("Direct welcomes: the label we chose"),
                "food.aid.referral",
                "person_label",
                ("origin", "direct"),
            ),
            (
                self.env._("Direct welcomes: each passage"),
                "food.aid.visit",
                "date",
                ("kind", "direct"),
            ),
            (
                self.env._("People counted without a name"),
                "food.aid.visit",
                "size",
                ("kind", "unknown"),
            ),
            (self.env._("Numbers of our distributions"), "food.aid.distribution", "weight"),
            (self.env._("Days we are closed"), "food.aid.closure", "date_from"),
            (self.env._("People we send to the CCAS"), "food.aid.orientation", "message"),
            (self.env._("Answers to the undertaking"), "food.aid.undertaking", "answer"),
        ]

    @api.model
    def _get_not_recorded_labels(self):
        return {
            "nationality": self.env._("Nationality and residence permits"),
            "religion": self.env._("Religion"),
            "origin": self.env._("Origin"),
            "social_security": self.env._("Social security number"),
            "health": self.env._("Health"),
            "bank": self.env._("Bank details"),
        }
