"""People accompanied in the demonstration: invented, each on a household of their own."""

from typing import NamedTuple


class Story(NamedTuple):
    """A follow-up: what was said and done, in days before today (below zero: to come).

    `who` is the number of a household of the register, or the last name of somebody whom
    `people` registers.
    """

    who: str
    months: int
    objectives: str
    needs: tuple  # category, origin, gestures, the person's words
    notes: tuple = ()  # days ago, level, text
    interviews: tuple = ()  # days ago, gesture
    reviews: tuple = ()  # days ago, words
    review_in: int | None = None
    planned: int = 18
    team: bool = False
    is_theirs: bool = False  # a colleague is in charge
    began_with: bool = False  # a colleague was, and handed over
    end: tuple | None = None  # reason, days ago, words
    people: tuple = ()  # applicant and others
    place: dict = {}


STORIES = (
    Story(
        "0358",
        14,
        "« Ne plus avoir peur d'ouvrir le courrier. »",
        (
            ("energy", "expressed", ("accept", "start"), "« La régularisation de gaz. »"),
            ("budget", "expressed", ("accept", "start"), "« Je n'ouvre plus les lettres. »"),
            ("isolation", "spotted", ("propose", "refuse"), False),
        ),
        notes=(
            (392, "team", "Courriers classés ensemble : trois relances, aucune saisie."),
            (61, "team", "Échéancier accepté par le fournisseur : 35 € par mois, premier tenu."),
            (12, "team", "Ouvre le courrier elle-même. Reste la facture d'eau à comprendre."),
        ),
        interviews=((420, "done"), (300, "absent"), (61, "done"), (12, "done"), (-9, None)),
        reviews=((210, "Le courrier est ouvert chaque semaine, parfois à deux."),),
        review_in=9,
    ),
    Story(
        "0042",
        11,
        "« Garder l'appartement et finir de payer la dette d'eau. »",
        (
            ("housing", "expressed", ("accept", "start"), "« Deux mois de retard, pas plus. »"),
            ("employment", "expressed", ("accept", "start", "solve"), "« Repris en intérim. »"),
            ("school", "spotted", ("propose",), False),
        ),
        notes=(
            (90, "team", "Appel du bailleur : le plan tient. Prochaine échéance le 5."),
            (36, "team", "Dossier FSL préparé avec la facture d'eau et le bail."),
        ),
        interviews=((320, "done"), (90, "done"), (36, "done"), (30, "absent")),
        review_in=-6,
        began_with=True,
    ),
    Story(
        "0197",
        9,
        "« Que les enfants mangent à la cantine, et un toit à nous. »",
        (
            ("school", "expressed", ("accept", "start", "solve"), "« La cantine des jumeaux. »"),
            ("housing", "expressed", ("accept", "start"), "« Quatre dans le salon de ma sœur. »"),
        ),
        notes=(
            (85, "team", "Recours DALO envoyé. Accusé de réception rangé dans sa pochette."),
            (20, "team", "Cantine au tarif le plus bas depuis la rentrée."),
        ),
        interviews=((250, "done"), (85, "done"), (20, "done"), (-1, None)),
        reviews=((120, "« La cantine, c'est fait. » On continue pour le logement."),),
        review_in=30,
        team=True,
    ),
    Story(
        "0089",
        8,
        "« Comprendre les papiers de la CAF. »",
        (("rights", "expressed", ("accept", "start"), "« Ils me redemandent 412 €. »"),),
        notes=((95, "team", "Déclaration trimestrielle refaite ensemble, copie chez elle."),),
        interviews=((200, "done"), (95, "done"), (60, "absent"), (32, "absent")),
        review_in=3,
    ),
    Story(
        "0324",
        7,
        "« Retrouver un travail le matin, quand la petite est à la crèche. »",
        (
            ("employment", "expressed", ("accept", "start"), "« Le ménage de bureaux, ça me va. »"),
            ("mobility", "expressed", ("accept", "start", "abandon"), "« Le permis, plus tard. »"),
            ("family", "unspoken", (), False),
        ),
        notes=((15, "team", "Deux entretiens d'embauche. Souhaite avancer à son rythme."),),
        interviews=((190, "done"), (75, "done"), (15, "done"), (-15, None)),
        review_in=45,
        planned=6,
    ),
    Story(
        "0357",
        5,
        "« Aller chez le dentiste. »",
        (
            ("health", "expressed", ("accept", "start"), "« Je mâche d'un seul côté. »"),
            ("digital", "spotted", ("propose", "accept"), False),
        ),
        notes=((122, "team", "Complémentaire santé : attestation à demander à la CAF."),),
        interviews=((140, "done"), (122, "done"), (70, "absent")),
    ),
    Story(
        "0396",
        12,
        "« Trouver plus grand. Sept dans un T3. »",
        (
            ("housing", "expressed", ("accept", "start"), "« Les grands dorment par terre. »"),
            ("language", "expressed", ("accept", "start"), "« Parler mieux pour le travail. »"),
            ("rights", "expressed", ("accept", "start", "solve"), "« Les allocations du petit. »"),
        ),
        notes=(
            (180, "team", "Demande de logement social enregistrée, numéro unique donné."),
            (25, "team", "Cours de français deux matins par semaine à la Maison des habitants."),
        ),
        interviews=((330, "done"), (180, "done"), (25, "done"), (-12, None)),
        reviews=((150, "Français : deux cours sur trois. Logement : rien encore."),),
        review_in=12,
        is_theirs=True,
    ),
    Story(
        "0215",
        5,
        "« Reprendre un travail qui va avec mon dos. »",
        (
            ("employment", "expressed", ("accept", "start"), "« Je ne veux plus porter. »"),
            ("health", "expressed", ("accept",), "« Attendre quatre mois un rendez-vous… »"),
        ),
        notes=((8, "team", "RQTH accordée. Rendez-vous pris avec Cap emploi."),),
        interviews=((140, "done"), (8, "done"), (-20, None)),
        review_in=20,
    ),
    Story(
        "0120",
        1,
        "« Savoir ce qui reste à la fin du mois. »",
        (
            ("budget", "expressed", ("accept", "start"), "« Tout part le 10. »"),
            ("rights", "spotted", ("propose", "accept", "start"), False),
        ),
        notes=((3, "team", "RSA : dossier commencé. Le relevé bancaire manque encore."),),
        interviews=((27, "done"), (3, "done"), (-28, None)),
        review_in=28,
    ),
    Story(
        "0041",
        19,
        "« Finir le plan de la Banque de France. »",
        (
            ("budget", "expressed", ("accept", "start", "solve"), "« Trois crédits à la fois. »"),
            ("employment", "expressed", ("accept", "hand_over"), "« La mission locale m'aide. »"),
        ),
        notes=((70, "team", "Dernière mensualité du plan payée. Il tient ses comptes seul."),),
        interviews=((400, "done"), (250, "done"), (70, "done")),
        reviews=((300, "Le plan tient depuis huit mois."),),
        end=("done", 65, "« Je n'ai plus besoin, merci. »"),
    ),
    Story(
        "0205",
        16,
        "« Un logement près de ma sœur. »",
        (("housing", "expressed", ("accept", "start", "solve"), "« À Lens, si possible. »"),),
        notes=((160, "team", "Bail signé à Lens ; dossier suivi par le CCAS de là-bas."),),
        interviews=((380, "done"), (160, "done")),
        end=("moved", 150, "Bail signé à Lens."),
    ),
    Story(
        "0189",
        12,
        "« Reprendre les soins. »",
        (("health", "expressed", ("accept", "start"), "« J'ai arrêté le traitement. »"),),
        notes=((240, "team", "Deux appels sans réponse, un mot glissé dans sa boîte."),),
        interviews=((300, "done"), (260, "absent"), (250, "absent")),
        end=("silence", 210, "Porte ouverte : il revient quand il veut."),
    ),
    Story(
        "Marquenterre",
        1,
        "« Que personne ne sache où j'habite. »",
        (("family", "expressed", ("accept", "start"), False),),
        notes=((10, "confidential", "A parlé de ce qui s'est passé. Ne pas appeler le soir."),),
        interviews=((10, "done"),),
        review_in=5,
    ),
    Story(
        "Diarra",
        2,
        "« Des papiers pour travailler à mon nom. »",
        (
            ("residence", "expressed", ("accept", "start"), "« Trois ans et demi ici. »"),
            ("health", "expressed", ("accept", "start"), "« La toux ne passe pas. »"),
            ("housing", "spotted", (), False),
        ),
        notes=(
            (45, "team", "Dossier commencé : il manque des preuves de l'hiver. AME demandée."),
            (9, "confidential", "A dit comment il est arrivé. À ne redemander par personne."),
        ),
        interviews=((58, "done"), (45, "done"), (9, "done"), (-5, None)),
        review_in=5,
        people=({"first_name": "Amadou", "last_name": "Diarra", "birth_year": 1991},),
        place={"street": "Hôtel de la Gare, chambre 12", "housing": "hotel", "no_cooking": True},
    ),
    Story(
        "Quispe",
        4,
        "« Que ma fille finisse son école ici. »",
        (
            ("residence", "expressed", ("accept", "start"), "« Tout est dans une boîte. »"),
            ("school", "expressed", ("accept", "start", "solve"), "« L'inscription au collège. »"),
        ),
        notes=((21, "team", "Preuves rangées année par année ; le printemps est complet."),),
        interviews=((110, "done"), (60, "done"), (21, "done"), (-6, None)),
        reviews=((50, "« J'ai retrouvé les bulletins de l'école. »"),),
        review_in=18,
        team=True,
        people=(
            {"first_name": "Rosa", "last_name": "Quispe", "birth_year": 1986},
            {"role": "child", "first_name": "Alba", "last_name": "Quispe", "birth_year": 2014},
        ),
        place={"street": "14 rue de la Fosse 4, chez Mme D.", "housing": "hosted"},
    ),
)

