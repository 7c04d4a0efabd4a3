package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.evenflow.control.Experience;
import org.evenflow.control.Visit;
import org.evenflow.model.Battery;
import org.junit.jupiter.api.Test;

class ExperienceTest {
    private static final Offset<Double> CLOSE = within(1e-12);

    @Test
    void whoChargesAtOnceMakesThePeakOfTheDay() {
        // 10 kWh at the meter from step 2 on at up to 8 kW: 8 kW for half an hour four times less
        // a bit; another one of 6 kWh comes at step 3.
        var first = new Visit(0, 2, 9, 9, 5, 15, 10, 0, 8, 0, 0.5, 1, Battery.Wear.NONE, 3);
        var second = new Visit(1, 3, 9, 9, 5, 15, 8, 0, 8, 0, 0.5, 1, Battery.Wear.NONE, 3);
        assertThat(Experience.atOnceKw(List.of(first), 0.5)).isCloseTo(8, CLOSE);
        assertThat(Experience.atOnceKw(List.of(first, second), 0.5)).isCloseTo(16, CLOSE);
        // In steps of two hours the first takes 5 kW, the second 3 kW a step later.
        assertThat(Experience.atOnceKw(List.of(first, second), 2)).isCloseTo(5, CLOSE);
        assertThat(Experience.atOnceKw(List.of(), 1)).isZero();
    }

    /**
     * A run of three days of hours: one car a day from 8 to 12 o'clock, the second stays until 10.
     */
    private static PlanWorld threeDays() {
        var site = PlanWorld.site(100, PlanWorld.ONE_WAY, 1);
        return new PlanWorld(
                site,
                72,
                1,
                VisitOf.simple(0, 8, 12, 10, 5),
                new VisitOf(0, 32, 34).charging(10, 5).declared(36).visit(),
                VisitOf.simple(0, 56, 60, 10, 5));
    }

    @Test
    void whatWasSeenOfADayIsKnownWhenItIsOver() {
        var world = threeDays();
        var experience = new Experience(world.at(0));
        for (int step = 0; step < 72; step++) {
            experience.observe(world.at(step));
            assertThat(experience.seen(step)).hasSize(step / 24);
        }
        // Yesterday first, in steps of its own day.
        Visit early = experience.seen(71).getFirst().getFirst();
        assertThat(early.arrivalStep()).isEqualTo(8);
        assertThat(early.departStep()).isEqualTo(10);
        assertThat(early.declaredStep()).isEqualTo(12);
        assertThat(early.reachableKwh()).isEqualTo(10);
        Visit first = experience.seen(71).getLast().getFirst();
        assertThat(first.departStep()).isEqualTo(12);
        assertThat(experience.days(30)).hasSize(1);
        assertThat(experience.begunOn(1)).containsExactly(early);
        assertThat(experience.begunOn(3)).isEmpty();
    }

    @Test
    void whatAVehicleStoppedAtIsKnownOfIt() {
        var site = PlanWorld.site(100, PlanWorld.ONE_WAY, 1);
        var visit = new VisitOf(0, 8, 12).charging(10, 5).stoppingAt(4).visit();
        var world = new PlanWorld(site, 48, 1, visit).at(8);
        var experience = new Experience(world);
        experience.observe(world);
        world.play(new double[] {4});
        for (int step = 9; step < 25; step++) {
            experience.observe(world);
            world.play(new double[1]);
        }
        Visit seen = experience.seen(24).getFirst().getFirst();
        assertThat(seen.targetKwh()).isEqualTo(10);
        assertThat(seen.mostKwh()).isEqualTo(4);
        assertThat(seen.reachableKwh()).isEqualTo(4);
    }
}
