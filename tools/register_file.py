"""A register's file, read without trusting it: spreadsheet or text, as rows of plain values.

Nothing is evaluated. A formula gives the value that was saved with it; where none was saved, or
where the file asks to be recalculated, it stays as its own text, `=…`, which no parser accepts.
Refusals carry a code; the model that reads the file turns it into a sentence.
"""

import io
import re
import zipfile
import zlib
from xml.etree import ElementTree

from . import register_csv
from .register_error import RegisterFileError

MAX_FILE = 40 * 2**20
MAX_INFLATED = 300 * 2**20
MAX_RATIO = 150
MAX_COLUMNS = 256
MAX_ROWS = 99_999
MAX_SHEETS = 20

_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_EXCEL = "EncryptedPackage".encode("utf-16-le")
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_CHUNK = 2**20
_OVERLAP = 2**14

# A cell that holds something, beyond what is read: a column after the 256th, a row after the
# 99 999th. Empty cells that only carry a format are common there and harmless.
_FAR_CELL = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?\br="(?:(?P<column>(?:[A-Z]{3}|[J-Z][A-Z]|I[W-Z])\d+)'
    rb'|(?P<row>[A-Z]+[1-9]\d{5,}))"[^>]*(?<!/)>\s*<'
)
_FORMULA_CELL = re.compile(
    rb'<(?:\w+:)?c\s(?P<attributes>[^>]*?\br="(?P<column>[A-Z]{1,2})(?P<row>\d{1,6})"[^>]*)>\s*'
    rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>(?P<formula>[^<]*)</(?:\w+:)?f>)\s*"
    rb"(?P<value><(?:\w+:)?v>[^<]+<)?"
)
_ERROR_CELL = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]*\bt="e")[^>]*?\br="(?P<column>[A-Z]{1,2})(?P<row>\d{1,6})"[^>]*>'
    rb"(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>(?P<error>#[^<]*)<"
)
_ODS_FAR = re.compile(
    rb'<table:table-cell\b(?=[^>]*office:value-type)[^>]*number-columns-repeated="\d{4,}"'
    rb'|<table:table-row\b[^>]*number-rows-repeated="\d{5,}"[^>]*>'
    rb"(?:<table:(?:covered-)?table-cell(?![^>]*office:value-type)[^>]*/>)*"
    rb"<table:table-cell\b[^>]*office:value-type"
)


