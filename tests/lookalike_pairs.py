"""People as two agents write them down, months apart: pairs drawn with a fixed seed.

Nobody here exists. Variations are those of the desk, not of the search: what is heard, mistyped,
copied from a paper in another order, left out, or known by another name. The generator knows
nothing of the keys it is meant to test.
"""

import random
from datetime import date, timedelta

SEED = 20240229
# first names, last names; several spellings of one name stand together
ORIGINS = {
    "french": (
        """
        Jean-Pierre|Jean Pierre|Jeanpierre, Marie-Claire|Marie Claire, Françoise|Francoise,
        Stéphanie|Stefanie|Stephany, Christophe|Cristophe, Cédric|Sédric, Philippe|Filipe,
        Geneviève, Mathieu|Matthieu, Océane, Thierry|Thiery, Élodie, Ghislaine, Benoît,
        Anaïs
        """,
        """
        Lefèvre|Lefebvre|Lefebure, Dupont|Dupond, Durand|Durant, Le Goff|Legoff,
        Gauthier|Gautier, Moreau|Moraux, Rousseau, Delacroix|De la Croix, Petit,
        Thibault|Tibaud|Thibaut, Renaud|Renault, Charpentier, Bœuf|Boeuf, Guéguen,
        Wattrelot, Vandenbroucke|Vanden Broucke
        """,
    ),
    "maghrebi": (
        """
        Mohamed|Mohammed|Mouhamed|Muhammad, Fatima|Fatma, Youssef|Yusuf|Youcef,
        Abdelkader|Abd el Kader|Abdelkadir, Khadija|Kadidja|Khadidja, Aïcha|Aicha|Aisha,
        Rachid|Rashid, Zineb|Zeineb, Noureddine|Nour Eddine, Hicham|Hisham, Saïd|Saiid,
        Naïma|Naima, Djamila|Jamila, Mustapha|Mostafa|Moustafa, Karim, Leïla|Layla|Leila
        """,
        """
        Benali|Ben Ali, Bouzid|Bouzidi, El Idrissi|Elidrissi|Al Idrissi,
        Cherif|Chérif|Sherif, Haddad|Hadad, Belkacem|Belgacem|Belkasem, Ouali|Wali,
        Khelifi|Khélifi|Khelifa, Mansouri|Mansoury, Zerrouki|Zérouki, Boudjemaa|Boujemaa,
        Hamidi, Saidi, Amrani, Taleb
        """,
    ),
    "african": (
        """
        Aminata|Aminatou, Fatoumata|Fatimata, Ousmane|Usman, Mamadou|Mamadu,
        Ibrahima|Ibrahim, Aïssatou|Aissatou|Aichatou, Kouassi|Kwassi, Grâce, Blessing,
        Adjoa|Ajoa, Seydou|Saidou, Mariam|Mariama, Souleymane|Suleiman, Awa, Moussa,
        Rokia|Rokhaya
        """,
        """
        Diallo|Jallow, Traoré|Traore, Ouédraogo|Wedraogo, Koné|Kone, N'Diaye|Ndiaye|Ndiaiye,
        Coulibaly|Koulibaly, Kouamé|Kouame, Sissoko|Cissoko, Bâ|Bah, Camara|Kamara,
        Mbemba|M'Bemba, Okonkwo, Nguema|N'Guema, Keïta|Keita, Touré, Sangaré|Sangare
        """,
    ),
    "portuguese": (
        """
        João|Joao, Maria da Conceição|Maria Conceicao, José|Jose, Conceição|Conceicao,
        António|Antonio, Lurdes|Lourdes, Fátima, Manuel|Manoel, Inês|Ines, Rui,
        Luís|Luiz|Luis, Cândida|Candida
        """,
        """
        da Silva|Silva|Dasilva, Ferreira|Fereira, de Oliveira|Oliveira, Gonçalves|Goncalves,
        Rodrigues|Rodriguez, dos Santos|Santos|Dos-Santos, Pereira|Perreira,
        Magalhães|Magalhaes, Lopes|Lopez, Fernandes|Fernandez, Teixeira, Marques
        """,
    ),
    "turkish": (
        """
        Mehmet|Mehmed, Ayşe|Ayse|Ayche, Oğuz|Oguz, Gülsüm|Gulsum, Şerife|Serife|Cherife,
        Hüseyin|Huseyin, Çiğdem|Cigdem, İbrahim|Ibrahim, Zeynep|Zeyneb, Emine, Özlem|Ozlem,
        Ali Osman
        """,
        """
        Yılmaz|Yilmaz, Şahin|Sahin|Chahin, Öztürk|Ozturk, Çelik|Celik, Kaya,
        Yıldırım|Yildirim, Demir, Aydın|Aydin, Koç|Koc, Doğan|Dogan, Güneş|Gunes,
        Karataş|Karatas
        """,
    ),
    "eastern": (
        """
        Oksana|Oxana, Serhiy|Sergueï|Sergey, Ivan, Svetlana|Svitlana,
        Nikolai|Nicolaï|Nikolay, Dragana, Ionela, Andriy|Andrii|Andrei, Yuliya|Julia|Yulia,
        Katarzyna, Zurab, Ștefan|Stefan
        """,
        """
        Kowalski|Kowalska|Kovalski, Ivanović|Ivanovic|Ivanovitch, Shevchenko|Chevtchenko,
        Popescu|Popesco, Jovanović|Yovanovitch|Jovanovic, Melnyk|Melnik,
        Wojcik|Wójcik|Voïtsik, Petrosyan|Petrossian, Gashi|Gachi, Hoxha|Hodja, Dumitru,
        Bondarenko
        """,
    ),
    "asian": (
        """
        Thị Lan|Thi Lan, Văn Minh|Van Minh, Xiaoming|Xiao Ming, Mei Ling|Meiling,
        Nasrin|Nasreen, Farhad, Zabihullah|Zabiullah, Shabnam|Chabnam, Rahman|Rahmane,
        Sokha, Priya, Gulalai|Goulalai
        """,
        """
        Nguyễn|Nguyen|N'Guyen, Trần|Tran, Hossain|Hussain|Hossein, Ahmadzai|Ahmadzay, Wang,
        Sivakumar|Siva Kumar, Phạm|Pham, Chowdhury|Choudhury, Haidari|Haydari, Zhang, Khan,
        Sok
        """,
    ),
}
KEYBOARD = ("azertyuiop", "qsdfghjklm", "wxcvbn")


