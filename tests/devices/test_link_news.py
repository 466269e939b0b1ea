"""What befalls a link is said once, and quietly when it comes again soon; nothing new is ever kept back."""

from hypothesis import given
from hypothesis import strategies as st

from biofeedback.codes import QUIET_LINK_CODES, LinkCode
from biofeedback.facts import facts
from devices.link_news import SAY_AGAIN_S, LinkNews

CALLED = facts(label="H10")
FLAP = (
    ("lost", LinkCode.STRAP_LOST),
    ("connecting", LinkCode.STRAP_CONNECTING),
    ("streaming", LinkCode.STRAP_STREAMING),
)


def said(*happened, news=None):
    news = news or LinkNews()
    return [news.said(state, code, CALLED, CALLED, t_s)[0] for t_s, state, code in happened]


def flaps(*times_s):
    return [(t_s + place, state, code) for t_s in times_s for place, (state, code) in enumerate(FLAP)]


def test_eight_losses_in_four_minutes_are_told_twice_and_then_shown():
    codes = said(*flaps(*range(0, 240, 30)))
    assert codes[:4] == [code for _, code in FLAP] + [LinkCode.LINK_UNSTEADY]
    assert (
        set(codes[4:])
        == {
            LinkCode.LINK_CONNECTING_AGAIN,
            LinkCode.LINK_STREAMING_AGAIN,
            LinkCode.LINK_LOST_AGAIN,
        }
        <= QUIET_LINK_CODES
    )


def test_a_loss_after_three_steady_minutes_is_news_again():
    assert said(*flaps(0.0, SAY_AGAIN_S))[3:] == [code for _, code in FLAP]
    assert said(*flaps(0.0, 100.0, 200.0, 300.0 + SAY_AGAIN_S))[9] is LinkCode.STRAP_LOST


def test_a_strap_that_is_quiet_now_and_then_is_told_once():
    weak, back = ("weak", LinkCode.STRAP_WEAK), ("streaming", LinkCode.STRAP_STREAMING)
    codes = said((0.0, *weak), (1.0, *back), (20.0, *weak), (21.0, *back))
    assert codes == [
        LinkCode.STRAP_WEAK,
        LinkCode.STRAP_STREAMING,
        LinkCode.LINK_WEAK_AGAIN,
        LinkCode.LINK_STREAMING_AGAIN,
    ]


def test_a_cause_that_is_new_is_told_in_the_midst_of_flapping():
    news = LinkNews()
    said(*flaps(0.0, 30.0, 60.0), news=news)
    assert said((70.0, "unavailable", LinkCode.STRAP_NOT_IN_SIGHT), news=news) == [LinkCode.STRAP_NOT_IN_SIGHT]
    assert said((80.0, "unavailable", LinkCode.STRAP_NOT_IN_SIGHT), news=news) == [LinkCode.LINK_LOST_AGAIN]
    for t_s in (90.0, 91.0):
        assert said((t_s, "unavailable", LinkCode.BLUETOOTH_OFF), news=news) == [LinkCode.BLUETOOTH_OFF]


STATES = st.sampled_from(
    [
        *FLAP,
        ("weak", LinkCode.STRAP_WEAK),
        ("unavailable", LinkCode.STRAP_BUSY),
        ("unavailable", LinkCode.BLUETOOTH_ABSENT),
    ]
)


@given(st.lists(st.tuples(st.floats(0.1, 200.0), STATES), max_size=60))
def test_nothing_is_said_aloud_twice_within_the_time_and_everything_once(steps):
    news, now_s, aloud = LinkNews(), 0.0, {}
    for step_s, (state, code) in steps:
        now_s += step_s
        (told,) = said((now_s, state, code), news=news)
        if state in ("lost", "weak") or code is LinkCode.STRAP_BUSY:
            assert told is code or code in aloud, "what was never said is said"
            assert told not in aloud or told in QUIET_LINK_CODES or now_s - aloud[told] >= SAY_AGAIN_S
        aloud[told] = now_s
