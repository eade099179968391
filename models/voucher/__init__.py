"""Emergency vouchers, and what else is possible beside every no."""

from . import food_aid_assessment_other_help
from . import food_aid_helpline
from . import food_aid_household_other_help
from . import food_aid_household_voucher
from . import food_aid_letter_template_other_help
from . import food_aid_voucher
from . import food_aid_voucher_follow_up
from . import res_company_voucher