def draw(pairs=200, distractors=250, seed=SEED):
    """Return `(known, typed, others)`: `typed[i]` is `known[i]` as somebody else writes them."""
    rng = random.Random(seed)
    known = [_person(rng) for _number in range(pairs)]
    typed = [_retype(rng, person) for person in known]
    others = [_person(rng) for _number in range(distractors)]
    drop = ("first", "last")
    return (
        [{key: value for key, value in one.items() if key not in drop} for one in people]
        for people in (known, typed, others)
    )


def _person(rng):
    first_names, last_names = ORIGINS[rng.choice(list(ORIGINS))]
    first, last = (rng.choice(names.split(",")).split("|") for names in (first_names, last_names))
    born = date(1940, 1, 1) + timedelta(days=rng.randrange(65 * 365))
    how = rng.random()
    return {
        "first": first,
        "last": last,
        "first_name": rng.choice(first),
        "last_name": rng.choice(last),
        "birthdate": born if how < 0.85 else None,
        "birth_year": born.year if 0.85 <= how < 0.95 else 0,
        "phone": f"0{rng.choice('67')}{rng.randrange(10**8):08d}" if rng.random() < 0.6 else "",
    }


# ----------------------------------------------------------------------
# WRITTEN DOWN AGAIN
# ----------------------------------------------------------------------


