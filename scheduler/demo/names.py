"""Invented names of States, organisations and people. None of them is meant to be anybody real."""

from scheduler.demo.vocabulary import lines

STATES = lines("""Côte d'Alvère
    Pellamar
    Korundia (Federation of)
    São Lumério
    Alderland
    Olunda
    Ilvara
    Rivania
    Miravel
    Norhaven
    Jundara
    Lumeria
    Galantria
    San Cardelio
    Wintermark
    Tesmari
    Tahanua
    Valdoria
    Solantia
    Fjordania
    Ambouma
    Zephyria
    Bravanta
    Esperida""")
"""In the order of the five Regional Groups, one of each in turn."""
STATE_PREFIXES = ("", "Upper ", "New ", "Lower ", "Isles of ", "Inner ", "Outer ", "Old ")

UN_ENTITIES = lines("""Demonstration Office on Drugs and Health | DODH
    Demonstration Agency for Essential Medicines | DAEM
    Demonstration Programme for Children | DPC
    Demonstration Fund for Rural Development | DFRD
    Demonstration Institute for Drug Research | DIDR
    Demonstration Entity for Gender Equality | DEGE
    Demonstration Organization for Food and Land | DOFL
    Demonstration Programme for Prison Health | DPPH""")
IGOS = lines("""Example Union of Island States | EUIS
    Example Customs Council | ECC
    Example Centre for Police Cooperation | ECPC
    Example Monitoring Centre for Drugs | EMCD
    Example Community of Southern Rivers | ECSR
    Example Network of Regional Laboratories | ENRL""")
OTHERS = lines("""Example Group of Inland States | EGIS
    Example Chamber of the Chemical Industry | ECCI
    Fictitious Cities Health Network | FCHN
    Open University of Wintermark | OUW""")

NGO_NAMES = lines("""Lantern
    Harbour
    Orchard
    Meridian
    Larkspur
    Juniper
    Causeway
    Lighthouse
    Millstream
    Copperleaf
    Windrose
    Hazelwood
    Silverbirch
    Tamarisk
    Sandbar
    Kestrel""")
NGO_FORMS = (
    "Foundation",
    "Network",
    "Association",
    "Alliance",
    "Institute",
    "Society",
    "Initiative",
    "Forum",
)
NGO_FIELDS = lines("""Prevention
    Recovery
    Palliative Care
    Rural Development
    Youth Participation
    Prison Health
    Drug Research
    Family Support
    Community Health
    Essential Medicines""")
ACCENTED_NGOS = ("Fundación Puente Claro", "Réseau Lanterne Bleue", "Spolek Tichý Přístav")


def _words(block: str) -> tuple[str, ...]:
    return tuple(block.split())


GIVEN_NAMES = _words("""
    Alma Amadou Bao Benno Chidi Ciro Dalia Deniz Elio Emre Farah Fenna Goran Hana Ilir Inés Jorun Kaleo
    Keiko Leila Lumi Mateo Mei Noor Nuru Océane Paloma Pavel Quirin Rania Samir Søren Tova Uma Viggo Wanjiru
    Xenia Yara Zdeněk Zora
""")
FAMILY_NAMES = tuple(
    first + last
    for first in _words("""
        Amber Birken Corven Delm Ester Falken Grenn Holl Ilmer Jorr Kelm Larn Morv Nest Orren Pell Rast Silven
        Tarn Velm
    """)
    for last in _words("dal mere ova ette ishan oro wick une ari olo amba ström")
)
