import re

import polib

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import file_path

from ..tools.scale import ScaleError
from .common import FoodAidCase

FRENCH = "fr_FR"
# what Odoo fills or keeps as it is: %(name)s, %%, {{ name }}, tags with their attributes
_slots = re.compile(r"%\(\w+\)[a-z]|%%|\{\{.*?\}\}|<[^>]*>").findall
# words that mean something else to those who read these screens
AVOIDED = re.compile(
    r"\b(bénéficiaires?|usagers?|échelles?|sociétés?|archiv\w+|carence|ménages?)\b", re.IGNORECASE
)
NB = "\N{NO-BREAK SPACE}"


def _as_typed(text):
    """Return `text` with the blanks and apostrophes of a keyboard."""
    return re.sub(r"\s+", " ", text).replace("’", "'")


@tagged("post_install", "-at_install")
class TestFrenchFile(FoodAidCase):
    """The file of translations itself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entries = polib.pofile(file_path("food_aid/i18n/fr.po"))

    def _assert_none(self, wrong):
        self.assertGreater(len(self.entries), 1000)
        found = [entry.msgid for entry in self.entries if wrong(entry)]
        self.assertFalse(found, f"{len(found)} terms")

    def test_every_term_has_its_french(self):
        self._assert_none(lambda entry: not entry.msgstr or entry.fuzzy or entry.obsolete)

    def test_placeholders_and_tags_survive(self):
        self._assert_none(lambda entry: sorted(_slots(entry.msgid)) != sorted(_slots(entry.msgstr)))

    def test_no_word_misleads_who_reads_it(self):
        self._assert_none(lambda entry: AVOIDED.search(entry.msgstr))

    def test_double_signs_stand_after_a_blank_that_does_not_break(self):
        wrong = re.compile(r"\w ?[?!»]|\w [:;]|«[^\N{NO-BREAK SPACE}]|\w'\w").search
        self._assert_none(lambda entry: wrong(re.sub(r"<[^>]*>|\{\{.*?\}\}", "", entry.msgstr)))


@tagged("post_install", "-at_install")
class TestFrenchScreens(FoodAidCase):
    """What agents and volunteers read when their language is French."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang(FRENCH)
        cls.env["ir.module.module"]._load_module_terms(["food_aid"], [FRENCH], overwrite=True)
        for user in cls.users.values():
            user.lang = FRENCH

    def _assert_says(self, text, *sentences):
        for sentence in sentences:
            with self.subTest(sentence=sentence):
                self.assertIn(sentence, _as_typed(text))

    def test_the_calculation_is_worded_in_french(self):
        assessment = self._create_assessment(self._create_household()).with_context(lang=FRENCH)
        self._assert_says(
            assessment.explanation,
            "Personnes du foyer : 1, une part pour chacune",
            "Ressources retenues : 600,00",
            "Charges retenues : 400,00",
            "soit le reste pour vivre du mois : 600,00",
            "Résultat : Dans le barème",
            "Participation du foyer : 10 %",
        )

    def test_the_person_reads_of_a_rule_of_calculation_not_of_a_bareme(self):
        """*Barème* is a word of agents."""
        right = self._create_right(self._create_household())
        letters = self.env["report.food_aid.report_decision_letter"]
        lines = "\n".join(letters._get_calculation(right.decision_id.with_context(lang=FRENCH)))
        self._assert_says(lines, "Résultat : la règle de calcul propose une aide")
        self.assertNotIn("arème", lines)

    def test_no_line_of_any_calculation_stays_english(self):
        """Each sentence of the engine and each of its refusals has its own French."""
        version = self.scale.version_ids[:1].with_context(lang=FRENCH)
        said = version._say()("%(category)s: %(declared)s, not kept", category="rent", declared="1")
        self._assert_says(said, "non retenu")
        error = ScaleError("%(path)s must not be empty.", path="tiers")
        self.assertEqual(version._word_error(error), "tiers ne doit pas être vide.")

    def test_states_and_labels_speak_as_agents_do(self):
        env = self.env(context={"lang": FRENCH})
        states = dict(env["food.aid.referral"]._fields["state"]._description_selection(env))
        self.assertEqual(states["accepted"], "Accueil confirmé")
        self.assertEqual(states["expired"], "Restée sans réponse")
        outcomes = dict(env["food.aid.decision"]._fields["outcome"]._description_selection(env))
        self.assertEqual(list(outcomes.values()), ["Accordé", "Non accordé", "Ajourné"])
        fields = env["food.aid.household"].fields_get(["company_id", "member_ids", "active"])
        self.assertEqual(fields["company_id"]["string"], "CCAS")
        self.assertEqual(fields["member_ids"]["string"], "Personnes du foyer")
        roles = dict(env["food.aid.household.member"].fields_get(["role"])["role"]["selection"])
        self.assertEqual(roles["partner"], "Conjoint(e)")

    def test_the_liaison_sheet_is_in_french(self):
        referral = self._create_referral(self._create_household(no_cooking=True), level="full")
        reports = self.env["ir.actions.report"].with_user(self.users["instructor"])
        html, _kind = reports.with_context(lang=FRENCH)._render_qweb_html(
            "food_aid.action_report_liaison_sheet", referral.ids
        )
        text = re.sub(r"<[^>]*>", " ", html.decode())
        self._assert_says(
            text,
            *("Fiche de liaison", "Foyer", "personne", "Ne peut pas cuisiner", "Quel jour"),
            *("À quelle heure", "Où", "À apporter", "Droit", "Référent·e"),
        )
        for word in ("Household", "Which day", "What to bring", "Cannot cook"):
            self.assertNotIn(word, text)

    def test_a_refusal_says_in_french_what_to_do(self):
        referral = self._create_referral(state="draft").with_context(lang=FRENCH)
        with self.assertRaises(UserError) as refused:
            referral._check_printable()
        self._assert_says(
            str(refused.exception), "n'a pas encore été transmise : transmettez-la, puis"
        )
        self.assertIn(f"transmise{NB}:", str(refused.exception))