def read_sheets(content, file_name=""):
    """List of `(sheet name, rows)`; the first row of a sheet is its line 1, blanks included."""
    if not content or not content.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise RegisterFileError("empty")
    if len(content) > MAX_FILE:
        raise RegisterFileError("too_big", limit=MAX_FILE // 2**20)
    if content.startswith(_OLD_EXCEL):
        raise RegisterFileError("protected" if _ENCRYPTED_EXCEL in content else "old_format")
    if content.startswith(_BINARY):
        raise RegisterFileError("not_a_spreadsheet")
    if content.startswith(b"PK"):
        return _read_workbook(content)
    rows = register_csv.read_text(content)
    _check_size(len(rows), max(map(len, rows), default=0))
    return [(file_name, rows)]


def _check_size(rows, columns):
    if rows > MAX_ROWS:
        raise RegisterFileError("too_many_rows", limit=MAX_ROWS)
    if columns > MAX_COLUMNS:
        raise RegisterFileError("too_many_columns", limit=MAX_COLUMNS)


def _read_workbook(content):
    import python_calamine  # only an import needs it

    formulas = _inspect(content)
    try:
        workbook = python_calamine.load_workbook(io.BytesIO(content))
    except python_calamine.PasswordError as error:
        raise RegisterFileError("protected") from error
    except python_calamine.CalamineError as error:
        raise RegisterFileError("damaged") from error
    sheets = []
    for metadata in workbook.sheets_metadata[:MAX_SHEETS]:
        if metadata.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        try:
            sheet = workbook.get_sheet_by_name(metadata.name)
        except python_calamine.CalamineError as error:
            raise RegisterFileError("damaged") from error
        _check_size(sheet.total_height, sheet.total_width)
        rows = _rows_of(sheet, formulas.get(metadata.name, ()))
        if rows:
            sheets.append((metadata.name, rows))
    if not sheets:
        raise RegisterFileError("empty")
    return sheets


def _rows_of(sheet, formulas):
    if sheet.start is None:
        return []
    # the reader pads the rows above the first filled one, not the columns before it
    _top, left = sheet.start
    rows = []
    for cells in sheet.iter_rows():
        while cells and cells[-1] == "":
            cells.pop()
        rows.append([""] * left + cells if cells else [])
    for row, column, formula in formulas:
        rows.extend([] for _index in range(row + 1 - len(rows)))
        cells = rows[row]
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = formula
    return rows


# --- before the reader opens it -----------------------------------------------------------------


def _inspect(content):
    """Refuse bombs, passwords and far cells; give the cells whose value is not to be trusted."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        _check_bomb(archive, content)
        names = set(archive.namelist())
        if "xl/workbook.xml" in names:
            return _inspect_excel(archive)
        if "content.xml" in names:
            _inspect_calc(archive, names)
            return {}
    except (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, KeyError) as error:
        raise RegisterFileError("damaged") from error
    raise RegisterFileError("not_a_spreadsheet")


def _check_bomb(archive, content):
    """What the archive declares may lie: its parts are unpacked, counted and thrown away."""
    parts = archive.infolist()
    declared = sum(part.file_size for part in parts)
    if len(parts) > 2000 or declared > MAX_INFLATED:
        raise RegisterFileError("bomb")
    if declared > 20 * 2**20 and declared > MAX_RATIO * len(content):
        raise RegisterFileError("bomb")
    for part in parts:
        if part.flag_bits & 1:
            raise RegisterFileError("protected")
        if part.compress_type == zipfile.ZIP_DEFLATED:
            _check_part(part, content)
        elif part.compress_type != zipfile.ZIP_STORED:
            raise RegisterFileError("damaged")


def _check_part(part, content):
    start = part.header_offset
    name_length = int.from_bytes(content[start + 26 : start + 28], "little")
    extra_length = int.from_bytes(content[start + 28 : start + 30], "little")
    start += 30 + name_length + extra_length
    data = content[start : start + part.compress_size]
    unpacker, size = zlib.decompressobj(-15), 0
    while data and not unpacker.eof:
        size += len(unpacker.decompress(data, _CHUNK))
        if size > part.file_size:
            raise RegisterFileError("bomb")
        data = unpacker.unconsumed_tail


def _windows(archive, name):
    """The part's content in overlapping windows, so that no cell falls between two."""
    with archive.open(name) as part:
        tail = b""
        while chunk := part.read(_CHUNK):
            yield tail + chunk
            tail = chunk[-_OVERLAP:]


def _inspect_excel(archive):
    names, recalculated = _excel_sheets(archive)
    formulas = {}
    for path, name in names.items():
        found = {}
        for window in _windows(archive, path):
            if far := _FAR_CELL.search(window):
                kind = "columns" if far["column"] else "rows"
                limit = MAX_COLUMNS if far["column"] else MAX_ROWS
                raise RegisterFileError(f"too_many_{kind}", limit=limit)
            found.update(_untrusted_cells(window, recalculated))
        formulas[name] = [(row, column, text) for (row, column), text in found.items()]
    return formulas


def _untrusted_cells(window, recalculated):
    """Position and text of formulas without a value to trust, and of the errors they gave."""
    for cell in _ERROR_CELL.finditer(window):
        yield _position(cell), cell["error"].decode("utf-8", "replace")
    for cell in _FORMULA_CELL.finditer(window):
        # an empty text is what many formulas are meant to give
        empty_text = not recalculated and b't="str"' in cell["attributes"]
        if recalculated or not (cell["value"] or empty_text):
            formula = (cell["formula"] or b"").decode("utf-8", "replace")
            yield _position(cell), "=" + formula


def _position(cell):
    return int(cell["row"]) - 1, _column_index(cell["column"])


def _excel_sheets(archive):
    """Path → name of the sheets, and whether the file says that its values are out of date."""
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    link = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "").lstrip("/") for relation in relations}
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    paths = {}
    for sheet in workbook.iter(f"{main}sheet"):
        target = targets.get(sheet.get(link), "")
        path = target if target.startswith("xl/") else f"xl/{target}"
        if path in archive.namelist():
            paths[path] = sheet.get("name")
    calculation = workbook.find(f"{main}calcPr")
    flag = calculation.get("fullCalcOnLoad", "") if calculation is not None else ""
    return paths, flag in ("1", "true")


def _inspect_calc(archive, names):
    manifest = "META-INF/manifest.xml"
    if manifest in names and b"encryption-data" in archive.read(manifest):
        raise RegisterFileError("protected")
    for window in _windows(archive, "content.xml"):
        if _ODS_FAR.search(window):
            raise RegisterFileError("too_many_columns", limit=MAX_COLUMNS)


def _column_index(letters):
    index = 0
    for letter in letters.decode():
        index = index * 26 + ord(letter) - 64
    return index - 1
