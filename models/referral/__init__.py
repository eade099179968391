"""What a partner receives of a household, and answers."""

from . import food_aid_household_refer
from . import food_aid_referral_sheet
from . import food_aid_referral
from . import food_aid_referral_cron
from . import food_aid_referral_history
from . import food_aid_referral_portal
from . import food_aid_referral_print
