from . import food_aid_scale_import
