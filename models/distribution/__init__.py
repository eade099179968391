"""Distributions, passages, and the rights that they consume."""

from . import food_aid_closure
from . import food_aid_service_closure
from . import food_aid_distribution
from . import food_aid_distribution_close
from . import food_aid_distribution_portal
from . import food_aid_distribution_record
from . import food_aid_visit
from . import food_aid_visit_emergency
from . import food_aid_household_visit
from . import food_aid_referral_visit
from . import food_aid_request_visit
from . import food_aid_right_visit
from . import res_partner_step
