"""Words of a register for what the addon keeps as fixed keys, in the forms French CCAS use."""

import re

from .register_error import RegisterValueError
from .register_values import is_nothing, parse_text
from .text import normalise

# whole cell, as `normalise` gives it
_STATUS = {
    "employed": (
        "salarie|salarie e|salariee|emploi|en emploi|cdi|cdd|interim|interimaire|travail"
        "|travaille|temps partiel|temps plein|apprenti|apprentie|contrat aide|fonctionnaire"
        "|ouvrier|ouvriere|employe|employee|employe e|actif|active|activite|en activite|esat"
        "|aide a domicile|assistante maternelle|alternance|salarie temps partiel"
    ),
    "self_employed": (
        "independant|independante|independant e|auto entrepreneur|autoentrepreneur"
        "|micro entrepreneur|artisan|commercant|agriculteur|profession liberale|tns"
    ),
    "unemployed_benefit": (
        "demandeur d emploi indemnise|demandeuse d emploi indemnisee|de indemnise|chomage"
        "|demandeur d emploi indemnise e|chomeur indemnise|are|ass|chomage indemnise"
        "|chomeur|chomeuse|pole emploi indemnise|france travail indemnise|indemnise"
    ),
    "unemployed": (
        "demandeur d emploi|demandeuse d emploi|demandeur d emploi non indemnise|de"
        "|demandeur d emploi non indemnise e|chomeur non indemnise|sans emploi"
        "|recherche d emploi|en recherche d emploi|de non indemnise|chomage non indemnise"
        "|demandeur emploi|inscrit a france travail"
    ),
    "retired": "retraite|retraitee|retraite e|retraites|en retraite|pensionne|aspa|preretraite",
    "disabled": (
        "aah|invalidite|invalide|handicap|handicape|en situation de handicap|rqth"
        "|pension d invalidite|arret maladie|longue maladie|maladie|ij|adulte handicape"
    ),
    "student": "etudiant|etudiante|etudiant e|lyceen|lyceenne|en formation|formation|stagiaire",
    "home": (
        "au foyer|mere au foyer|pere au foyer|homme au foyer|femme au foyer|conge parental"
        "|sans profession|parent au foyer"
    ),
    "none": (
        "sans ressources|sans ressource|aucune ressource|sans revenu|sans revenus|sans|rsa|rmi"
        "|beneficiaire rsa|au rsa|allocataire rsa|sans activite|inactif|inactive"
    ),
    "other": "autre|autres|divers",
}
_HOUSING = {
    "social": (
        "locataire hlm|hlm|logement social|locataire social|parc social|bailleur social|lhlm"
        "|locataire parc public|parc public|public|locataire du parc social"
    ),
    "private": (
        "locataire prive|parc prive|locataire parc prive|prive|locataire du prive|bailleur prive"
        "|locataire du parc prive"
    ),
    "furnished": "meuble|locataire meuble|location meublee|garni|locataire en meuble",
    "owner": "proprietaire|proprietaire occupant",
    "buyer": (
        "proprietaire accedant|accedant|accession|accedant a la propriete|en accession"
        "|accession a la propriete|proprietaire avec pret|proprietaire avec credit"
    ),
    "hosted": (
        "heberge|hebergee|heberge e|heberge a titre gratuit|heberge famille|chez un tiers"
        "|heberge par un tiers|heberge chez un tiers|chez ses parents|chez les parents"
        "|heberge chez des amis|heberge par la famille|a titre gratuit"
    ),
    "hostel": (
        "foyer|chrs|cada|centre d hebergement|residence sociale|foyer logement|pension de famille"
        "|hebergement d urgence|intermediation locative|structure d hebergement"
    ),
    "hotel": "hotel|hotel social|115|nuitee hoteliere|hotel 115",
    "none": "sans abri|sdf|sans domicile|rue|a la rue|sans domicile fixe|sans logement|sans",
    "other": (
        "autre|autres|divers|locataire|location|caravane|mobil home|camping|squat|voiture"
        "|camion|habitat mobile"
    ),
}
_FAMILY = {
    "alone": (
        "seul|seule|seul e|personne seule|isole|isolee|isole e|homme seul|femme seule"
        "|celibataire|veuf|veuve|veuf ve|divorce|divorcee|divorce e|separe|separee|separe e"
    ),
    "couple": (
        "couple|couple sans enfant|couple sans enfants|marie|mariee|marie e|maries|pacse|pacsee"
        "|pacse e|concubinage|concubin|vie maritale|union libre|en couple|vie commune"
    ),
    "single_parent": (
        "monoparental|monoparentale|famille monoparentale|parent isole|parent seul"
        "|mere seule avec enfants|mere isolee|seul avec enfants|seul e avec enfants"
        "|seule avec enfants|personne seule avec enfants|seul avec enfant|seule avec enfant"
    ),
    "couple_children": (
        "couple avec enfants|couple avec enfant|couple enfants|famille|couple et enfants"
        "|couple enfant|famille avec enfants|couple avec enfant s"
    ),
}
_SEX = {
    "female": "f|femme|feminin|mme|madame|mlle|mademoiselle|fille",
    "male": "m|h|homme|masculin|mr|monsieur|garcon",
}


def _index(words):
    return {name: key for key, names in words.items() for name in names.split("|") if name}


_STATUS_BY_WORD, _HOUSING_BY_WORD = _index(_STATUS), _index(_HOUSING)
_FAMILY_BY_WORD, _SEX_BY_WORD = _index(_FAMILY), _index(_SEX)


def parse_status(value):
    """Professional status key, None for nothing."""
    return _known(value, _STATUS_BY_WORD, "status")


def parse_housing(value):
    """Housing key, None for nothing."""
    return _known(value, _HOUSING_BY_WORD, "housing")


def parse_sex(value):
    """`female` or `male`, None for nothing."""
    return _known(value, _SEX_BY_WORD, "sex")


def parse_family(value):
    """Typology a register declares, or None: it is only compared with who is in the household."""
    text = re.sub(r"\b\d+\b", " ", normalise(parse_text(value)))
    return _FAMILY_BY_WORD.get(" ".join(text.split()))


def _known(value, words, code):
    if text := normalise(parse_text(value)):
        if text in words:
            return words[text]
        if not is_nothing(value):
            raise RegisterValueError(code, value)
    return None
