"""QR codes as vector images, without a bitmap backend: they print sharp at any size."""

import base64

from reportlab.graphics.barcode import qrencoder

QUIET = 2  # light modules around, for readers that look for the edge


def qr_matrix(text: str) -> list:
    """Return the rows of booleans (dark or not) of the smallest code that holds `text`.

    Medium correction: a creased or stained card is still read.
    """
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    size = range(code.getModuleCount())
    return [[code.isDark(row, column) for column in size] for row in size]


def qr_svg(text: str) -> str:
    """Return the code of `text` as an SVG document."""
    matrix = qr_matrix(text)
    side = len(matrix) + 2 * QUIET
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(matrix)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side * 8}" height="{side * 8}"'
        f' viewBox="0 0 {side} {side}"><rect width="{side}" height="{side}" fill="#fff"/>'
        f'<path d="{path}" fill="#000"/></svg>'
    )


def qr_data_uri(text: str) -> str:
    """Return the code of `text` as the address of an image that is fetched from nowhere."""
    return "data:image/svg+xml;base64," + base64.b64encode(qr_svg(text).encode()).decode()
