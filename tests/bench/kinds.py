"""Kinds of practice that synthetic records are made of, one for each theme, in words the vocabularies know."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of practice: its terms, what studies of it measure, and the words its texts are made of."""

    name: str
    themes: tuple[str, ...]
    pillar: str
    settings: tuple[str, ...]
    whom: tuple[str, ...]
    harm: tuple[str, ...]
    """Measures that studies count."""
    soft: tuple[str, ...]
    """Measures that studies ask people about."""
    units: str
    """What is treated and compared, in the plural."""
    trouble: str
    cause: str
    parts: tuple[tuple[str, str], ...]
    approach: str = ""
    place_bound: str = "not_seen"


KINDS = (
    Kind(
        "street lighting", ("public-space", "property-crime"), "place", ("street",), ("residents",),
        ("night-outdoor-crime", "robbery", "vehicle-crime"), ("fear-after-dark", "use-of-outdoor-space"), "streets",
        "Many lamps were broken, and people stayed away from the streets after dark",
        "Light lets people see who is near, and more people in the street watch over it",
        (("New lamps", "Old lamps were replaced by brighter ones, nearest the bus stops first"),
         ("Repair within days", "A telephone line takes reports of broken lamps, and a crew mends them"),
         ("Night walks", "Residents and officials walked the streets after dark and marked what to light")),
        "street-lighting", "yes",
    ),
    Kind(
        "hot-spot patrols", ("policing-and-trust",), "institutional", ("street",), ("residents", "officials-and-police"),
        ("all-crime", "robbery", "assault"), ("fear-of-crime", "trust-in-police"), "street corners",
        "A few corners held a large share of the city's crime, and patrols passed them by",
        "Officers who are seen at the worst corners raise the risk of being caught there",
        (("A map of corners", "Analysts drew the corners with the most calls, anew every month"),
         ("Short visits", "Officers stood at each corner for a quarter of an hour, several times a day"),
         ("Talks with residents", "Each visit had to include a talk with someone who lives or trades there")),
        "hot-spots-policing", "yes",
    ),
    Kind(
        "bar staff training", ("alcohol-and-nightlife",), "governance", ("nightlife-venue",), ("residents", "young-people"),
        ("night-assault", "alcohol-injuries", "serious-assault"), ("alcohol-service-refused", "perceived-safety"), "bars",
        "Fights broke out around closing time, and drunk guests were still served",
        "Guests who are refused drink less, and fewer drunk people meet at closing time",
        (("Courses for staff", "Bar and door staff took a course in refusing drinks and calming quarrels"),
         ("Visits by actors", "Actors who played drunk guests tested whether they were served"),
         ("Licences", "The licensing board wrote the course into new licences")),
    ),
    Kind(
        "school lessons against violence", ("schools-and-children", "youth-and-group-violence"), "social", ("school",),
        ("children", "young-people"), ("bullying", "dating-violence", "youth-offending"),
        ("bystander-intervention", "knowledge-and-attitudes"), "schools",
        "Pupils told of blows and threats on most school days, and few told an adult",
        "Pupils who practise stepping in change what the others find normal",
        (("Weekly lessons", "Teachers held a lesson a week on anger, respect and stepping in"),
         ("Training of teachers", "Teachers were trained for a week and visited during the year"),
         ("Work with parents", "Parents met once a term and took the same exercises home")),
    ),
    Kind(
        "safer night buses", ("transport", "violence-against-women"), "place", ("public-transport",),
        ("women-and-girls", "passengers"), ("sexual-harassment", "robbery", "crime-in-public-space"),
        ("perceived-safety-transport", "avoiding-places"), "bus lines",
        "Women avoided the bus after dark, and stops lay far from homes",
        "Stops near home and staff on board shorten the time in which people are alone",
        (("Stops on request", "Drivers let passengers off between stops after dark"),
         ("Staff on board", "Conductors ride on the last buses and are trained to step in"),
         ("Reports by message", "Passengers report harassment by message and learn what came of it")),
    ),
    Kind(
        "greening of vacant land", ("public-space", "settlement-upgrading"), "place", ("park-or-square", "street"),
        ("residents",), ("gun-assault", "nuisance-crime", "burglary"), ("place-upkeep", "fear-of-crime"), "lots",
        "Vacant lots were strewn with rubbish and used to hide weapons",
        "A lot in good care shows that someone watches, and leaves no place to hide things",
        (("Clearing", "Crews took away rubbish, graded the ground and sowed grass"),
         ("A low fence", "A low wooden fence with an opening marks the lot as cared for"),
         ("Upkeep", "Residents are paid to mow and tidy twice a month")),
        "", "yes",
    ),
    Kind(
        "street mediation", ("youth-and-group-violence", "firearms"), "social", ("street", "informal-settlement"),
        ("people-at-risk-of-violence", "young-people"), ("shootings", "homicide", "gun-injuries"),
        ("willingness-to-use-violence", "fear-of-crime"), "neighbourhoods",
        "Quarrels between groups ended in shootings, and each shooting drew the next",
        "People the groups trust calm a quarrel before it is answered with a gun",
        (("Mediators", "People who know the groups talk with both sides within a day"),
         ("Help to leave", "Young people who want to leave get work, school and a mentor"),
         ("Vigils", "Neighbours gather in public after every shooting")),
    ),
    Kind(
        "hospital data sharing", ("governance-and-data", "alcohol-and-nightlife"), "governance",
        ("whole-city", "nightlife-venue"), ("residents",), ("violence-hospital-admissions", "serious-assault", "minor-assault"),
        ("perceived-safety", "satisfaction-with-police"), "cities",
        "Most violence that hospitals treated never reached the police",
        "Facts from hospitals show where to act, and partners change patrols and licences there",
        (("Facts without names", "Reception staff note place, time and weapon, and names are removed"),
         ("One map", "An analyst puts hospital and police figures on one map every month"),
         ("A standing group", "Health service, police and council meet and decide who changes what")),
    ),
    Kind(
        "upgrading of informal settlements", ("settlement-upgrading",), "tenure", ("informal-settlement", "home"),
        ("residents", "women-and-girls"), ("homicide", "violence", "assault"), ("perceived-safety", "social-cohesion"),
        "settlements",
        "Paths were narrow and unlit, and families feared to be moved",
        "Secure homes and paths give residents a reason and a way to look after the place",
        (("Paths and drains", "Paths were widened, paved and drained by crews from the settlement"),
         ("Papers for homes", "Families received papers that let them stay"),
         ("A community hall", "Residents planned a hall and run it themselves")),
    ),
    Kind(
        "women's police desks", ("violence-against-women", "policing-and-trust"), "institutional", ("home", "whole-city"),
        ("women-and-girls",), ("intimate-partner-violence", "physical-partner-violence", "reports-received"),
        ("trust-in-police", "disclosure-of-violence"), "stations",
        "Women who went to the police were sent home or heard in the open hall",
        "Women who are heard in private by trained officers come earlier and come back",
        (("Rooms of their own", "Each station set up a closed room with a separate entrance"),
         ("Trained officers", "Officers took a course with women's organisations"),
         ("One visit for all", "Health, legal and shelter services sit in the same room on fixed days")),
    ),
    Kind(
        "mentors after prison", ("justice-and-reintegration",), "social", ("home", "whole-city"),
        ("people-in-conflict-with-the-law", "young-people"), ("reoffending", "violent-reoffending", "offending"),
        ("employment", "psychological-wellbeing"), "districts",
        "Young people left prison without a home, work or anyone to call",
        "Someone who stays in touch makes the first weeks less lonely and the old friends less needed",
        (("A mentor from the first day", "A mentor meets each person at the gate and calls every week"),
         ("Work", "Employers keep places free, and the city pays the first wages"),
         ("A room", "A room is found before release")),
    ),
    Kind(
        "stronger doors and locks", ("property-crime",), "place", ("home",), ("residents", "older-people"),
        ("burglary", "property-crime", "theft"), ("fear-of-crime", "social-cohesion"), "estates",
        "Homes that had been burgled were burgled again within weeks",
        "A door that holds costs a burglar time, and a neighbour who watches adds risk",
        (("Locks and doors", "Fitters changed locks, doors and ground-floor windows within a week of a burglary"),
         ("Neighbours told", "Homes next door were visited and offered the same"),
         ("Marked goods", "Owners marked what burglars sell most easily")),
        "", "yes",
    ),
)  # fmt: skip
