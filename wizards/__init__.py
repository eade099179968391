from . import food_aid_ccas_settings
from . import food_aid_decide
from . import food_aid_invite
from . import food_aid_refer
from . import food_aid_refer_line
from . import food_aid_scale_import
