from odoo import fields, models


class FoodAidCommune(models.Model):
    _name = "food.aid.commune"
    _description = "Commune"
    _order = "name"
    _rec_names_search = ["name", "zip"]

    name = fields.Char(required=True)
    zip = fields.Char(string="Postcode")
    insee_code = fields.Char(string="INSEE code")
    area_ids = fields.One2many("food.aid.area", "commune_id", string="Areas")
    active = fields.Boolean(default=True)

    _name_zip_uniq = models.UniqueIndex("(name, zip)", "This commune is already in the list.")
