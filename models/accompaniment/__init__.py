"""Needs, follow-ups, notes, bridges to other organisations."""

from . import food_aid_need_category
from . import food_aid_need
from . import food_aid_followup
from . import food_aid_followup_note
from . import food_aid_followup_history
from . import food_aid_followup_life
from . import food_aid_need_followup
from . import food_aid_appointment_followup
from . import food_aid_household_timeline
from . import food_aid_household_hands
from . import food_aid_assessment_need
from . import food_aid_board_followup
from . import ir_ui_menu
from . import food_aid_household_followup
from . import res_company_followup
from . import food_aid_referral_bridge
from . import food_aid_need_bridge
from . import food_aid_import_need
