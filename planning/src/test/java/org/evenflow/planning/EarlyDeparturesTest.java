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

class EarlyDeparturesTest {
    private static final double ROUNDING = 1e-12;

    /** Two stations of a connector each; steps of a quarter of an hour. */
    private static final Limits LIMITS = Sites.twoStations(PlanWorld.ONE_WAY).limits;

    /** Stays from 4:00 on that are declared to end at 8:00. */
    private static List<Visit> stays(int station, int count, int until) {
        var stays = new ArrayList<Visit>();
        for (int i = 0; i < count; i++) {
            stays.add(new VisitOf(station, 16, until).declared(32).charging(5, 5).visit());
        }
        return stays;
    }

    @SafeVarargs
    private static Habits habits(double usualShare, List<Visit>... days) {
        return new Habits(List.of(days), LIMITS, 0.25, usualShare);
    }

    /** The share that leaves in a step, of so many alike of whom some leave. */
    private static double share(
            Habits habits, double leave, double of, int since, int declared, int step) {
        double usual =
                habits.leftEarly(0, since, declared, step - 1, step); // Of those who are there.
        return (leave + 3 * usual) / (of + 3);
    }

    @Test
    void whoComesAsOthersDidLeavesAsTheyDid() {
        var habits = habits(0, stays(0, 12, 24), stays(0, 8, 32));
        double here = 1;
        for (int step = 17; step <= 32; step++) {
            here *= 1 - share(habits, step == 24 ? 12 : 0, step <= 24 ? 20 : 8, 16, 32, step);
            assertThat(habits.leftBy(0, 16, 32, 16, step)).isCloseTo(1 - here, within(ROUNDING));
        }
        // On the day after likewise; within a step in proportion.
        double before = habits.leftBy(0, 16, 32, 16, 23);
        double after = habits.leftBy(0, 16, 32, 16, 24);
        assertThat(habits.leftBy(0, 112, 128, 112, 119.5))
                .isCloseTo((before + after) / 2, within(ROUNDING));
        // Who is there after most have gone is likely to stay.
        assertThat(habits.leftBy(0, 16, 32, 24, 32)).isLessThan(0.2);
        assertThat(habits.leftBy(0, 16, 16, 16, 16)).isZero();
    }

    @Test
    void staysThatAreDeclaredToEndSoonerCountUntilThen() {
        var shorter = new VisitOf(0, 16, 26).declared(20).charging(5, 5).visit();
        var habits = habits(0, stays(0, 12, 24), stays(0, 8, 32), List.of(shorter));
        // Three hours shorter of six: three quarters of a stay, until 5:00 and not after.
        double at20 = share(habits, 0, 20.75, 16, 32, 20);
        double at24 = share(habits, 12, 20, 16, 32, 24);
        assertThat(habits.leftBy(0, 16, 32, 19, 20)).isCloseTo(at20, within(ROUNDING));
        assertThat(habits.leftBy(0, 16, 32, 23, 24)).isCloseTo(at24, within(ROUNDING));
    }

    @Test
    void staysThatBeginLaterCountFromThenAndThoseFarAwayNotAtAll() {
        // An hour and a half later, as long: three quarters; until then they are no witness.
        var later = new VisitOf(0, 22, 38).charging(5, 5).visit();
        // The evening is half a day away.
        var evening = new VisitOf(0, 64, 66).declared(80).charging(5, 5).visit();
        var habits = habits(0, stays(0, 12, 24), List.of(later, evening));
        assertThat(habits.leftBy(0, 16, 32, 21, 22))
                .isCloseTo(share(habits, 0, 12, 16, 32, 22), within(ROUNDING));
        assertThat(habits.leftBy(0, 16, 32, 23, 24))
                .isCloseTo(share(habits, 12, 12.75, 16, 32, 24), within(ROUNDING));
        assertThat(habits.leftBy(0, 64, 80, 65, 66))
                .isCloseTo(share(habits, 1, 1, 64, 80, 66), within(ROUNDING));
    }

    @Test
    void otherStationsSayLessTheMoreIsKnownOfTheOwn() {
        var habits = habits(0, stays(1, 12, 24), stays(0, 20, 32));
        // Twenty of the own: what others say counts half.
        assertThat(habits.leftBy(0, 16, 32, 23, 24))
                .isCloseTo(share(habits, 6, 26, 16, 32, 24), within(ROUNDING));
    }

    @Test
    void neverLessThanTheUsualShareIsReckonedWith() {
        var habits = habits(0.1, stays(0, 400, 32));
        assertThat(habits.leftBy(0, 16, 32, 16, 32)).isCloseTo(0.1, within(1e-6));
        habits.learn(List.of());
        assertThat(habits.leftBy(0, 16, 32, 16, 32)).isCloseTo(0.3, within(ROUNDING));
    }
}
