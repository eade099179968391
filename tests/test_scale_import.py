import base64
import json

from odoo.exceptions import UserError
from odoo.tests import Form, HttpCase, tagged

from .scale_helpers import CASES, make_spec
from .scale_helpers import scale as engine
from .test_scale_version import ScaleCase


@tagged("post_install", "-at_install")
class TestScaleImport(ScaleCase):
    def import_file(self, content, **vals):
        wizard = self.env["food.aid.scale.import"].create(
            {"origin": "file", "file": base64.b64encode(content), "file_name": "scale.json"} | vals
        )
        action = wizard.action_import()
        return self.env["food.aid.scale.version"].browse(action["res_id"])

    def test_a_file_makes_a_new_scale_with_a_version_in_preparation(self):
        spec = make_spec(name="Theirs", source="Delibération 7", checked_on="2026-11-01")
        version = self.import_file(json.dumps(spec).encode())
        self.assertEqual(version.state, "draft")
        self.assertEqual(version._to_spec(), spec)
        self.assertEqual(version.scale_id.name, "Theirs")
        self.assertEqual(version.scale_id.source, "Delibération 7")
        self.assertEqual(str(version.scale_id.date_checked), "2026-11-01")

    def test_a_file_may_be_a_version_of_a_scale_that_exists(self):
        version = self.import_file(json.dumps(make_spec()).encode(), scale_id=self.scale.id)
        self.assertEqual(version.scale_id, self.scale)

    def test_what_is_exported_is_imported_to_the_same(self):
        for case in CASES:
            self.scale.write({"source": "Délibération", "description": "Essai"})
            version = self.scale._import_spec(case["spec"])
            again = self.import_file(base64.b64decode(version.spec_file))
            for key in ("source", "description"):
                self.assertTrue(again._to_spec()[key])
            spec = {key: e for key, e in again._to_spec().items() if key in engine.SPEC_KEYS}
            self.assertEqual(spec, case["spec"])
            self.assertEqual(again.scale_id.source, "Délibération")

    def test_numbers_written_as_numbers_stay_exact(self):
        content = json.dumps(make_spec()).replace('"8"', "7.10").encode("utf-8-sig")
        version = self.import_file(content)
        self.assertEqual(version._to_spec()["outcome"]["tiers"][0]["below"], "7.10")

    def test_a_file_that_is_no_scale_gets_a_clear_sentence_and_leaves_nothing(self):
        scales = self.env["food.aid.scale"].search_count([])
        huge = json.dumps(make_spec(description="x" * 1024 * 1024)).encode()
        for content, words in (
            (b"Bar\xe8me", "not a scale exported as JSON"),
            (b"\x00\x01\x02", "not a scale exported as JSON"),
            (b"Loyer;500", "not a scale exported as JSON"),
            (b"[1, 2]", "not a scale exported as JSON"),
            (b"[" * 100000, "not a scale exported as JSON"),
            (b"NaN", "not a scale exported as JSON"),
            (huge, "not a scale exported as JSON"),
            (b"{}", "outcome.mode"),
            (json.dumps(make_spec(divisor="30,4")).encode(), "divisor: “30,4” is not a number"),
            (b'{"divisor": ' + b"9" * 5000 + b', "outcome": {"mode": "tiers"}}', "is not a number"),
        ):
            with self.subTest(content=content[:20]), self.assertRaisesRegex(UserError, words):
                self.import_file(content)
        self.assertEqual(self.env["food.aid.scale"].search_count([]), scales)

    def test_nothing_chosen_gets_a_clear_sentence(self):
        wizard = self.env["food.aid.scale.import"].create({})
        with self.assertRaisesRegex(UserError, "Choose a published scale"):
            wizard.action_import()
        wizard.origin = "file"
        with self.assertRaisesRegex(UserError, "Choose the file"):
            wizard.action_import()

    def test_every_published_scale_is_offered_with_its_source_and_date_of_check(self):
        published = self.env["food.aid.scale.import"]._selection_published()
        names = {spec["name"] for spec in (case["spec"] for case in CASES)}
        self.assertGreaterEqual(len({name for __, name in published} & names), 7)
        for code, name in published:
            with self.subTest(published=name):
                form = Form(self.env["food.aid.scale.import"])
                form.published = code
                self.assertIn("Source: ", form.published_description)
                self.assertIn("2026-11-01", form.published_description)
                action = form.save().action_import()
                version = self.env["food.aid.scale.version"].browse(action["res_id"])
                self.assertEqual(version.scale_id.name, name)
                self.assertTrue(version.scale_id.source)
                version.action_open()
                self.assertTrue(version.example_outcome)

    def test_installing_puts_no_scale_in_force(self):
        published = {name for __, name in self.env["food.aid.scale.import"]._selection_published()}
        scales = self.env["food.aid.scale"].search([("name", "in", list(published))])
        self.assertFalse(scales)


@tagged("post_install", "-at_install")
class TestScaleExport(HttpCase):
    def test_the_button_downloads_the_spec(self):
        scale = self.env["food.aid.scale"].create({"name": "CCAS d'Été"})
        version = scale._import_spec(make_spec(date_from="2024-01-01"))
        self.authenticate("admin", "admin")
        self.env.ref("base.user_admin").group_ids += self.env.ref(
            "food_aid.group_food_aid_coordinator"
        )
        response = self.url_open(version.action_export()["url"])
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.json(), version._to_spec())
        self.assertIn("bareme-ccas-d-ete-2024-01-01.json", response.headers["Content-Disposition"])
