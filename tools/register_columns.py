"""Which line holds the headers of a register, and what each column is about.

A target is the name of what a column fills. `income.…` and `expense.…` are budget categories;
these, the children's births and the needs may be spread over several columns, others may not.
"""

import re

from .text import normalise

HEADER_SEARCH = 40
# the column that a file of returned lines adds, left out when it is fed again
REASON_HEADERS = ("motif du retour", "reason of return")

# Written as `normalise` gives them. The first header that fits a target takes it.
SYNONYMS = {
    "legacy_reference": (
        "n dossier|no dossier|num dossier|numero dossier|numero de dossier|n de dossier|dossier"
        "|reference|ref|ref dossier|n|no|numero|matricule|n fiche|id|n foyer|code foyer"
    ),
    "date": (
        "date demande|date de demande|date de la demande|demande le|date|date accueil"
        "|date d accueil|date entretien|date du rdv|date rdv|date de rendez vous|recu le"
        "|date reception|date d evaluation|date evaluation|date inscription|date d inscription"
    ),
    "prescriber": (
        "oriente par|orientee par|orientation|orienteur|prescripteur|service orienteur"
        "|service prescripteur|origine|origine de la demande|envoye par|adresse par|provenance"
        "|structure orienteuse|organisme orienteur"
    ),
    "last_name": "nom|nom de famille|nom usuel|nom d usage|nom demandeur|nom du demandeur|noms",
    "first_name": "prenom|prenoms|prenom demandeur|prenom du demandeur|prenom usuel",
    "full_name": (
        "nom prenom|nom et prenom|nom prenoms|prenom nom|prenom et nom|demandeur|personne"
        "|identite|nom et prenom du demandeur|nom complet"
    ),
    "sex": "sexe|genre|civilite|civ|h f|f h|m f|m mme",
    "birthdate": (
        "ne e le|ne le|nee le|date naissance|date de naissance|naissance|ddn|dn|date naiss"
        "|date de naiss|ne e|annee de naissance|annee naissance|date de naissance demandeur"
        "|date de naissance du demandeur"
    ),
    "street": "adresse|rue|adresse postale|domicile|adresse du foyer|n et rue|voie|adresse 1",
    "zip": "cp|code postal|c p|code post",
    "city": "ville|commune|localite|commune de residence",
    "phone": (
        "telephone|tel|n tel|n telephone|n de telephone|numero de telephone|portable|mobile"
        "|contact|tel portable|telephone portable|gsm|tel contact|coordonnees"
    ),
    "email": "email|e mail|mail|courriel|adresse mail|adresse email|adresse electronique|mel",
    "family": (
        "situation familiale|sit familiale|sit fam|situation de famille|composition|famille"
        "|composition familiale|type de foyer|type de menage|typologie|foyer|menage"
        "|situation matrimoniale|etat civil"
    ),
    "partner_name": (
        "conjoint|nom conjoint|nom du conjoint|prenom conjoint|prenom du conjoint"
        "|nom et prenom du conjoint|nom prenom conjoint|conjoint e"
    ),
    "partner_birthdate": (
        "conjoint ne e le|conjoint ne le|conjointe nee le|naissance conjoint|ddn conjoint"
        "|date naissance conjoint|date de naissance conjoint|date de naissance du conjoint"
        "|conjoint e ne e le|dn conjoint|date naiss conjoint"
    ),
    "children_births": (
        "enfants nes le|enfants ne e s le|enfants|enfant|naissance enfants|ddn enfants"
        "|dates de naissance des enfants|date de naissance des enfants|date naissance enfants"
        "|naissances des enfants|enfants nes|enfants dates de naissance|dn enfants"
    ),
    "housing": (
        "logement|type de logement|situation logement|habitat|statut d occupation"
        "|situation locative|mode de logement|hebergement|statut logement"
    ),
    "status": (
        "situation professionnelle|sit professionnelle|sit pro|situation pro|profession|statut"
        "|situation|emploi|activite|situation emploi|csp|categorie socioprofessionnelle"
    ),
    "needs": (
        "besoins exprimes|besoin exprime|besoins|besoin|autres besoins|demandes exprimees"
        "|besoins reperes|problematiques|problematique|difficultes|autre demande|autres demandes"
    ),
    "is_first": (
        "1re demande|1ere demande|premiere demande|1er demande|nouvelle demande|nouveau|nouveaux"
        "|nouveau dossier|primo|primo demandeur|1 re demande|1 ere demande|premiere fois"
        "|premiere demande o n|1re demande o n|nouveau o n"
    ),
    "observations": (
        "observations|observation|obs|remarques|remarque|commentaires|commentaire|notes|note"
        "|divers|informations complementaires|precisions|suivi"
    ),
    "income.wage": (
        "salaire|salaires|salaire net|salaires et primes|revenus d activite|paie|paye|salaire m"
    ),
    "income.self_employed": "revenus independant|independant|auto entrepreneur|revenus tns",
    "income.unemployment": (
        "are|chomage|allocation chomage|france travail|pole emploi|assedic|are asp|asp"
        "|indemnites chomage|allocations chomage|allocation retour emploi"
    ),
    "income.ass": "ass|allocation de solidarite specifique",
    "income.rsa": "rsa|rmi|rsa socle|revenu de solidarite active",
    "income.ppa": "ppa|prime d activite|prime activite|rsa activite",
    "income.aah": "aah|allocation adulte handicape|allocation adultes handicapes",
    "income.disability_pension": "invalidite|pension d invalidite|pension invalidite",
    "income.sick_leave": (
        "ij|indemnites journalieres|ijss|indemnites maladie|maladie|i j|conge maternite"
    ),
    "income.pension": (
        "retraite|retraites|pension de retraite|pension retraite|reversion|pensions|carsat"
        "|retraite complementaire|retraites complementaires"
    ),
    "income.aspa": "aspa|minimum vieillesse|fns",
    "income.family_benefit": (
        "prest familiales|prestations familiales|allocations familiales|af|prestation familiale"
        "|alloc familiales|caf|prestations caf|pf|asf|paje|complement familial|cf|alloc fam"
    ),
    "income.housing_benefit": (
        "apl|al|als|alf|allocation logement|aide au logement|apl al|allocations logement|apl als"
        "|aide logement|apl alf als"
    ),
    "income.alimony_received": (
        "pension alim recue|pension alimentaire recue|pa recue|pensions alimentaires recues"
    ),
    "income.scholarship": "bourse|bourses|bourse etudiante|bourse d etudes",
    "income.family_help": "aide familiale|aide de la famille|aide famille",
    "income.mva": "mva|majoration vie autonome",
    "income.asi": "asi|allocation supplementaire d invalidite",
    "income.work_accident": "rente at|accident du travail|rente accident du travail|at",
    "income.savings_income": "revenus du patrimoine|revenus fonciers|epargne revenus",
    "income.school_allowance": "ars|allocation de rentree scolaire|rentree scolaire",
    "income.aeeh": "aeeh",
    "income.pch": "pch",
    "income.apa": "apa",
    "income.exceptional_aid": "aide exceptionnelle|aides exceptionnelles|prime de noel|secours",
    "income.other_income": (
        "autres ress|autres ressources|autre ressource|autres revenus|autre revenu|autre ress"
        "|ressources autres"
    ),
    "expense.rent": (
        "loyer|loyers|loyer residuel|loyer et charges|loyer charges|loyer charges comprises"
        "|loyer cc|pret immobilier|loyer pret|loyer ou pret|logement loyer|loyer accession"
    ),
    "expense.energy": (
        "energie|edf|gdf|edf gdf|electricite|gaz|electricite gaz|chauffage|energies|elec"
        "|gaz electricite|edf engie|engie|fioul|elec gaz"
    ),
    "expense.water": "eau|facture eau|eaux",
    "expense.insurance": (
        "assurances|assurance|assurance habitation|assurance auto|assurance voiture"
        "|assurance logement|ass habitation|assurances auto habitation|assurance scolaire"
    ),
    "expense.health_insurance": "mutuelle|mutuelles|complementaire sante|mutuelle sante",
    "expense.phone": (
        "telephone internet|tel internet|internet|telephonie|forfait telephone|box"
        "|internet telephone|box internet|tel mobile internet|abonnement telephone|telecom"
    ),
    "expense.transport": (
        "transport|transports|carburant|essence|frais de transport|deplacements|vehicule"
    ),
    "expense.tax": "impots|impot|taxe fonciere|taxe d habitation|taxes|impots et taxes",
    "expense.consumer_credit": (
        "credits|credit|credit conso|credits consommation|prets|pret|emprunts|emprunt"
        "|remboursement de credit|credit auto|mensualites credits"
    ),
    "expense.debt": (
        "dettes|dette|surendettement|plan de surendettement|bdf|plan bdf|banque de france"
        "|plan d apurement"
    ),
    "expense.alimony_paid": (
        "pension alim versee|pension alimentaire versee|pension alimentaire|pension alim"
        "|pa versee|pensions alimentaires versees|pension versee"
    ),
    "expense.childcare": "garde|frais de garde|garde d enfants|creche|assistante maternelle",
    "expense.school": "cantine|scolarite|frais de scolarite|cantine scolarite|frais scolaires",
    "expense.seizure": "saisie|saisies|saisie sur salaire|saisies sur salaire",
    "expense.guardianship": "tutelle|frais de tutelle|curatelle|mjpm",
    "expense.food": "alimentation|nourriture|courses",
    "expense.leisure": "loisirs",
    "expense.other_expense": (
        "autres charges|autre charge|autres depenses|charges autres|charges diverses"
    ),
}
MANY = ("income.", "expense.", "children_births", "needs")
FREE_TEXT = ("observations",)
TARGETS = tuple(SYNONYMS)

