"""Spreadsheets made for the tests, real files in memory."""

import io
import zipfile
from pathlib import Path

import openpyxl
import xlsxwriter

DATA = Path(__file__).parent / "data"
CARVIN = (DATA / "registre_carvin.xlsx").read_bytes()

ODS_CELL = (
    '<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'
)
ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    '<office:body><office:spreadsheet><table:table table:name="Registre">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)


def xlsx(rows, sheet="Registre"):
    """Written as a user's spreadsheet is: texts that start with `=` are formulas."""
    workbook = openpyxl.Workbook()
    workbook.active.title = sheet
    for row in rows:
        workbook.active.append(row)
    workbook.calculation.fullCalcOnLoad = False
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def xlsx_with_values(cells):
    """`(row, column, formula, saved value)` and no order to compute again."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        sheet = workbook.add_worksheet()
        for row, column, formula, value in cells:
            sheet.write_formula(row, column, formula, None, value)
    return replace_part(
        stream.getvalue(), "xl/workbook.xml", lambda xml: xml.replace(b' fullCalcOnLoad="1"', b"")
    )


def ods(rows, more=""):
    """Rows of texts; `more` adds attributes to every cell."""
    lines = ("".join(ODS_CELL.format(text=text, more=more) for text in row) for row in rows)
    table = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    return zip_of(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": (
                b'<?xml version="1.0"?><manifest:manifest '
                b'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
                b'<manifest:file-entry manifest:full-path="/" manifest:media-type='
                b'"application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
            ),
            "content.xml": ODS.format(rows=table).encode(),
        }
    )


def zip_of(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def replace_part(content, name, change):
    """The archive with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    parts[name] = change(parts[name])
    return zip_of(parts)
