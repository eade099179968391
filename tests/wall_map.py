"""What the wall lets through, as data. A route, a model or a method missing here fails.

`test_wall_routes.py`, `test_wall_models.py`, `test_wall_methods.py`, `test_wall_pages.py` find out
at run time what there is, and compare.
"""

from typing import NamedTuple

# Who knocks, and for whom they work. `moved` worked for the shelf when they signed in.
ROLES = {
    "volunteer": "shelf",
    "manager": "shelf",
    "other": "basket",
    "moved": "basket",
    "prescriber": "office",
    "homeless": None,
    "plain": None,
    "employee": None,
    "instructor": None,
    "visitor": None,
}
# page: it is shown · done: what was asked is done · no: refused (403) · none: does not exist (404)
# back: sent to another page, nothing done · door: sent to the sign-in page
ANSWERS = ("page", "done", "no", "none", "back", "door")


class Row(NamedTuple):
    answers: str  # one a role, in the order of ROLES
    owner: str = "shelf"  # whose ids stand in the address and in the form
    form: dict = {}  # what is posted; "@thing" is the id of that thing of the owner
    link: bool = False  # the address opens as much to whoever holds it as to its owner
    things: dict = {}  # which thing a variable of the address means here, other than THINGS
    signs_out: bool = False  # whoever is let in is signed out by it


