{
    "name": "Food Aid",
    "summary": "One evaluation at the CCAS, referral to partner associations, shared food aid",
    "version": "19.0.1.0.0",
    "category": "Services/Social Aid",
    "author": "food_aid contributors",
    "license": "AGPL-3",
    "depends": ["mail", "contacts", "portal"],
    "data": [
        "security/food_aid_groups.xml",
        "security/ir.model.access.csv",
        "security/food_aid_rules.xml",
    ],
    "application": True,
    "pre_init_hook": "pre_init_hook",
}
