from odoo import api, models


class Accompaniment(models.AbstractModel):
    """One page that may leave the CCAS: numbers without names, small ones hidden."""

    _name = "report.food_aid.report_accompaniment"
    _description = "Figures of the accompaniment"
    _inherit = ["report.food_aid.paper"]

    _paper_model = "food.aid.accompaniment.figures"

    @api.model
    def _prepare_paper(self, docs):
        docs.ensure_one()
        return {
            "figures_doc": docs,
            "tables": docs._get_tables(masked=True),
            "say": docs._say,
        }

    @api.model
    def _log_print(self, docs):
        """Open no household: only numbers are printed."""
