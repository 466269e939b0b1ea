"""Numbers of several hearts at once: who is in step with the led breath, and with one another."""

import math

from biofeedback.signals.definitions.definition import OURS, Definition

_LACHAUX = "Lachaux et al. 1999, doi 10.1002/(SICI)1097-0193(1999)8:4<194::AID-HBM4>3.0.CO;2-C"

# Windows are in seconds, as the modules have them that compute the numbers; decimals are those that are shown.
TOGETHER = (
    Definition(
        "in_step_share",
        "In step",
        "share",
        120.0,
        "How many of the hearts that can be counted keep step beyond chance over two minutes, 0 to 1: where a breath "
        "is led, with that breath; where none is, with all the others together. A heart is in step when its locking is "
        "above what 95 % of independent hearts stay below, so that of such hearts 5 % are in step at most.",
        OURS,
        group="together",
        cannot="Whoever breathes by themselves at the very pace of the light counts like those who follow it, and a "
        "group that is together at another pace than the light does not. It knows nothing of how late a heart follows, "
        "of how large its wave is, nor of how anybody feels.",
        deviation="One heart is counted where a breath is led, two are needed where none is; the share of a few hearts "
        "takes large steps. A heart that joins counts once it covers four fifths of the window (101 s of beats), and "
        "one that leaves until it no longer does. Not counted, and said: a heart whose beats do not cover that much, "
        "come without order, beat too evenly for a wave, or were corrected to more than 15 %.",
        decimals=2,
    ),
    Definition(
        "in_step_chance_share",
        "In step by chance",
        "share",
        120.0,
        "What share in step 95 % of groups of so many independent hearts do not exceed: of 2 it is 0.50, of 8 it is "
        "0.25, of 30 it is 0.13.",
        "Soften's own definition; the number in step of independent hearts is taken as binomial",
        group="together",
        cannot="It holds for hearts that know nothing of one another. People who hear the same music are not such "
        "hearts.",
        decimals=2,
        rests_on=("in_step_share",),
    ),
    Definition(
        "room_warmth_share",
        "Warmth of the room",
        "share",
        120.0,
        "How warm the light in the middle of a room is: held (0.35) while no more hearts are in step than by chance, "
        "and as much warmer as more are, up to 1 where all are. It rises with a time constant of 20 s, eases back more "
        "slowly (90 s), stays as it is while nobody can know, and never goes below held.",
        OURS,
        group="together",
        cannot="It is a picture, not a measurement. It does not say who is in step: no petal is brighter for it.",
        deviation="The light moves towards 0.35 + 0.65 (in step - by chance) / (1 - by chance). In a small room one "
        "heart more or less is a large step, which the light takes slowly.",
        decimals=2,
        rests_on=("in_step_share", "in_step_chance_share"),
    ),
    Definition(
        "group_locking_share",
        "Locking in a group",
        "share",
        120.0,
        "How steadily one heart keeps step with the led breath, or where none is led with all the others together, "
        "over two minutes: 0 (no relation) to 1 (always in the same step). Phases, one a second, are of a wave fitted "
        "to the heart rate within 10 s on either side (a raised cosine; about 0.05 Hz on either side) at the pace of "
        "the led breath, or where none is led at the rate that all hearts have most of. In a full window 95 % of "
        "independent hearts stay below 0.72 with the breath or with one other, and below 0.57 with several others.",
        _LACHAUX,
        group="together",
        cannot="It does not see how large the wave is. With a breath that one heart alone has led it cannot tell who "
        "follows whom.",
        deviation="Chance is by simulation (docs/in-step.md): exp(-n r²) with 0.058 independent looks a second, 0.09 "
        "with several others. White noise would allow 0.09 throughout; hearts with a wave of their own in the band "
        "lock more by chance.",
        decimals=2,
    ),
    Definition(
        "pair_locking_share",
        "Locking of a pair",
        "share",
        math.nan,
        "How steadily two hearts keep step with each other over all the time that both were there, 0 to 1, from the "
        "same phases. 95 % of pairs of independent hearts stay below a bound that falls with the root of "
        "that time: in a quarter of an hour 0.24.",
        _LACHAUX,
        group="together",
        cannot="Two hearts that both follow the light are locked to each other too. Of many pairs of independent "
        "hearts, one in twenty is above its bound by chance; so a second bound is given, which no pair at all "
        "reaches in 95 % of such groups (Bonferroni).",
        decimals=2,
    ),
)
"""In the order in which they are shown; windows in seconds, after the sources named with each."""