THINGS = {
    "referral_id": "referral",
    "orientation_id": "orientation",
    "distribution_id": "distribution",
    "closure_id": "closure",
    "token": "status",
    "user_id": "user",
    "device_id": "device",
    "document_id": "document",
}
WORDS = {"page": 1, "paper": "sign-in-sheet"}
WELCOME = "page page page page no no no no no door"
ONE = "page page none none no no no no no door"
SEND = "no no no no page no no no no door"
FOLLOW = "page page page page page no no no no door"
MANAGE = "no page page page no no no no no door"
ACT = "done done none none no no no no no door"
MANAGED = "no done done done no no no no no door"
HOME = "/my/food-aid"
ANYBODY_READS = " ".join(["page"] * len(ROLES))
ANYBODY_ACTS = ANYBODY_READS.replace("page", "done")
SIGNED_IN = " ".join(["page"] * (len(ROLES) - 1) + ["door"])
SENDING = "/food-aid/send/<string:token>"
REFERRAL = f"{HOME}/referrals/<int:referral_id>"
DIRECT = {"referral_id": "direct"}
DOOR = "/food-aid/device"
DISTRIBUTION = f"{HOME}/distributions/<int:distribution_id>"
ROUTES = {
    # roles: volunteer manager other moved prescriber homeless plain employee instructor visitor
    f"GET {HOME}": Row(SIGNED_IN),
    f"GET {HOME}/referrals": Row(WELCOME),
    f"GET {HOME}/referrals/page/<int:page>": Row(WELCOME),
    f"POST {HOME}/referrals": Row(WELCOME, form={"search": "a"}),
    f"GET {HOME}/print": Row(WELCOME),
    f"GET {HOME}/print/pdf": Row(WELCOME),
    f"GET {REFERRAL}": Row(ONE),
    f"GET {REFERRAL}/sheet": Row(ONE),
    f"GET {REFERRAL}/decline": Row(ONE),
    f"POST {REFERRAL}/confirm": Row(ACT, things={"referral_id": "waiting"}),
    f"POST {REFERRAL}/carried": Row(ACT, things={"referral_id": "waiting"}, form={"note": "Sent"}),
    f"POST {REFERRAL}/decline": Row(ACT, form={"reason": "full", "note": ""}),
    f"GET {HOME}/orientations": Row(FOLLOW),
    f"GET {HOME}/orientations/page/<int:page>": Row(FOLLOW),
    f"GET {HOME}/orientations/new": Row(SEND),
    f"POST {HOME}/orientations/new": Row(
        "no no no no done no no no no door",
        form={"label": "Nadia O.", "reach": "06 98 76 54 32", "notice": "1", "company": "@company"},
    ),
    f"GET {HOME}/orientations/<int:orientation_id>": Row(
        "none none none none page no no no no door", owner="office"
    ),
    # distributions and passages
    f"GET {HOME}/distributions": Row(WELCOME),
    f"POST {HOME}/distributions": Row(
        "done done page page no no no no no door", form={"service": "@service", "date": ""}
    ),
    f"GET {DISTRIBUTION}": Row(ONE),
    f"POST {DISTRIBUTION}": Row(ONE, form={"search": "a"}),
    f"GET {DISTRIBUTION}/<string:paper>.pdf": Row(ONE),
    f"POST {DISTRIBUTION}/record": Row(
        ACT, form={"referral": "@referral", "state": "came", "uuid": "wall-record"}
    ),
    f"POST {DISTRIBUTION}/enter": Row(
        ACT, form={"came": "@referral", "unknown_households": "1", "age_26_64": "2", "uuid": "w"}
    ),
    f"POST {DISTRIBUTION}/undo": Row(ACT, form={"visit": "@visit"}),
    f"POST {DISTRIBUTION}/close": Row(
        ACT, form={"households": "3", "persons": "7", "weight": "12,5"}
    ),
    f"POST {DISTRIBUTION}/reopen": Row(ACT),
    # people whom an association welcomes itself
    f"GET {HOME}/welcomes/new": Row(WELCOME),
    f"POST {HOME}/welcomes/new": Row(
        "done done page page no no no no no door",
        form={"label": "Zoe", "size": "2", "service": "@service"},
    ),
    f"GET {REFERRAL}/change": Row(ONE, things=DIRECT),
    f"POST {REFERRAL}/change": Row(ACT, things=DIRECT, form={"label": "Zoe", "size": "3"}),
    f"POST {REFERRAL}/end": Row(ACT, things=DIRECT),
    f"GET {REFERRAL}/call": Row(ONE, things=DIRECT),
    f"POST {REFERRAL}/call": Row(
        ACT, things=DIRECT, form={"label": "Zoe", "reach": "06 98 76 54 32", "notice": "1"}
    ),
    f"GET {HOME}/emergency": Row(WELCOME),
    f"POST {HOME}/emergency": Row(
        "done done page page no no no no no door",
        form={"service": "@service", "emergency": "other", "size": "2", "uuid": "wall-help"},
    ),
    f"POST {HOME}/emergency/undo": Row(
        "done done done done no no no no no door", form={"visit": "@help"}
    ),
    # own data and team
    f"GET {HOME}/who-sees-what": Row(SIGNED_IN),
    f"GET {HOME}/data": Row(MANAGE),
    f"GET {HOME}/data/download": Row(MANAGE),
    f"GET {HOME}/data/columns": Row(MANAGE),
    f"POST {HOME}/data/columns": Row(MANAGE),
    f"GET {HOME}/data/columns/download": Row(MANAGE),
    f"GET {HOME}/figures/ages": Row(MANAGE),
    f"GET {HOME}/state-return": Row(MANAGE),
    f"GET {HOME}/team": Row(MANAGE),
    f"POST {HOME}/team": Row(MANAGED, form={"name": "Zoe Fictive", "email": "zoe@example.org"}),
    f"GET {HOME}/team/<int:user_id>/stop": Row("no page back back no no no no no door"),
    f"POST {HOME}/team/<int:user_id>/stop": Row("no done no no no no no no no door"),
    f"GET {HOME}/undertaking": Row(SIGNED_IN.replace("page", "back")),
    # of whom nothing is asked: back to the first page, nothing written down
    f"POST {HOME}/undertaking": Row(
        SIGNED_IN.replace("page", "done"), form={"text": "1", "answer": "accept"}
    ),
    f"GET {HOME}/undertaking/declined": Row(ANYBODY_READS),
    # mailed links: no account, nothing but the signed address
    f"GET {SENDING}": Row(ANYBODY_READS, owner="office", link=True, things={"token": "send"}),
    f"POST {SENDING}": Row(
        ANYBODY_ACTS,
        owner="office",
        link=True,
        things={"token": "send"},
        form={"label": "Zoe", "reach": "06 98 76 54 32", "notice": "1"},
    ),
    "GET /food-aid/status/<string:token>": Row(ANYBODY_READS, owner="office", link=True),
    # figures, pace, closures
    f"GET {HOME}/figures": Row(WELCOME),
    f"GET {HOME}/missed": Row(WELCOME),
    f"GET {HOME}/pace": Row(MANAGE),
    f"POST {HOME}/pace": Row(MANAGED, form={"step": "numbers"}),
    f"GET {HOME}/closures": Row(MANAGE),
    f"POST {HOME}/closures": Row(
        MANAGED, form={"first": "2099-08-01", "last": "2099-08-31", "message": "Away"}
    ),
    f"POST {HOME}/closures/<int:closure_id>/back": Row("no done none none no no no no no door"),
    # its own face, and the documents of the CCAS: the same for every association
    f"GET {HOME}/face": Row(MANAGE),
    f"POST {HOME}/face/message": Row(MANAGED, form={"remove": "1"}),
    f"POST {HOME}/face/logo": Row(MANAGED, form={"remove": "1"}),
    f"POST {HOME}/face/words": Row(MANAGED),
    f"GET {HOME}/documents": Row(SIGNED_IN),
    f"GET {HOME}/documents/<int:document_id>": Row(
        "page page page page none none none none none door"
    ),
    # shared devices: without the device's cookie, the door opens nothing
    f"GET {HOME}/pin": Row(WELCOME),
    f"POST {HOME}/pin": Row(
        "done done done done no no no no no door", form={"pin": "2580", "again": "2580"}
    ),
    f"GET {HOME}/device": Row("back back back back no no no no no door"),
    f"GET {DOOR}": Row(ANYBODY_READS),
    f"POST {DOOR}": Row(ANYBODY_READS, form={"person": "1", "pin": "2580"}),
    f"GET {HOME}/devices": Row(MANAGE),
    # one answer for every id, and the device of others stays
    f"POST {HOME}/devices/<int:device_id>/remove": Row(MANAGED),
    f"POST {HOME}/devices": Row(MANAGED, form={"name": "Tablet"}, signs_out=True),
    f"POST {DOOR}/leave": Row(ANYBODY_ACTS, signs_out=True),
}
# Posted without the token that a page of ours gives: only where this is said, and why.
WITHOUT_TOKEN = {
    f"POST {SENDING}": "no cookie is read: whoever could forge the form would need the link itself",
}