_BY_NAME = {name: target for target, names in SYNONYMS.items() for name in names.split("|")}
# Headers that no list foresees; the first that is found decides.
_PATTERNS = tuple(
    (re.compile(pattern), target)
    for pattern, target in (
        (
            r"^(?:date |annee )?(?:de )?(?:naiss\w*|ddn|ne e?).*\b(?:conjoint|epou)",
            "partner_birthdate",
        ),
        (r"\b(?:conjoint|epou\w*)\b.*\b(?:ne|nee|naiss\w*|ddn)\b", "partner_birthdate"),
        (r"\benfants? (?:\d{1,2}|ne|nes|nee|naiss)\b", "children_births"),
        (r"\b(?:naissance|ddn|ne|nes)\b.*\benfants?\b", "children_births"),
        (r"^(?:date|annee) (?:de )?naiss", "birthdate"),
        (r"\bdate\b.*\bdemande\b", "date"),
        (r"\bpension alim\w* (?:recue|percue)", "income.alimony_received"),
        (r"\bpension alim\w*", "expense.alimony_paid"),
        (r"\b(?:tel|telephone)\b.*\b(?:internet|box)\b", "expense.phone"),
        (r"\bassurance\b", "expense.insurance"),
        (r"\b(?:1re|1ere|premiere)\b.*\b(?:demande|fois)\b", "is_first"),
        (r"\b(?:n|no|numero|ref|reference)\b.*\b(?:dossier|fiche|foyer)\b", "legacy_reference"),
        (r"\b(?:oriente|prescri)\w*", "prescriber"),
        (r"^salaires?\b", "income.wage"),
        (r"^loyer\b", "expense.rent"),
        (r"^prestations? ", "income.family_benefit"),
        (r"^(?:observation|remarque|commentaire)s?\b", "observations"),
    )
)
_FOOT = re.compile(r"^(?:sous )?(?:total|totaux|somme|moyenne|nombre de|nb de)\b")


