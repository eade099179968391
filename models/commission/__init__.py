"""Commissions that decide on files without names."""

from . import food_aid_assessment_commission
from . import food_aid_commission
from . import food_aid_commission_attendee
from . import food_aid_commission_item
from . import food_aid_decision_commission
