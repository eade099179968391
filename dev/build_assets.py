"""Run in Odoo's shell on a new database: build what pages load, so that the first one is quick.

A browser test would otherwise build it within its own transaction, each test anew.
"""

SCRIPTS = ("web.assets_frontend_minimal", "web.assets_frontend_lazy", "web.assets_tests")
STYLES = ("web.assets_frontend",)
BOTH = ("web.assets_web", "web.report_assets_common", "web.report_assets_pdf")

for bundle in (*SCRIPTS, *STYLES, *BOTH):
    content = env["ir.qweb"]._get_asset_bundle(bundle, css=True, js=True)  # noqa: F821
    if bundle not in STYLES:
        content.js()
    if bundle not in SCRIPTS:
        content.css()
env.cr.commit()  # noqa: F821
