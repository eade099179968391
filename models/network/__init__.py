"""The directory: organisations, their services, areas and communes; who works where."""

from . import food_aid_area
from . import food_aid_commune
from . import food_aid_service
from . import food_aid_service_kind
from . import food_aid_service_offer
from . import food_aid_service_scale
from . import res_partner
from . import res_partner_roles
from . import base_partner_merge
from . import res_users
