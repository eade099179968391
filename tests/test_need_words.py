from odoo.tests import TransactionCase, tagged

from ..tools.need_words import STEMS, categories_of


@tagged("post_install", "-at_install")
class TestNeedWords(TransactionCase):
    def test_words_of_registers_find_their_category(self):
        told = {
            "Budget, Accès aux droits": ["budget", "rights"],
            "Précarité énergétique; Logement": ["energy", "housing"],
            "Santé / Parentalité\nScolarité": ["health", "family", "school"],
            "EMPLOI, emploi": ["employment"],
            "Titre de séjour": ["residence"],
            "ordinateur": ["digital"],
            "bricolage, ,": [],
            "": [],
            None: [],
        }
        for text, codes in told.items():
            with self.subTest(text=text):
                self.assertEqual(categories_of(text), codes)

    def test_every_word_leads_to_a_category_that_exists(self):
        categories = self.env["food.aid.need.category"].with_context(active_test=False)
        self.assertLessEqual(set(STEMS), set(categories.search([]).mapped("code")))
