"""Administrative procedures and rights to check."""

from . import food_aid_procedure_type
from . import food_aid_procedure_document
from . import food_aid_procedure_situation
from . import food_aid_procedure
from . import food_aid_procedure_clock
from . import food_aid_procedure_steps
from . import food_aid_procedure_paper
from . import food_aid_presence_proof
from . import food_aid_procedure_presence
from . import food_aid_procedure_renewal
from . import food_aid_procedure_carry
from . import food_aid_procedure_followup
from . import food_aid_followup_procedure
from . import food_aid_referral_carry
from . import food_aid_right_check
from . import food_aid_household_procedure
from . import food_aid_assessment_procedure
from . import food_aid_board_procedure
