from . import portal
from . import portal_referral
from . import portal_orientation
from . import portal_distribution
from . import portal_pace
from . import portal_direct
from . import link
