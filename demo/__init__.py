from . import food_aid_demo, food_aid_demo_neighbours
from . import food_aid_demo_commission
from . import food_aid_demo_comparison
from . import food_aid_demo_interview
from . import food_aid_demo_people
from . import food_aid_demo_voucher
from . import food_aid_demo_visits
from . import food_aid_demo_day
from . import food_aid_demo_orient
from . import food_aid_demo_own_data
from . import food_aid_demo_followup
from . import food_aid_demo_procedure
from . import food_aid_demo_lookalike
from . import food_aid_demo_workshop
from . import food_aid_demo_abnormal
