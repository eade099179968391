"""People sent or welcomed by a partner before the CCAS has a file."""

from . import food_aid_orientation
from . import food_aid_orientation_portal
from . import food_aid_orientation_evaluation
from . import food_aid_invitation
from . import food_aid_referral_direct
from . import res_partner_direct
from . import res_partner_evaluator
from . import res_partner_invitation
