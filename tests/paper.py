import io
from unittest import SkipTest

import pypdf
import pypdfium2
import zxingcpp

from .common import FoodAidCase

A4 = (595, 842)  # points
POINT = 25.4 / 72  # millimetres


class PaperCase(FoodAidCase):
    """Papers are printed for good, by Debian's wkhtmltopdf, and read again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if cls.env["ir.actions.report"].get_wkhtmltopdf_state() == "install":
            raise SkipTest("wkhtmltopdf is missing: no paper was printed")
        for user in cls.users.values():
            user.lang = "en_US"

    def _print(self, name, records, user):
        """Print `records` as `user` and return the PDF's bytes."""
        reports = self.env["ir.actions.report"].with_user(user)
        with self.allow_pdf_render():
            content, kind = reports.with_context(force_report_rendering=True)._render_qweb_pdf(
                f"food_aid.action_report_{name}", records.ids
            )
        self.assertEqual(kind, "pdf")
        return content

    def _pages(self, content):
        """Return the text of each page, words one blank apart; every page is A4."""
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        for page in pages:
            box = page.mediabox
            self.assertAlmostEqual(float(box.width), A4[0], delta=1)
            self.assertAlmostEqual(float(box.height), A4[1], delta=1)
        return [" ".join(page.extract_text().split()) for page in pages]

    def _codes(self, content, page=0):
        """Return what a reader makes of the codes of a page, as drawn on 150 dots an inch."""
        image = pypdfium2.PdfDocument(content)[page].render(scale=150 / 72).to_pil()
        return [code.text for code in self._read(image)]

    def _read(self, image):
        return zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
