"""What an organisation keeps for itself: team, device, face, data, undertaking."""

from . import food_aid_undertaking_text
from . import food_aid_undertaking
from . import res_users_team
from . import res_users_undertaking
from . import food_aid_own_figures
from . import food_aid_own_export
from . import food_aid_own_data
from . import food_aid_state_figure
from . import food_aid_who_sees
from . import food_aid_who_sees_data
from . import res_partner_own_data
from . import food_aid_team_message
from . import food_aid_document
from . import food_aid_sheet_layout
from . import res_partner_face
from . import food_aid_device
from . import food_aid_pin
from . import res_users_pin
from . import ir_http_device
