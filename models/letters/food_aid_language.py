import re

from markupsafe import Markup, escape

from odoo import fields, models
from odoo.exceptions import UserError

from ...tools import placeholders

FRENCH = "fr"
SLOT = re.compile(r"(\{\{.*?\}\})")
# From right to left, wkhtmltopdf breaks no line and measures letters and signs together
# wrongly: each word is a block of its own, and in it what is no letter stands apart.
WORD = re.compile(r"(?:\{\{.*?\}\}|\S)+")
PART = re.compile(r"(\{\{.*?\}\}|[^\u0590-\u06FF\s]+|[،؛؟]+)")


class FoodAidLanguage(models.Model):
    """A language in which people are given their own sheet and the list of papers to bring.

    It is not a language of the screens: nobody has to install Odoo in Arabic to print a page.
    """

    _name = "food.aid.language"
    _description = "Language of papers"
    _inherit = ["food.aid.shared.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True)
    code = fields.Char(required=True, help="Two letters, for instance: ar.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_rtl = fields.Boolean(string="Written from right to left")
    is_reviewed = fields.Boolean(
        string="Read again by an interpreter",
        help="Until then the page says that its translation is to be read again.",
    )
    sentence_ids = fields.One2many("food.aid.sentence", "language_id", string="Sentences")
    paper_ids = fields.One2many("food.aid.paper.translation", "language_id", string="Papers")

    _code_uniq = models.UniqueIndex("(code)", "This language is already there.")

    def _say(self, key, **values):
        """Return the sentence `key` of this language as HTML, filled with the `values`.

        :raise UserError: when the sentence is missing
        """
        self.ensure_one()
        sentence = self.sentence_ids.filtered(lambda one: one.key == key)
        if not sentence:
            raise UserError(
                self.env._(
                    "%(language)s: the sentence “%(key)s” is missing. A coordinator writes it "
                    "under Configuration, Languages of papers.",
                    language=self.name,
                    key=dict(sentence._fields["key"]._description_selection(self.env))[key],
                )
            )
        # Figures and names are read from left to right in the middle of any script.
        shown = {
            name: str(Markup('<span dir="ltr">{}</span>').format(value))
            for name, value in values.items()
        }
        return self._write(sentence.text, shown)

    def _write(self, text, shown=None):
        """Return `text` as HTML, its placeholders being filled with what is `shown`."""

        def write(part):
            filled = shown and SLOT.fullmatch(part)
            return Markup(placeholders.fill(part, shown)) if filled else escape(part)

        if not self.is_rtl:
            return Markup().join(map(write, SLOT.split(text)))
        block = Markup('<span style="display: inline-block">{}</span>')
        apart = Markup("<span>{}</span>")
        return Markup(" ").join(
            block.format(Markup().join(apart.format(write(part)) for part in PART.split(word)))
            for word in WORD.findall(text)
        )

    def _name_paper(self, kind):
        """Return a paper to bring in the words of this language, in French by default."""
        self.ensure_one()
        known = {paper.kind_id: paper.text for paper in self.paper_ids}
        words = known.get(kind) or known.get(kind.common_id)
        return self._write(words or kind.with_context(lang="fr_FR")._get_text())
