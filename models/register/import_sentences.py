"""Sentences for what the readers of registers refuse (codes: `tools/register_*.py`)."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

FILE_SENTENCES = {
    "empty": _lt("This file is empty. Choose the spreadsheet of the register, then try again."),
    "too_big": _lt("This file is larger than %(limit)s MB. Cut it into several, a year each."),
    "not_a_spreadsheet": _lt(
        "This file is not a spreadsheet. Save the register as .xlsx, .ods or .csv, "
        "then choose that file."
    ),
    "old_format": _lt(
        "This file is in the old Excel format (.xls). Open it, save it as .xlsx, "
        "then choose that file."
    ),
    "protected": _lt(
        "This file is protected by a password. Save it without one, then choose that file."
    ),
    "damaged": _lt(
        "This file cannot be opened, it seems to be damaged. Open it in your spreadsheet "
        "program, save it again, then choose that file."
    ),
    "encoding": _lt(
        "The accents of this file cannot be read. Save it as .xlsx, or as .csv in UTF-8, "
        "then choose that file."
    ),
    "bomb": _lt(
        "Unpacked, this file would be abnormally large: it was not opened. Copy the lines "
        "of the register into a new spreadsheet, then choose that file."
    ),
    "too_many_rows": _lt(
        "This file has something beyond line %(limit)s. Cut it into several, or delete what "
        "lies below the register."
    ),
    "too_many_columns": _lt(
        "This file has something beyond column %(limit)s. Delete what lies to the right of "
        "the register."
    ),
    "no_header": _lt(
        "No line of headers was found in the first lines. Name the columns (for instance: "
        "Nom, Prénom, Né(e) le, Date demande), then choose the file again."
    ),
    "no_data": _lt("There is nothing under the headers of this register."),
}

VALUE_SENTENCES = {
    "date": _lt("“%(value)s” is not a date. Write it like 14/10/2017."),
    "future": _lt("“%(value)s” lies in the future."),
    "births": _lt(
        "“%(value)s” does not give birth dates. Write dates or years, separated by semicolons, "
        "like 03/11/2002; 2014."
    ),
    "several_births": _lt("“%(value)s” gives several birth dates for one person."),
    "amount": _lt("“%(value)s” is not an amount. Write it like 1397,80."),
    "ambiguous_amount": _lt(
        "“%(value)s” can be read in two ways. Write it with two decimals, like 1397,00."
    ),
    "negative_amount": _lt(
        "“%(value)s” is negative. Charges are written as positive amounts in their own columns."
    ),
    "huge_amount": _lt("“%(value)s” is too large for a monthly amount."),
    "formula": _lt("“%(value)s” is a formula, it is not computed here. Write its result."),
    "phone": _lt("“%(value)s” is not a phone number."),
    "zip": _lt("“%(value)s” is not a postcode."),
    "yes_no": _lt("“%(value)s” is neither yes nor no. Write O or N."),
    "status": _lt(
        "“%(value)s” is not a known professional status. Write for instance: salarié, demandeur "
        "d'emploi indemnisé, demandeur d'emploi, retraité, AAH, étudiant, au foyer, "
        "sans ressources, autre."
    ),
    "housing": _lt(
        "“%(value)s” is not a known kind of housing. Write for instance: locataire HLM, "
        "locataire privé, propriétaire, hébergé, hôtel, sans abri, autre."
    ),
    "sex": _lt("“%(value)s” is not understood. Write F or H, Mme or M."),
    "no_date": _lt("The date of the request is missing."),
    "no_birthdate": _lt("The birth date of the applicant is missing; a year is enough."),
    "no_partner_birthdate": _lt(
        "A couple is declared: the birth date of the spouse is missing; a year is enough."
    ),
    "no_children_births": _lt("Children are declared: their birth dates or years are missing."),
    "unexpected_partner": _lt(
        "The birth date of a spouse is given for someone declared without one. "
        "Correct one of the two."
    ),
    "nobody": _lt("Nothing says who asks: give a name or a file number."),
    "too_young": _lt("An adult of the household is born on “%(value)s”: check this date."),
    "born_after": _lt("“%(value)s” is later than the request: check the two dates."),
    "other_person": _lt(
        "File number “%(value)s” already belongs to somebody else in this CCAS. "
        "Check the number, the names and the birth date."
    ),
    "older_request": _lt(
        "The household has a later request, with other members. Enter this older one by hand."
    ),
    "no_scale": _lt(
        "No version of the scale is in force on %(value)s. Add one, or import without taking "
        "over the history."
    ),
    "not_saved": _lt("This line could not be saved. Check that its values are plausible."),
}
