"""What every room stands on: mixins, the log of openings, guards on Odoo's own models."""

from . import food_aid_frozen_mixin
from . import food_aid_numbered_mixin
from . import food_aid_shared_mixin
from . import food_aid_event_mixin
from . import food_aid_public_event_mixin
from . import food_aid_links_mixin
from . import food_aid_logged_mixin
from . import food_aid_sought_mixin
from . import food_aid_paper_mixin
from . import food_aid_portal_mixin
from . import food_aid_thread_mixin
from . import food_aid_access_log
from . import ir_attachment
from . import ir_http
from . import ir_model_access
from . import ir_rule
from . import mail_followers
from . import mail_message
from . import res_company
