"""The services this program ships with: what the catalogue and the service page say about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assets.texts import T, Text

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Service:
    """One service as a person meets it before the first question.

    icon: a Phosphor icon's name. days: until the answer is expected, 0 where it is there at once.
    words: how people ask for it, for the search. media: packaged files that its form reads.
    anonymous: nobody is asked who she is, and what she said is for the centre's eyes, not for the desk's.
    """

    id: str
    form_id: str
    icon: str
    life_event: Text
    title: Text
    purpose: Text
    eligibility: Text
    documents: tuple[Text, ...]
    fee: Text
    days: int
    decider: Text
    next_steps: tuple[Text, ...]
    words: tuple[Text, ...]
    media: tuple[str, ...] = ()
    amount: str = ""  # where the submission says how many rials were paid, as a path below its root
    payment_reference: str = ""  # where it says what the card terminal printed
    anonymous: bool = False

    @property
    def workbook(self) -> str:
        """The XLSForm's name among the packaged files, for `assets.read`."""
        return f"forms/{self.form_id}.xlsx"


_PLACES = tuple(f"places/{name}.csv" for name in ("provinces", "counties", "districts", "rural_districts", "villages"))

CHANGE_FAMILY_NAME = Service(
    id="change_family_name",
    form_id="change_family_name",
    icon="identification-card",
    life_event=T("Identity and family"),
    title=T("Change of family name"),
    purpose=T("To apply to the civil registry for another family name."),
    eligibility=T("Iranians of 18 years or more; younger ones with their father, grandfather or guardian."),
    documents=(
        T("Birth certificate"),
        T("National card"),
        T("Birth certificates of children under 18, if their name changes too"),
    ),
    fee=T("Applying is free; the new birth certificate has the registry's own fee."),
    days=30,
    decider=T("Civil registry of the county"),
    next_steps=(
        T("The registry checks whether the name is free."),
        T("You see the answer here with your tracking code."),
        T("If it is approved, you bring the old birth certificate for a new one."),
    ),
    words=(
        T("surname family last name rename birth certificate identity card civil registry"),
        T("ugly funny unpleasant long misspelt wrong name, same name as others, another name than the family's"),
    ),
)

CROP_DAMAGE = Service(
    id="crop_damage",
    form_id="crop_damage",
    icon="plant",
    life_event=T("Farming and land"),
    title=T("Crop damage report"),
    purpose=T("To report damage by hail, frost, flood, drought or pests, so that an expert comes and help is paid."),
    eligibility=T("Anybody who farms the land: owner, tenant or sharecropper."),
    documents=(
        T("National card or foreign national's card"),
        T("Area and place of each field"),
        T("A photo of the damage, if you have one"),
        T("Insurance policy and Sheba number, if you have them"),
    ),
    fee=T("Free"),
    days=15,
    decider=T("Agriculture office of the county"),
    next_steps=(
        T("An expert calls you and visits the field."),
        T("The damage is assessed and the answer is written."),
        T("You see the answer here with your tracking code."),
    ),
    words=(
        T("farm farmer field land garden orchard harvest crop wheat rice fruit trees seed"),
        T("dry dried up drought no water hail frost cold snow ice rain flood storm wind heat fire burnt"),
        T("pest locust worm disease wild boar animals insurance loss help compensation ruined withered spoilt dead"),
    ),
    media=_PLACES,
)

BILL_PAYMENT = Service(
    id="bill_payment",
    form_id="bill_payment",
    icon="receipt",
    life_event=T("Home and bills"),
    title=T("Bill payment"),
    purpose=T("To pay a bill for water, electricity, gas, telephone, the municipality or a traffic fine."),
    eligibility=T("Everybody; you may pay anybody's bill."),
    documents=(T("The bill, with its bill ID and payment ID"), T("A bank card or cash")),
    fee=T("Only the amount of the bill"),
    days=2,
    decider=T("The company or office that sent the bill"),
    next_steps=(
        T("The payment is recorded and you get a receipt slip."),
        T("The company confirms the payment; you see it with your tracking code."),
    ),
    words=(
        T("bill invoice pay settle debt money water electricity power gas telephone mobile phone"),
        T("municipality charges fine ticket driving offence police tax"),
    ),
    amount="bill/amount",
    payment_reference="payment/pos/pos_reference",
)

