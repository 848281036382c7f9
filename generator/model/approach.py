"""Approach: the type of solution that several practices share, with its systematic reviews."""

from typing import Literal

from generator.model.fields import Item, Text, field
from generator.model.practice import Component, Record
from generator.model.study import SystematicReview


class Approach(Record):
    """`practices/approaches/<id>.yaml`."""

    what: Text = field("What it is and what it is not.", title="What it is", example="Brighter, more or better lamps in streets people use at night [@welsh-2022].")
    components: tuple[Component, ...] = field("Its usual building blocks.", title="Building blocks", example=[], default=())
    implementation: Text = field("What is known about doing it well.", title="Doing it well", example="", default="", level="recommended")
    economics: Text = field("What is known about cost and value.", title="Cost and value", example="", default="", level="recommended")
    moderators: tuple[Item, ...] = field("For whom or where it works better or worse.", title="For whom or where it works better", example=[], default=(), level="recommended")
    reviews: tuple[SystematicReview, ...] = field("Systematic reviews.", title="Systematic reviews", example=[], default=())
    place_bound: Literal["yes", "no", "not_seen"] = field("Whether it works on places, so that harm could move next door.", title="Works on places", example="yes", default="not_seen")
