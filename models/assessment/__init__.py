"""What a household lives on: the interview, its lines, the frozen nameless case."""

from . import food_aid_assessment
from . import food_aid_assessment_case
from . import food_aid_assessment_batch
from . import food_aid_assessment_decide
from . import food_aid_assessment_entry
from . import food_aid_assessment_line
from . import food_aid_assessment_unpaid
from . import food_aid_assessment_interview
from . import food_aid_assessment_renewal
from . import food_aid_assessment_person_view