def propose_target(header):
    """Target of one header, or None; the remembered choices of the CCAS come before this."""
    name = normalise(header)
    if not name or name in REASON_HEADERS:
        return None
    if target := _BY_NAME.get(name):
        return target
    return next((target for pattern, target in _PATTERNS if pattern.search(name)), None)


def takes_many(target):
    """True when several columns may fill this target."""
    return target.startswith(MANY)


def propose_mapping(headers, remembered=None):
    """Target per column index; `remembered` maps normalised headers to targets ("" for none)."""
    remembered = remembered or {}
    mapping, taken = {}, set()
    proposals = []
    for index, header in enumerate(headers):
        name = normalise(header)
        known = name in remembered
        proposals.append((not known, index, remembered[name] if known else propose_target(header)))
    for _guessed, index, target in sorted(proposals, key=lambda proposal: proposal[:2]):
        if not target or (target in taken and not takes_many(target)):
            continue
        taken.add(target)
        mapping[index] = target
    return dict(sorted(mapping.items()))


def find_header(rows, remembered=None):
    """Index of the header line, or None: the line that names the most things we know."""
    best, best_score = None, 1
    for index, row in enumerate(rows[:HEADER_SEARCH]):
        score = len(propose_mapping(row, remembered)) if _looks_like_header(row) else 0
        if score > best_score:
            best, best_score = index, score
    return best


def choose_sheet(sheets, remembered=None):
    """`(name, rows, header index)` of the sheet that looks most like a register, or None."""
    best, best_score = None, 0
    for name, rows in sheets:
        header = find_header(rows, remembered)
        if header is None:
            continue
        score = len(propose_mapping(rows[header], remembered))
        if score > best_score:
            best, best_score = (name, rows, header), score
    return best


def data_rows(rows, header):
    """`(line number, cells)` of the lines that tell of somebody: no blank, no foot."""
    titles = [normalise(cell) for cell in rows[header]]
    after_foot = False
    for index in range(header + 1, len(rows)):
        row = rows[index]
        filled = [cell for cell in row if cell is not None and str(cell).strip()]
        if not filled or [normalise(cell) for cell in row[: len(titles)]] == titles:
            continue
        if _is_foot(row, filled, len(titles)):
            after_foot = True
            continue
        if after_foot and len(filled) < 3:
            continue
        yield index + 1, row


def _is_foot(row, filled, width):
    """A line of totals: it says so first, and all it holds beside are amounts."""
    if not _FOOT.match(normalise(filled[0])):
        return False
    return all(
        not isinstance(cell, str) or cell.startswith("=") or not re.search(r"[^\W\d_]{2}", cell)
        for cell in filled[1:width]
    )


def _looks_like_header(row):
    texts = [cell for cell in row if isinstance(cell, str) and cell.strip()]
    return len(texts) >= 2 and all(len(text) < 80 for text in texts)
