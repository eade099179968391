import base64
import io
from datetime import date

from PIL import Image

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.http import Request
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import GROUP, FoodAidCase
from .portal_common import HOME, FoodAidPortalCase
from .remote import call

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def draw(kind="PNG", size=(800, 400)):
    stream = io.BytesIO()
    Image.new("RGB", size, "white").save(stream, kind)
    return stream.getvalue()


@tagged("post_install", "-at_install", "food_aid_security")
class TestFace(FoodAidCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager, cls.volunteer = cls.users["manager"], cls.users["volunteer"]
        cls.referral = cls._create_referral(
            cls._create_household(children=[date(2025, 1, 1)]), level="full"
        )

    def _as(self, model, login="manager"):
        return self.env[model].with_user(self.users[login])

    # ------------------------------------------------------------------
    # MESSAGE OF THE DAY
    # ------------------------------------------------------------------

    def test_a_message_is_the_team_s_alone_until_its_day(self):
        messages = self._as("food.aid.team.message")
        today = fields.Date.context_today(messages)
        messages._post("Old", today)
        message = messages._post("Bring bags", fields.Date.add(today, days=2))
        read = self._as("food.aid.team.message", "volunteer")
        self.assertEqual(read.search([]), message)  # one at a time
        self.assertEqual(read._get_current().text, "Bring bags")
        message.sudo().date_to = fields.Date.subtract(today, days=1)
        self.assertFalse(read._get_current())
        self.assertFalse(call(self.users["other_volunteer"], "food.aid.team.message", "search", []))
        for login in ("coordinator", "dpo", "reception", "prescriber"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                call(self.users[login], "food.aid.team.message", "search", [])

    def test_messages_are_short_and_end(self):
        messages = self._as("food.aid.team.message")
        today = fields.Date.context_today(messages)
        for text, day in (
            ("", today),
            ("x" * 501, today),
            ("x", None),
            ("x", fields.Date.subtract(today, days=1)),
            ("x", fields.Date.add(today, days=93)),
        ):
            with self.subTest(text=text[:5], day=day), self.assertRaises(UserError):
                messages._post(text, day)

    def test_only_the_manager_speaks_shows_and_names(self):
        today = fields.Date.today()
        for login in ("volunteer", "prescriber", "coordinator"):
            for model, method, args in (
                ("food.aid.team.message", "_post", ("x", today)),
                ("food.aid.team.message", "_take_back", ()),
                ("res.partner", "_food_aid_save_logo", (draw(),)),
                ("res.partner", "_food_aid_save_words", ({self.service.id: "x"},)),
            ):
                with self.subTest(login=login, method=method), self.assertRaises(AccessError):
                    getattr(self._as(model, login), method)(*args)
        with self.assertRaises(AccessError):
            call(self.manager, "res.partner", "write", self.association.ids, {"image_1920": False})

    # ------------------------------------------------------------------
    # LOGO AND WORD
    # ------------------------------------------------------------------

    def test_a_logo_is_an_image_drawn_again(self):
        partners = self._as("res.partner")
        partners._food_aid_save_logo(draw("JPEG") + b"hidden tail")
        kept = base64.b64decode(self.association.image_1920)
        image = Image.open(io.BytesIO(kept))
        self.assertEqual((image.format, max(image.size)), ("PNG", 512))
        self.assertNotIn(b"hidden", kept)
        for content in (SVG, b"<html>", PDF, b"\x89PNG\r\n\x1a\nbroken", b"x" * (2 * 1024**2 + 1)):
            with self.subTest(content=content[:8]), self.assertRaises(UserError):
                partners._food_aid_save_logo(content)
        self.assertEqual(base64.b64decode(self.association.image_1920), kept)
        partners._food_aid_save_logo(b"")
        self.assertFalse(self.association.image_1920)

    def test_words_of_one_s_own_services_only(self):
        partners = self._as("res.partner")
        self.other_service.public_word = "guest"
        partners._food_aid_save_words({self.service.id: " member ", self.other_service.id: "x"})
        self.assertEqual(self.service.public_word, "member")
        self.assertEqual(self.other_service.public_word, "guest")
        self.assertEqual(self.association._food_aid_get_word(), "member")
        self._create_service(self.association, name="Meals", public_word="guest")
        self.association.invalidate_recordset()
        self.assertEqual(self.association._food_aid_get_word(), "")
        with self.assertRaises(UserError):
            partners._food_aid_save_words({self.service.id: "x" * 41})

    # ------------------------------------------------------------------
    # PAPERS
    # ------------------------------------------------------------------

    def _print(self, report, records, user=None):
        reports = self.env["ir.actions.report"].with_user(user or self.volunteer)
        content, _kind = reports._render_qweb_html(f"food_aid.action_report_{report}", records.ids)
        return content.decode()

    def test_the_liaison_sheet_leaves_out_what_was_agreed(self):
        marks = {
            "show_phone": "06 12 34 56 78",
            "show_ages": "26–64",
            "show_needs": "Baby",
            "show_message": "Mind the stairs",
            "show_referent": "Referent, to call",
            "show_card": "data:image",
        }
        self.env.cr.execute(
            "UPDATE food_aid_referral SET message = 'Mind the stairs' WHERE id = %s",
            [self.referral.id],
        )
        self.env.invalidate_all()
        layout = self.env["food.aid.sheet.layout"].create(
            {"organisation_id": self.association.id, "company_id": self.company.id}
        )
        full = self._print("liaison_sheet", self.referral)
        for field, mark in marks.items():
            self.assertIn(mark, full)
            layout.write(dict.fromkeys(marks, True) | {field: False})
            with self.subTest(field=field):
                self.assertNotIn(mark, self._print("liaison_sheet", self.referral))
        layout.company_id = self.other_company
        self.assertEqual(self._print("liaison_sheet", self.referral), full)

    def test_logo_and_word_stand_on_the_papers(self):
        self._as("res.partner")._food_aid_save_words({self.service.id: "member"})
        self.referral = self._create_referral(self._create_household(last_name="Second"))
        distribution = self.env["food.aid.distribution"].create({"service_id": self.service.id})
        papers = {
            "liaison_sheet": self.referral,
            "sign_in_sheet": distribution,
            "expected_list": self.referral,
        }
        before = {name: self._print(name, records) for name, records in papers.items()}
        self._as("res.partner")._food_aid_save_logo(draw())
        for name, records in papers.items():
            after = self._print(name, records)
            with self.subTest(paper=name):
                self.assertIn("Member", after)
                if name != "expected_list":
                    self.assertEqual(after.count("<img"), before[name].count("<img") + 1)

    # ------------------------------------------------------------------
    # DOCUMENTS
    # ------------------------------------------------------------------

    def _document(self, content=PDF, name="rules.pdf", **vals):
        return self.env["food.aid.document"].create(
            {
                "name": "Rules",
                "company_id": self.company.id,
                "file": base64.b64encode(content),
                "file_name": name,
                **vals,
            }
        )

    def _sees(self, login):
        return [one["id"] for one in self._as("food.aid.document", login)._get_portal_documents()]

    def test_documents_reach_those_they_are_published_for(self):
        document = self._document()
        self.assertFalse(self._sees("volunteer"))
        document.action_publish()
        self.assertEqual(self._sees("volunteer"), document.ids)
        self.assertFalse(self._sees("prescriber"))
        document.write({"for_associations": False, "for_prescribers": True})
        self.assertFalse(self._sees("volunteer"))
        self.assertEqual(self._sees("prescriber"), document.ids)
        document.write({"for_associations": True, "company_id": self.other_company.id})
        self.assertFalse(self._sees("volunteer"))  # a CCAS that sent nobody
        self.association.lead_company_id = self.other_company
        self.assertEqual(self._sees("volunteer"), document.ids)
        self.association.lead_company_id = False
        document.company_id = self.company
        document.action_withdraw()
        self.assertFalse(self._sees("volunteer"))
        self.assertIsNone(self._as("food.aid.document", "volunteer")._get_portal_file(document.id))

    def test_both_ccas_of_a_shared_association_publish(self):
        self.association.lead_company_id = self.other_company
        document = self._document()
        document.action_publish()
        self.assertEqual(self._sees("volunteer"), document.ids)  # it sent a referral
        self.assertFalse(self._sees("other_volunteer") and not self.other_association)

    def test_files_are_what_they_say(self):
        for content, name in (
            (SVG, "logo.svg"),
            (SVG, "logo.png"),
            (b"<html><script></script></html>", "page.html"),
            (b"<html><script></script></html>", "page.pdf"),
            (PDF, "rules.exe"),
            (PDF, "rules"),
            (draw(), "image.pdf"),
        ):
            with self.subTest(name=name, content=content[:5]), self.assertRaises(UserError):
                self._document(content, name)
        self._document(draw("JPEG"), "poster.JPG")

    def test_organisations_hold_no_right_on_documents(self):
        document = self._document()
        document.action_publish()
        for login in ("volunteer", "manager", "prescriber"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                call(self.users[login], "food.aid.document", "read", document.ids, ["file"])
        homeless = self._create_user("homeless", f"{GROUP}portal_manager")
        self.assertFalse(self.env["food.aid.document"].with_user(homeless)._get_portal_documents())
        attached = self.env["ir.attachment"].search_count([("res_model", "=", "food.aid.document")])
        self.assertEqual(attached, 0)


@tagged("post_install", "-at_install")
class TestFacePages(FoodAidPortalCase):
    def test_the_manager_speaks_to_the_team(self):
        self._login("manager")
        self.assertIn("Never the name of somebody you help", self._get(f"{HOME}/face"))
        today = fields.Date.to_string(fields.Date.today())
        page = self._post(f"{HOME}/face/message", text="Bring bags", last="x")
        self.assertIn("within three months", page)
        self._post(f"{HOME}/face/message", text="Bring bags", last=today)
        self._post(f"{HOME}/face/words", **{str(self.service.id): "member"})
        self.assertEqual(self.service.public_word, "member")
        self._login("volunteer")
        self.assertIn("Bring bags", self._get(HOME))
        self.assertIn("Find a member", self._get(HOME))
        with mute_logger("odoo.http"):
            for tail in ("", "/message", "/logo", "/words"):
                with self.subTest(tail=tail):
                    self._post(f"{HOME}/face{tail}", status=403 if tail else 405)
            self._get(f"{HOME}/face", status=403)
        self._login("manager")
        self._post(f"{HOME}/face/message", remove="1")
        self.assertNotIn("Bring bags", self._get(HOME))

    def test_the_manager_sends_a_logo(self):
        self._login("manager")
        data = {"csrf_token": Request.csrf_token(self)}
        for content, kept in ((SVG, False), (draw(), True)):
            response = self.url_open(f"{HOME}/face/logo", data, files={"logo": ("x.png", content)})
            self.assertEqual(response.status_code, 200)
            self.env.invalidate_all()
            self.assertEqual(bool(self.association.image_1920), kept)
        self._post(f"{HOME}/face/logo", remove="1")
        self.env.invalidate_all()
        self.assertFalse(self.association.image_1920)

    def test_a_document_is_downloaded_never_shown(self):
        document = self.env["food.aid.document"].create(
            {
                "name": "Rules",
                "company_id": self.company.id,
                "file": base64.b64encode(PDF),
                "file_name": "rules.pdf",
                "date_published": fields.Date.today(),
            }
        )
        path = f"{HOME}/documents/{document.id}"
        self._login("volunteer")
        self.assertIn("Rules", self._get(f"{HOME}/documents"))
        response = self.url_open(path)
        self.assertEqual(response.content, PDF)
        self.assertIn("attachment", response.headers["Content-Disposition"])
        self.assertEqual(response.headers["X-Content-Type-Options"], "nosniff")
        with mute_logger("odoo.http"):
            document.date_published = False
            self._get(path, status=404)
            self._login("prescriber")
            self._get(path, status=404)