MY_SAY = Service(
    id="my_say",
    form_id="my_say",
    icon="chat-circle-text",
    life_event=T("Complaint, suggestion, thanks"),
    title=T("My say"),
    purpose=T("To say what went wrong, what could be better or whom you thank; without your name, if you like."),
    eligibility=T("Everybody. Nobody asks who you are."),
    documents=(T("Nothing. If it is about an application, its tracking code helps."),),
    fee=T("Free"),
    days=10,
    decider=T("The office that it is about, or the one above it"),
    next_steps=(
        T("Your words go to the centre. They cannot be read at the desk here."),
        T("You read the answer here with the code on your receipt slip, without a name."),
    ),
    words=(
        T("complaint complain protest unhappy angry rude bad service injustice unfair bribe late slow nobody answers"),
        T("suggestion propose idea improve better thanks grateful satisfied opinion survey feedback say anonymous"),
    ),
    anonymous=True,
)

SERVICES: Final = (CHANGE_FAMILY_NAME, CROP_DAMAGE, BILL_PAYMENT, MY_SAY)

# A case's status is stored as a code. "delivered" is what the form itself writes: only an official "receives".
CASE_STATUSES: Final[Mapping[str, Text]] = {
    "delivered": T("Delivered to the centre"),
    "received": T("Received"),
    "under_review": T("Under review"),
    "needs_correction": T("Needs correction"),
    "approved": T("Approved"),
    "rejected": T("Rejected"),
}

# By "question/choice", as in the workbooks; words alone where there is none.
_CHOICE_ICONS: Final[Mapping[str, Mapping[str, str]]] = {
    "change_family_name": {
        "reason/unpleasant": "smiley-sad",
        "reason/too_long": "text-aa",
        "reason/same_as_others": "users-three",
        "reason/family_unity": "house",
        "reason/spelling": "pencil-line",
        "reason/other": "dots-three-circle",
        "documents/birth_certificate": "book-open-text",
        "documents/national_card": "identification-card",
        "documents/children_papers": "baby",
        "documents/court_paper": "scales",
        "documents/none": "prohibit",
    },
    "crop_damage": {
        "holder/national": "identification-card",
        "holder/foreign": "globe-hemisphere-west",
        "crop/wheat": "grains",
        "crop/barley": "grains",
        "crop/rice": "bowl-food",
        "crop/maize": "plant",
        "crop/potato": "plant",
        "crop/tomato": "plant",
        "crop/vegetables": "carrot",
        "crop/forage": "leaf",
        "crop/saffron": "flower-tulip",
        "crop/tea": "tea-bag",
        "crop/apple": "tree",
        "crop/citrus": "orange",
        "crop/grape": "plant",
        "crop/pistachio": "acorn",
        "crop/date_palm": "tree-palm",
        "crop/other": "dots-three-circle",
        "causes/hail": "cloud-snow",
        "causes/frost": "snowflake",
        "causes/flood": "waves",
        "causes/drought": "drop-slash",
        "causes/storm": "wind",
        "causes/heat": "thermometer-hot",
        "causes/pests": "bug",
        "causes/fire": "fire",
        "causes/animals": "paw-print",
        "causes/other": "dots-three-circle",
        "insured/yes": "check-circle",
        "insured/no": "x-circle",
    },
    "bill_payment": {"way/pos": "credit-card", "way/cash": "money"},
    "my_say": {
        "kind/complaint": "megaphone",
        "kind/suggestion": "lightbulb",
        "kind/thanks": "hand-heart",
        "kind/survey": "star",
        "office/counter": "house-line",
        "office/registry": "identification-card",
        "office/agriculture": "plant",
        "office/utilities": "lightning",
        "office/health": "first-aid-kit",
        "office/school": "backpack",
        "office/municipality": "buildings",
        "office/bank": "bank",
        "office/other": "dots-three-circle",
        "outcome/yes": "smiley",
        "outcome/partly": "smiley-meh",
        "outcome/no": "smiley-sad",
        "way/write": "pencil-line",
        "way/speak": "microphone",
        "way/nothing": "check-circle",
        "contact/code": "receipt",
        "contact/call": "phone-call",
    },
}


COMPANION_FORM: Final = "sealed_case"  # the plain form that tells the centre code and service of a sealed application
HEALTH_FORM: Final = "counter_health"  # what a machine reports of itself
FILLED_BY_PROGRAM: Final = (COMPANION_FORM, HEALTH_FORM)  # what nobody is ever asked, and no official decides on


def service_of(form_id: str) -> Service | None:
    """Return the service whose form is `form_id`, None for a form that came from elsewhere."""
    return next((service for service in SERVICES if service.form_id == form_id), None)


def is_anonymous(form_id: str) -> bool:
    """Return whether the service whose form is `form_id` asks nobody who she is."""
    service = service_of(form_id)
    return service is not None and service.anonymous


def choice_icon(form_id: str, question: str, value: str) -> str | None:
    """Return the Phosphor icon for a choice of the question named `question`, None where words alone are shown."""
    return _CHOICE_ICONS.get(form_id, {}).get(f"{question}/{value}")
