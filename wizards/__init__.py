from . import food_aid_decide
from . import food_aid_scale_import
