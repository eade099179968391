"""Who may do what, as data. A model missing here fails `test_access.py`.

One column a role; letters: r(ead), w(rite), c(reate), u(nlink), - none of them.
"""

ROLES = (
    *("employee", "reception", "instructor", "social", "coordinator"),
    *("stock", "observer", "dpo", "volunteer", "manager", "prescriber"),
)
NOBODY = "- - - - -  - - - - - -"
MATRIX = {
    # columns:        employee reception instructor social coordinator
    #                 stock observer dpo volunteer manager prescriber
    # abstract: never a table
    "food.aid.demo": NOBODY,
    "food.aid.board": NOBODY,
    "food.aid.frozen.mixin": NOBODY,
    "food.aid.links.mixin": NOBODY,
    "food.aid.lookalike": NOBODY,
    "food.aid.logged.mixin": NOBODY,
    "food.aid.numbered.mixin": NOBODY,
    "food.aid.own.data": NOBODY,
    "food.aid.own.export": NOBODY,
    "food.aid.own.figures": NOBODY,
    "food.aid.portal.mixin": NOBODY,
    "food.aid.thread.mixin": NOBODY,
    "food.aid.who.sees": NOBODY,
    "food.aid.referral.sheet": NOBODY,
    "food.aid.scale.line.mixin": NOBODY,
    "food.aid.scale.numbers.mixin": NOBODY,
    # places and directory
    "food.aid.area": "- r r r rwcu  r - - - - -",
    "food.aid.commune": "- r r r rwcu  r - - - - -",
    "food.aid.service": "- r r r rwcu  r - - - - -",
    "food.aid.service.kind": "- r r r rwcu  r - - - - -",
    "food.aid.service.scale": "- - r r rwcu  - - - - - -",
    # people
    "food.aid.person": "- rwc rwc rwc rwc  - - - - - -",
    "food.aid.household": "- rwc rwc rwc rwc  - - - - - -",
    "food.aid.household.member": "- rwcu rwcu rwcu rwcu  - - - - - -",
    "food.aid.agreement": "- rwc rwc rwc rwc  - - r - - -",
    "food.aid.access.log": "- - - - -  - - r - - -",
    # the day at the CCAS
    "food.aid.appointment": "- rwc rwc rwc rwc  - - - - - -",
    "food.aid.opening": "- r rwcu rwcu rwcu  - - - - - -",
    "food.aid.leave": "- rwcu rwcu rwcu rwcu  - - - - - -",
    "food.aid.tally": "- rwcu rwcu rwcu rwcu  - - - - - -",
    "food.aid.grouping": "- r r r r  - - - - - -",
    # what is asked, assessed and decided
    "food.aid.request": "- rwc rwc rwc rwc  - - - - - -",
    "food.aid.assessment": "- - rwcu rwcu rwcu  - - - - - -",
    "food.aid.assessment.line": "- - rwcu rwcu rwcu  - - - - - -",
    "food.aid.commission": "- - r r rwcu  - - - - - -",
    "food.aid.commission.attendee": "- - r r rwcu  - - - - - -",
    "food.aid.commission.item": "- - rwcu rwcu rwcu  - - - - - -",
    "food.aid.assessment.unpaid": "- - rwcu rwcu rwcu  - - - - - -",
    "food.aid.delegation": "- - r r rwcu  - - - - - -",
    "food.aid.decision": "- - rc rc rc  - - - - - -",
    "food.aid.letter.template": "- r r r rwcu  - - - - - -",
    "food.aid.letter": "- rc rc rc rc  - - - - - -",
    "food.aid.language": "- r r r rwcu  - - - - - -",
    "food.aid.sentence": "- r r r rwcu  - - - - - -",
    "food.aid.paper.translation": "- r r r rwcu  - - - - - -",
    "food.aid.paper.kind": "- r r r rwcu  - - - - - -",
    "food.aid.request.paper": "- rwcu rwcu rwcu rwcu  - - - - - -",
    "food.aid.right": "- r r r r  - - - - - -",
    "food.aid.voucher": "- rwc rwc rwc rwc  - - - - - -",
    "food.aid.helpline": "- r r r rwcu  - - - - - -",
    # accompaniment
    "food.aid.need.category": "- - r r rwcu  - - - - - -",
    "food.aid.need": "- - rwcu rwcu rwcu  - - - - - -",
    "food.aid.followup": "- - - rwc r  - - - - - -",
    "food.aid.followup.note": "- - - rwcu -  - - - - - -",
    # what organisations are told
    "food.aid.referral": "- r rwcu rwcu rwcu  - - - r r -",
    "food.aid.referral.history": "- r r r r  - - - - - -",
    "food.aid.orientation": "- rw rw rw rw  - - - r r r",
    "food.aid.invitation": "- r r r r  - - - - - -",
    # passages
    "food.aid.closure": "- rwcu rwcu rwcu rwcu  - - - r r -",
    "food.aid.distribution": "- rwc rwc rwc rwc  r - - r r -",
    "food.aid.visit": "- r r r r  - - - r r -",
    # what organisations undertake
    "food.aid.undertaking": "- - - - r  - - r - - -",
    "food.aid.undertaking.text": "- - - - rwcu  - - r - - -",
    "food.aid.state.figure": "- r r r rwcu  - - - - - -",
    # scales
    "food.aid.budget.category": "- - r r rwcu  - - - - - -",
    "food.aid.scale": "- - r r rwcu  - - - - - -",
    "food.aid.scale.version": "- - r r rwcu  - - - - - -",
    "food.aid.scale.income.rule": "- - r r rwcu  - - - - - -",
    "food.aid.scale.expense.rule": "- - r r rwcu  - - - - - -",
    "food.aid.scale.tier": "- - r r rwcu  - - - - - -",
    "food.aid.scale.point": "- - r r rwcu  - - - - - -",
    "food.aid.scale.ceiling": "- - r r rwcu  - - - - - -",
    "food.aid.scale.season": "- - r r rwcu  - - - - - -",
    # registers
    "food.aid.import": "- - - - rwcu  - - - - - -",
    "food.aid.import.column": "- - - - rwcu  - - - - - -",
    "food.aid.import.line": "- - - - rwcu  - - - - - -",
    # dialogs
    "food.aid.move": "- rwc rwc rwc rwc  - - - - - -",
    "food.aid.move.line": "- rwcu rwcu rwcu rwcu  - - - - - -",
    "food.aid.birth": "- rwc rwc rwc rwc  - - - - - -",
    "food.aid.departure": "- rwc rwc rwc rwc  - - - - - -",
    "food.aid.reserve": "- - rwc rwc rwc  - - - - - -",
    "food.aid.decide": "- - rwc rwc rwc  - - - - - -",
    "food.aid.letter.choose": "- rwc rwc rwc rwc  - - - - - -",
    "food.aid.refer": "- - rwc rwc rwc  - - - - - -",
    "food.aid.refer.line": "- - rwc rwc rwc  - - - - - -",
    "food.aid.group": "- - rwc rwc rwc  - - - - - -",
    "food.aid.group.file": "- - rwc rwc rwc  - - - - - -",
    "food.aid.group.person": "- - rwcu rwcu rwcu  - - - - - -",
    "food.aid.split": "- - rwc rwc rwc  - - - - - -",
    "food.aid.split.line": "- - rwc rwc rwc  - - - - - -",
    "food.aid.invite": "- - - - rwc  - - - - - -",
    "food.aid.ccas.settings": "- - - - rwc  - - - - - -",
    "food.aid.scale.comparison": "- - - - rwc  - - - - - -",
    "food.aid.scale.import": "- - - - rwcu  - - - - - -",
    # carriers: models of Odoo that could carry personal data out
    "res.partner": "r r r r rwcu  r r r r r r",
    "res.users": "r r r r r  r r r r r r",
    "res.company": "r r r r r  r r r r r r",
    "mail.message": "rwcu rwcu rwcu rwcu rwcu  rwcu rwcu rwcu rwcu rwcu rwcu",
    "mail.followers": "r r r r r  r r r - - -",
    "mail.mail": "- - - - -  - - - - - -",
    "mail.activity": "rwcu rwcu rwcu rwcu rwcu  rwcu rwcu rwcu - - -",
    "ir.attachment": "rwcu rwcu rwcu rwcu rwcu  rwcu rwcu rwcu - - -",
    "calendar.event": "rwcu rwcu rwcu rwcu rwcu  rwcu rwcu rwcu r r r",
    "calendar.attendee": "rwcu rwcu rwcu rwcu rwcu  rwcu rwcu rwcu - - -",
    "ir.sequence": "r r r r r  r r r - - -",
    "ir.cron": "- - - - -  - - - - - -",
}
# Readable without a record rule: the directory and the words of the trade name nobody.
WITHOUT_RULE = {
    "food.aid.area",
    "food.aid.budget.category",
    "food.aid.commune",
    "food.aid.language",
    "food.aid.need.category",
    "food.aid.paper.translation",
    "food.aid.sentence",
    "food.aid.service",
    "food.aid.service.kind",
    "food.aid.state.figure",
}
# Design part 5: the only models that portal users hold rights on, and which.
PORTAL_RIGHTS = {
    "food.aid.closure": "r",
    "food.aid.distribution": "r",
    "food.aid.orientation": "r",
    "food.aid.referral": "r",
    "food.aid.visit": "r",
}
