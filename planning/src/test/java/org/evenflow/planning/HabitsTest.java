package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.evenflow.control.Limits;
import org.evenflow.control.Visit;
import org.evenflow.dispatch.Sites;
import org.junit.jupiter.api.Test;

class HabitsTest {
    private static final double ROUNDING = 1e-12;

    /** Two stations of a connector each. */
    private static final Limits LIMITS = Sites.twoStations(PlanWorld.ONE_WAY).limits;

    /** At the first station, from 4:00 to 8:00 as declared; ten of twenty left at 7:00. */
    private static List<List<Visit>> records() {
        var day = new ArrayList<Visit>();
        for (int i = 0; i < 20; i++) {
            int leaves = i < 10 ? 28 : 32;
            day.add(new VisitOf(0, 16, leaves).declared(32).charging(5, 5).visit());
        }
        return List.of(day.subList(0, 7), day.subList(7, 20));
    }

    @Test
    void recordsLeanOnStationAndHourTheseOnTheSiteAndThatOnTheUsualShare() {
        var habits = new Stays.Habits(records(), LIMITS, 0.25, 0.1);
        // Site: (10 + 20 * 0.1) / (20 + 20) = 0.3; station (10 + 20 * 0.3) / (20 + 20) = 0.4, and
        // so
        // the site's hour 8, 4 / 3 of the site; the station's hour 8: 0.4 * 4 / 3 at first, and so
        // (10 + 20 * 0.5333) / (20 + 20).
        double atEight = (10 + 20 * 0.4 * 4 / 3) / 40;
        assertThat(habits.leftEarly(0, 0, 32, 0, 32)).isCloseTo(atEight, within(ROUNDING));
        // An hour without records, on the day after: (0 + 20 * 0.4) / (0 + 20).
        assertThat(habits.leftEarly(0, 0, 140, 0, 140)).isCloseTo(0.4, within(ROUNDING));
        // 8:00 on the day after is hour 8 too.
        assertThat(habits.leftEarly(0, 0, 128, 0, 128)).isCloseTo(atEight, within(ROUNDING));
        // The other station knows nothing but what the site does, at that hour and at others.
        assertThat(habits.leftEarly(1, 0, 32, 0, 32)).isCloseTo(0.4, within(ROUNDING));
        assertThat(habits.leftEarly(1, 0, 40, 0, 40)).isCloseTo(0.3, within(ROUNDING));
        // Whoever waits runs other risks too.
        var cautious = new Stays.Habits(records(), LIMITS, 0.25, 0.6);
        assertThat(cautious.leftEarly(0, 0, 32, 0, 32)).isCloseTo(0.6, within(ROUNDING));
    }

    @Test
    void earlyLeaversGoWhereInTheirStayTheyWent() {
        var habits = new Stays.Habits(records(), LIMITS, 0.25, 0.1);
        // Ten left after three quarters of their stay, in the sixteenth of twenty parts; twenty
        // more are taken to leave evenly in the last five: 14 of 30 by 0.8 of the stay.
        assertThat(habits.leftEarly(0, 0, 40, 0, 30)).isZero();
        double by32 = 0.4 * 14 / 30;
        assertThat(habits.leftEarly(0, 0, 40, 0, 32)).isCloseTo(by32, within(ROUNDING));
        assertThat(habits.leftEarly(0, 0, 40, 0, 31)).isCloseTo(by32 / 2, within(ROUNDING));
        assertThat(habits.leftEarly(0, 0, 40, 0, 50)).isCloseTo(0.4, within(ROUNDING));
        // Of those who are still there at 32 some leave later.
        assertThat(habits.leftEarly(0, 0, 40, 32, 40))
                .isCloseTo((0.4 - by32) / (1 - by32), within(ROUNDING));
        // A stay of half the length has half the window.
        assertThat(habits.leftEarly(0, 20, 40, 20, 36)).isCloseTo(by32, within(ROUNDING));
        // Learnt anew.
        habits.learn(List.of());
        assertThat(habits.leftEarly(0, 0, 40, 0, 40)).isCloseTo(0.1, within(ROUNDING));
    }

    @Test
    void withoutRecordsTheUsualShareMissesAQuarterAtMost() {
        var habits = new Stays.Habits(List.of(), LIMITS, 0.25, 0.2);
        assertThat(habits.leftEarly(0, 0, 32, 0, 24)).isZero();
        assertThat(habits.leftEarly(0, 0, 32, 0, 28)).isCloseTo(0.1, within(ROUNDING));
        assertThat(habits.leftEarly(0, 0, 32, 0, 32)).isCloseTo(0.2, within(ROUNDING));
        assertThat(habits.leftEarly(0, 32, 32, 32, 32)).isZero();
        // Nobody certain to have left is asked about.
        var gone = new Stays.Habits(List.of(), LIMITS, 0.25, 1);
        assertThat(gone.leftEarly(0, 0, 32, 32, 32)).isZero();
    }
}
