import datetime
import io
import struct
import zipfile

from odoo.tests import BaseCase, tagged

from ..tools import register_file
from ..tools.register_error import RegisterFileError
from ..tools.register_file import read_sheets
from .spreadsheets import CARVIN, ods, replace_part, xlsx, xlsx_with_values, zip_of

HEAD = ["Nom", "Prénom", "Né(e) le", "Salaire"]


@tagged("post_install", "-at_install")
class TestRegisterFile(BaseCase):
    def assertRefused(self, code, content):
        with self.assertRaises(RegisterFileError) as caught:
            read_sheets(content, "registre")
        self.assertEqual(caught.exception.code, code)

    def rows(self, content):
        [(_name, rows)] = read_sheets(content, "registre.csv")
        return rows

    # --- what is read ---

    def test_the_carvin_register_is_read_with_its_dates_and_numbers(self):
        [(name, rows)] = read_sheets(CARVIN)
        self.assertEqual((name, len(rows)), ("Registre", 459))
        self.assertEqual(rows[3][0], "N° dossier")
        self.assertEqual(rows[7][1], datetime.date(2018, 2, 11))
        self.assertEqual(rows[9][16], "1\u202f397,80 €")

    def test_lines_are_numbered_from_the_first_even_when_blank(self):
        rows = self.rows(xlsx([[], [], [None, *HEAD]]))
        self.assertEqual(rows, [[], [], ["", *HEAD]])

    def test_ods_is_read(self):
        self.assertEqual(
            self.rows(ods([HEAD, ["FICTIVE", "Samira", "07/04/1976", "12,50"]]))[0], HEAD
        )

    def test_text_is_read_in_the_encodings_and_separators_people_have(self):
        line = ["FICTIVE", "Mélanie", "07/04/1976", "1 397,80 €"]
        for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
            for separator in (";", "\t", "|"):
                with self.subTest(encoding=encoding, separator=separator):
                    text = "\r\n".join(separator.join(row) for row in (HEAD, line))
                    self.assertEqual(self.rows(text.encode(encoding)), [HEAD, line])

    def test_a_comma_between_quotes_does_not_cut_a_cell(self):
        text = 'Nom,Prénom,Né(e) le,Salaire\r\nFICTIVE,Samira,1976,"1 397,80"\r\n'
        self.assertEqual(self.rows(text.encode())[1][3], "1 397,80")

    def test_title_lines_without_separator_do_not_hide_it(self):
        text = "Registre du CCAS, 2017\n\nNom;Prénom;Né(e) le;Salaire\nFICTIVE;Zoé;1976;12,5\n"
        self.assertEqual(self.rows(text.encode())[3], ["FICTIVE", "Zoé", "1976", "12,5"])

    # --- formulas ---

    def test_a_formula_gives_the_value_saved_with_it(self):
        content = xlsx_with_values([(0, 0, "=500+50", 550), (0, 1, "=A1", 550)])
        self.assertEqual(self.rows(content), [[550, 550]])

    def test_a_formula_meant_to_give_an_empty_text_is_empty(self):
        content = xlsx_with_values([(0, 0, "=500+50", 550), (0, 1, '=IF(1,"","")', "")])
        content = replace_part(
            content,
            "xl/worksheets/sheet1.xml",
            lambda xml: xml.replace(b'<c r="B1">', b'<c r="B1" t="str">'),
        )
        self.assertEqual(self.rows(content), [[550]])

    def test_an_error_is_not_taken_for_an_empty_cell(self):
        content = xlsx_with_values([(0, 0, "=1/0", "#DIV/0!"), (0, 1, "=A1", 550)])
        self.assertEqual(self.rows(content), [["#DIV/0!", 550]])

    def test_a_formula_without_a_value_stays_its_own_text(self):
        rows = self.rows(xlsx([HEAD, ["FICTIVE", "Samira", "1976", "=500+50"]]))
        self.assertEqual(rows[1][3], "=500+50")

    def test_values_to_be_computed_again_are_not_trusted(self):
        content = xlsx_with_values([(0, 0, "=500+50", 0), (1, 0, "=1", 1)])
        content = replace_part(
            content,
            "xl/workbook.xml",
            lambda xml: xml.replace(b"<calcPr", b'<calcPr fullCalcOnLoad="1"'),
        )
        self.assertEqual(self.rows(content), [["=500+50"], ["=1"]])

    # --- what is refused ---

    def test_nothing_is_refused(self):
        for content in (b"", b"  \r\n ", b"\xef\xbb\xbf"):
            self.assertRefused("empty", content)
        self.assertRefused("empty", xlsx([]))

    def test_what_is_not_a_spreadsheet_is_refused(self):
        for content in (
            b"%PDF-1.7 something",
            b"\x89PNG\r\n\x1a\n\x00\x00",
            b"<!DOCTYPE html><p>page",
            b"abc\x00\x01\x02def",
            zip_of({"letter.txt": b"hello"}),
        ):
            with self.subTest(content=content[:8]):
                self.assertRefused("not_a_spreadsheet", content)

    def test_old_and_protected_workbooks_are_refused(self):
        old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
        self.assertRefused("old_format", old)
        self.assertRefused("protected", old + "EncryptedPackage".encode("utf-16-le"))
        encrypted = replace_part(
            ods([HEAD]), "META-INF/manifest.xml", lambda xml: xml + b"<manifest:encryption-data/>"
        )
        self.assertRefused("protected", encrypted)

    def test_an_encoding_that_loses_accents_is_refused(self):
        text = "Nom;Prénom;Né(e) le\nFICTIVE;Mélanie;1976\n"
        for encoding in ("mac_roman", "cp850"):
            with self.subTest(encoding=encoding):
                self.assertRefused("encoding", text.encode(encoding))
        self.assertRefused("encoding", text.encode().decode("cp1252").encode())
        self.assertRefused("encoding", text.replace("é", "\ufffd").encode())

    def test_a_damaged_archive_is_refused(self):
        self.assertRefused("damaged", CARVIN[: len(CARVIN) // 2])
        self.assertRefused(
            "damaged", replace_part(xlsx([HEAD]), "xl/worksheets/sheet1.xml", lambda xml: b"<a")
        )

    def test_a_bomb_is_refused_before_it_is_opened(self):
        blanks = b" " * (30 * 2**20)
        self.assertRefused("bomb", replace_part(xlsx([HEAD]), "docProps/app.xml", lambda _: blanks))

    def test_a_bomb_that_lies_about_its_size_is_refused(self):
        content = replace_part(xlsx([HEAD]), "docProps/app.xml", lambda _: b" " * 2**22)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            part = archive.getinfo("docProps/app.xml")
        # the size before packing, in the archive's directory
        honest = struct.pack("<LLL", part.CRC, part.compress_size, part.file_size)
        content = content.replace(honest, struct.pack("<LLL", part.CRC, part.compress_size, 10))
        self.assertRefused("bomb", content)

    def test_far_cells_are_refused_instead_of_filling_the_memory(self):
        def far(reference):
            cell = f'<c r="{reference}" t="inlineStr"><is><t>x</t></is></c>'
            return replace_part(
                xlsx([HEAD]),
                "xl/worksheets/sheet1.xml",
                lambda xml: xml.replace(
                    b"</sheetData>",
                    f'<row r="{reference.lstrip("ABCDEFXIW")}">{cell}</row></sheetData>'.encode(),
                ),
            )

        self.assertRefused("too_many_columns", far("XFD2"))
        self.assertRefused("too_many_columns", far("IW2"))
        self.assertRefused("too_many_rows", far("A1048576"))
        self.assertEqual(len(self.rows(far("IV2"))[1]), 256)
        self.assertRefused(
            "too_many_columns", ods([HEAD], ' table:number-columns-repeated="16384"')
        )

    def test_a_format_far_away_is_harmless(self):
        content = replace_part(
            xlsx([HEAD]),
            "xl/worksheets/sheet1.xml",
            lambda xml: xml.replace(
                b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
            ),
        )
        self.assertEqual(self.rows(content), [HEAD])

    def test_too_many_lines_of_text_are_refused(self):
        self.assertRefused("too_many_rows", b"a;b\n" * (register_file.MAX_ROWS + 1))
        self.assertRefused("too_many_columns", b"a;" * register_file.MAX_COLUMNS + b"b\nc;d\n")
