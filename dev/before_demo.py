"""Run in Odoo's shell on the demonstration's database before the addon is installed."""

# A closed port of this machine: what would call a paid service calls nobody.
NOBODY = "http://127.0.0.1:9"

parameters = env["ir.config_parameter"]  # noqa: F821
for service in ("iap", "enrich", "sms", "snailmail", "iap.partner_autocomplete"):
    parameters.set_param(f"{service}.endpoint", NOBODY)
for service in ("gmail", "outlook"):
    parameters.set_param(f"mail.server.{service}.iap.endpoint", NOBODY)

# Everybody reads French, those who are not signed in too.
env["ir.default"].set("res.partner", "lang", "fr_FR")  # noqa: F821
everybody = env["res.users"].with_context(active_test=False).search([])  # noqa: F821
everybody.partner_id.lang = "fr_FR"
env.cr.commit()  # noqa: F821
