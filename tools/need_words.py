"""What a register calls a need, as the category that it is. No `env` here."""

from .text import normalise

# Beginnings of words, the first category that has one wins: "energie" before "logement".
STEMS = {
    "energy": ("energ", "electric", "chauff", "edf", "gaz"),
    "residence": ("sejour", "asile", "domicili", "titre", "regularis"),
    "rights": ("droit", "administ", "demarche", "caf", "juridi"),
    "budget": ("budget", "dette", "surendet", "credit", "banque", "impaye"),
    "housing": ("logement", "loyer", "expuls", "heberg", "habitat"),
    "health": ("sante", "soin", "medec", "mutuelle", "mdph", "handicap", "addict", "psy"),
    "school": ("scolar", "ecole", "cantine", "reussite"),
    "family": ("parent", "famil", "enfant", "garde", "separation", "violence"),
    "employment": ("emploi", "travail", "formation", "insertion", "cv"),
    "mobility": ("mobil", "transport", "permis", "voiture"),
    "digital": ("numeri", "informat", "internet", "ordinateur"),
    "language": ("francais", "langue", "illettr", "alphab"),
    "equipment": ("vetement", "meuble", "electromenager", "equipement", "vestiaire"),
    "isolation": ("isole", "lien", "benevol", "culture", "loisir"),
}


def categories_of(text) -> list:
    """Return the codes of the needs that `text` lists, in its order, each once.

    Needs are set apart by commas, semicolons, slashes or line ends; words that say nothing known
    are left out: the text itself is kept beside.
    """
    separated = (text or "").replace(";", ",").replace("/", ",").replace("\n", ",").split(",")
    codes = []
    for words in (normalise(one).split() for one in separated):
        code = next(
            (
                code
                for code, stems in STEMS.items()
                if any(word.startswith(stems) for word in words)
            ),
            None,
        )
        if code and code not in codes:
            codes.append(code)
    return codes
