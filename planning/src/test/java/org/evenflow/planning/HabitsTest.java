package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.evenflow.control.Habits;
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
        var habits = new Habits(records(), LIMITS, 0.25, 0.1);
        // Site: (10 + 20 * 0.3) / (20 + 20) = 0.4; station (10 + 20 * 0.4) / (20 + 20) = 0.45, and
        // the site's hour 8 as well, 1.125 of the site; the station's hour 8 leans on
        // 0.45 * 1.125.
        double atEight = (10 + 20 * 0.45 * 1.125) / 40;
        assertThat(habits.leftEarly(0, 0, 32, 0, 32)).isCloseTo(atEight, within(ROUNDING));
        // An hour without records, on the day after: (0 + 20 * 0.45) / (0 + 20).
        assertThat(habits.leftEarly(0, 0, 140, 0, 140)).isCloseTo(0.45, within(ROUNDING));
        // 8:00 on the day after is hour 8 too.
        assertThat(habits.leftEarly(0, 0, 128, 0, 128)).isCloseTo(atEight, within(ROUNDING));
        // The other station knows nothing but what the site does, at that hour and at others.
        assertThat(habits.leftEarly(1, 0, 32, 0, 32)).isCloseTo(0.45, within(ROUNDING));
        assertThat(habits.leftEarly(1, 0, 40, 0, 40)).isCloseTo(0.4, within(ROUNDING));
    }

    @Test
    void earlyLeaversGoWhereInTheirStayTheyWent() {
        var habits = new Habits(records(), LIMITS, 0.25, 0.1);
        // Ten left after three quarters of their stay, in the sixteenth of twenty parts; twenty
        // more are taken to leave evenly in the last fifteen: 10 of 15 by 0.75 of the stay.
        assertThat(habits.leftEarly(0, 0, 40, 0, 10)).isZero();
        double by30 = 0.45 * (20 * 10 / 15.0) / 30;
        double by32 = 0.45 * (10 + 20 * 11 / 15.0) / 30;
        assertThat(habits.leftEarly(0, 0, 40, 0, 30)).isCloseTo(by30, within(ROUNDING));
        assertThat(habits.leftEarly(0, 0, 40, 0, 32)).isCloseTo(by32, within(ROUNDING));
        assertThat(habits.leftEarly(0, 0, 40, 0, 31))
                .isCloseTo((by30 + by32) / 2, within(ROUNDING));
        assertThat(habits.leftEarly(0, 0, 40, 0, 50)).isCloseTo(0.45, within(ROUNDING));
        // Of those who are still there at 32 some leave later.
        assertThat(habits.leftEarly(0, 0, 40, 32, 40))
                .isCloseTo((0.45 - by32) / (1 - by32), within(ROUNDING));
        // A stay of half the length has half the window.
        assertThat(habits.leftEarly(0, 20, 40, 20, 36)).isCloseTo(by32, within(ROUNDING));
        // What is reckoned with whatever is on record.
        assertThat(habits.leastEarly(0, 40, 30)).isZero();
        assertThat(habits.leastEarly(0, 40, 32)).isCloseTo(0.02, within(ROUNDING));
        assertThat(habits.leastEarly(0, 40, 41)).isCloseTo(0.1, within(ROUNDING));
        // Learnt anew.
        habits.learn(List.of());
        assertThat(habits.leftEarly(0, 0, 40, 0, 40)).isCloseTo(0.3, within(ROUNDING));
    }

    @Test
    void withoutRecordsThreeInTenLeaveInTheLastThreeQuarters() {
        var habits = new Habits(List.of(), LIMITS, 0.25, 0.2);
        assertThat(habits.leftEarly(0, 0, 32, 0, 8)).isZero();
        assertThat(habits.leftEarly(0, 0, 32, 0, 20)).isCloseTo(0.15, within(ROUNDING));
        assertThat(habits.leftEarly(0, 0, 32, 0, 32)).isCloseTo(0.3, within(ROUNDING));
        assertThat(habits.leftEarly(0, 32, 32, 32, 32)).isZero();
        // Nobody certain to have left is asked about.
        var gone = new Habits(List.of(), LIMITS, 0.25, 1);
        assertThat(gone.leftEarly(0, 0, 32, 32, 32)).isZero();
        assertThat(gone.leftBy(0, 0, 32, 32, 32)).isZero();
        // Nobody leaves early where none is to be expected.
        var punctual = new Habits(List.of(), LIMITS, 0.25, 0);
        assertThat(punctual.leftEarly(0, 0, 32, 0, 32)).isZero();
    }
}