# Every field that a portal user reads; whatever else the model holds is refused to them.
AGES = "age_0_2 age_3_5 age_6_13 age_14_17 age_18_25 age_26_64 age_65"
PORTAL_FIELDS = {
    "food.aid.closure": "id display_name date_from date_to message",
    "food.aid.distribution": "id display_name date service_name day hour place state date_closed "
    "weight household_count person_count baby_count",
    "food.aid.orientation": "id display_name name active create_date date label reach message "
    "notice_given company_name state date_met date_ended",
    "food.aid.referral": "id display_name name active state origin kind date_sent date_answered "
    "date_closed organisation_name service_name service_kind_name company_name card_code "
    "person_label person_phone public_word search_key size no_cooking rate credit currency_symbol "
    "quota quota_period date_from date_to place day hour group_name bring message referent_name "
    "referent_phone admission decline_reason decline_note is_welcome_open visit_count "
    "date_first_visit date_last_visit missed_count date_call_asked procedure_name carry_note "
    f"date_carried {AGES}",
    "food.aid.team.message": "id display_name date_to text",
    "food.aid.visit": "id display_name date service_name kind state proxy is_beyond reason given "
    f"emergency household_count size {AGES}",
}

# Public methods of ours that answer an outsider otherwise than by a refusal of access: whom, and
# why this tells or changes nothing that is not theirs.
ANYBODY = "volunteer manager other prescriber plain employee visitor"
ASSOCIATION = "volunteer manager"
WINDOW = "says which window to open, and reads nothing: what the window shows is refused"
WORDS_FIRST = "refuses what was asked by its words, before it looks at any record"
OPEN_METHODS = {
    # of an association, for its own people
    "food.aid.referral.action_carried": (ASSOCIATION, "refused: no procedure is carried there"),
    "food.aid.referral.action_confirm": (ASSOCIATION, "the answer that the CCAS waits for"),
    "food.aid.referral.action_decline": (ASSOCIATION, "the answer that the CCAS waits for"),
    "food.aid.referral.action_send": (ASSOCIATION, "refused: theirs is sent already"),
    "food.aid.distribution.action_close": (ASSOCIATION, "its own distribution"),
    "food.aid.distribution.action_reopen": (ASSOCIATION, "its own distribution"),
    # of anybody
    "food.aid.access.log.write": (ANYBODY, "refused to everybody, always"),
    "food.aid.undertaking.write": (ANYBODY, "refused to everybody, always"),
    "food.aid.assessment.default_get": (ANYBODY, "empty: no field is open to them"),
    "food.aid.ccas.settings.default_get": (ANYBODY, "empty: no field is open to them"),
    "food.aid.household.default_get": (ANYBODY, "empty: no field is open to them"),
    "food.aid.assessment.fields_get": (ANYBODY, "the labels of the form"),
    "food.aid.board.find": (ANYBODY, "searches what they may read: nothing"),
    "food.aid.board.get_board": (ANYBODY, "refused in words: no role"),
    "food.aid.commission.item.create": (ANYBODY, WORDS_FIRST),
    "food.aid.decision.create": (ANYBODY, WORDS_FIRST),
    "food.aid.import.action_refresh": (ANYBODY, "does nothing: the screen is drawn again"),
    "food.aid.import.action_notes": (ANYBODY, WINDOW),
    "food.aid.commission.action_open_items": (ANYBODY, WINDOW),
    "food.aid.household.action_give_voucher": (ANYBODY, WINDOW),
    "food.aid.household.action_new_request": (ANYBODY, WINDOW),
    "food.aid.household.action_view_assessments": (ANYBODY, WINDOW),
    "food.aid.household.action_view_needs": (ANYBODY, WINDOW),
    "food.aid.household.action_view_procedures": (ANYBODY, WINDOW),
    "food.aid.household.action_view_referrals": (ANYBODY, WINDOW),
    "food.aid.household.action_view_rights": (ANYBODY, WINDOW),
    "food.aid.household.action_view_vouchers": (ANYBODY, WINDOW),
    "food.aid.need.action_bridge": (ANYBODY, WINDOW),
    "food.aid.scale.version.action_export": (ANYBODY, "an address: the file behind it is refused"),
    "food.aid.scale.version.action_show": (ANYBODY, WINDOW),
    "food.aid.workshop.action_view_sessions": (ANYBODY, WINDOW),
    "food.aid.accompaniment.figures.action_print": (
        "employee",
        "names a paper: printing is refused",
    ),
    "food.aid.appointment.action_print_slip": ("employee", "names a paper: printing is refused"),
    "food.aid.voucher.action_print": ("employee", "names a paper: printing is refused"),
    "food.aid.household.action_print_card": ("employee", "names a paper: printing is refused"),
}

# What axe-core finds in Odoo's own layout around our pages: (rule, area) and why it is left there.
ODOO_LAYOUT = {
    ("color-contrast", "footer"): "the button of languages, in the colour of Odoo's own theme",
}