def _retype(rng, person):
    """`person` with one or two changes of the name, and perhaps one of the birth and phone."""
    again = dict(person)
    for change in rng.sample(NAME_CHANGES, rng.choice((1, 1, 2))):
        change(rng, again)
    if again["birthdate"]:
        rng.choice(BIRTH_CHANGES)(rng, again)
    if again["phone"]:
        rng.choice(PHONE_CHANGES)(rng, again)
    return again


def _spelling(rng, one):
    """Heard at the desk, or read on a paper of another country."""
    one["first_name"], one["last_name"] = rng.choice(one["first"]), rng.choice(one["last"])


def _typo(rng, one):
    name = rng.choice(("first_name", "last_name"))
    text = one[name]
    if len(text) < 4:
        return
    at = rng.randrange(1, len(text) - 1)
    letter = text[at].lower()
    row = next((row for row in KEYBOARD if letter in row), KEYBOARD[0])
    near = row[(row.find(letter) + 1) % len(row)]
    one[name] = rng.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[:at] + near + text[at + 1 :],
            text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :],
        )
    )


def _swap(_rng, one):
    one["first_name"], one["last_name"] = one["last_name"], one["first_name"]


def _capitals(_rng, one):
    one["last_name"] = one["last_name"].upper()


def _one_column(_rng, one):
    """All in one column: as a register has it."""
    one["first_name"], one["last_name"] = "", f"{one['last_name'].upper()} {one['first_name']}"


def _hyphen(_rng, one):
    for name in ("first_name", "last_name"):
        text = one[name]
        one[name] = text.replace("-", " ") if "-" in text else text.replace(" ", "-")


def _shorter(_rng, one):
    """A second name left out."""
    for name in ("first_name", "last_name"):
        parts = one[name].replace("-", " ").split()
        if len(parts) > 1 and len(parts[-1]) > 3:
            one[name] = parts[-1] if name == "last_name" else parts[0]


def _longer(rng, one):
    """A second first name, or both names of a couple."""
    if rng.random() < 0.5:
        one["first_name"] += rng.choice((" Marie", " Amine", "-Paul", " Junior"))
    else:
        one["last_name"] += rng.choice((" Martin", "-Bernard", " ép. Diop", " née Robert"))


def _other_name(rng, one):
    """The name of use in place of the name of birth. The day of birth was then asked for."""
    if one["birthdate"]:
        one["last_name"] = rng.choice(("Martin", "Bernard", "Diop", "Kovacs", "Haddou"))
        one["renamed"] = True


def _initial(_rng, one):
    one["first_name"] = one["first_name"][:1] + "."


NAME_CHANGES = [
    *(_spelling, _spelling, _typo, _typo, _swap, _capitals, _one_column),
    *(_hyphen, _shorter, _longer, _other_name, _initial),
]


def _same(_rng, _one):
    pass


def _year_alone(_rng, one):
    if not one.pop("renamed", False):
        one.update(birth_year=one["birthdate"].year, birthdate=None)


def _inverted(_rng, one):
    born = one["birthdate"]
    if born.day <= 12:
        one["birthdate"] = born.replace(day=born.month, month=born.day)


def _wrong_day(rng, one):
    if not one.pop("renamed", False):
        one["birthdate"] = one["birthdate"].replace(day=rng.randrange(1, 29))


def _unknown(_rng, one):
    if not one.pop("renamed", False):
        one["birthdate"] = None


BIRTH_CHANGES = [_same, _same, _same, _year_alone, _inverted, _wrong_day, _unknown]


def _no_phone(_rng, one):
    one["phone"] = ""


def _spaced(_rng, one):
    phone = one["phone"]
    one["phone"] = " ".join(phone[at : at + 2] for at in range(0, 10, 2))


def _international(rng, one):
    one["phone"] = rng.choice(("+33 ", "0033", "+33(0)")) + one["phone"][1:]


PHONE_CHANGES = [_no_phone, _no_phone, _no_phone, _spaced, _international]
