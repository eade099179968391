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
        "data/food_aid_service_kind_data.xml",
        "data/ir_cron_data.xml",
        "data/mail_template_data.xml",
    ],
    "application": True,
    "pre_init_hook": "pre_init_hook",
}