# How a need is told and lives, for those who are not accompanied.
LIVES = (
    ("expressed", ()),
    ("spotted", ("propose",)),
    ("expressed", ("accept", "start")),
    ("expressed", ("accept", "start", "solve")),
    ("unspoken", ()),
    ("expressed", ("accept",)),
    ("spotted", ()),
    ("expressed", ("propose", "refuse")),
    ("expressed", ("accept", "hand_over")),
    ("spotted", ("propose", "accept", "start")),
    ("expressed", ("accept", "start", "abandon")),
    ("spotted", ("propose", "refuse")),
    ("expressed", ("accept", "start", "solve")),
)
WORDS = {
    "rights": "« Je ne sais pas à quoi j'ai droit. »",
    "budget": "« Le 15, il n'y a plus rien. »",
    "housing": "« Le propriétaire veut récupérer le logement. »",
    "energy": "« On ne chauffe qu'une pièce. »",
    "health": "« Je repousse les lunettes depuis deux ans. »",
    "school": "« La sortie de fin d'année coûte 60 €. »",
    "employment": "« Rien depuis la fin de mon contrat. »",
    "mobility": "« Plus de bus après 19 heures. »",
    "digital": "« Tout se fait sur internet, et moi non. »",
    "language": "« Comprendre les mots de l'école. »",
    "equipment": "« Le frigo ne ferme plus. »",
    "isolation": "« Je ne vois que la caissière. »",
}
