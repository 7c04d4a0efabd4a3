package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.evenflow.control.DemandBound;
import org.evenflow.control.Visit;
import org.evenflow.dispatch.Sites;
import org.evenflow.model.Site;
import org.evenflow.model.SupplyTransformer;
import org.junit.jupiter.api.Test;

/** A station of 10 kW and two connectors behind a transformer of 20 kVA; steps of an hour. */
class DemandBoundTest {
    private static final Offset<Double> CLOSE = within(1e-9);
    private static final int STATION = 0;
    private static final int TRANSFORMER = 1;
    private static final int SITE = 2;

    /** Ten hours of the station's four until it leaves. */
    private static final Visit HERE = VisitOf.simple(0, 0, 4, 30, 10);

    private static PlanWorld world(Visit... here) {
        var station = Sites.station("s", "", "t", 10, 0, PlanWorld.ONE_WAY, 2);
        var site = Site.of(null, List.of(station), List.of(new SupplyTransformer("t", 20)));
        return new PlanWorld(site, 100, 1, here).at(0);
    }

    private static DemandBound at(PlanWorld world, int marginSteps, List<List<Visit>> days) {
        var bound = new DemandBound(world, days);
        bound.startStep(world, marginSteps);
        return bound;
    }

    @Test
    void whoMayComeMakesThoseWhoAreHereChargeNow() {
        var crowded = List.of(VisitOf.simple(1, 1, 4, 12, 10));
        var late = List.of(VisitOf.simple(1, 4, 8, 12, 10));
        var bound = at(world(HERE), 0, List.of(crowded, late));
        // 30 kWh fit into the three hours after this one, 42 do not.
        assertThat(bound.certainKw(STATION)).isZero();
        assertThat(bound.dueKw(STATION, 0)).isCloseTo(12, CLOSE);
        assertThat(bound.dueKw(STATION, 1)).isZero();
        assertThat(bound.dueKw(TRANSFORMER, 0)).isZero();
        assertThat(bound.dueKw(SITE, 0)).isZero();
        assertThat(bound.limits()).isEqualTo(3);
        assertThat(bound.days()).isEqualTo(2);
    }

    @Test
    void whatIsCertainIsDueWithoutAnybodyElse() {
        var bound = at(world(HERE), 1, List.of());
        // An hour earlier: two hours after this one take 20 of 30 kWh.
        assertThat(bound.certainKw(STATION)).isCloseTo(10, CLOSE);
        assertThat(bound.days()).isOne();
        assertThat(bound.dueKw(STATION, 0)).isCloseTo(10, CLOSE);
    }

    @Test
    void transformersLetThroughAShareOfWhatBaseLoadLeaves() {
        var two = new Visit[] {HERE, VisitOf.simple(1, 0, 4, 40, 20)};
        // 70 kWh less three hours of 0.95 * 20 kW.
        assertThat(at(world(two), 0, List.of()).certainKw(TRANSFORMER)).isCloseTo(13, CLOSE);
    }

    @Test
    void whatAVehicleCannotTakeAnyMoreIsNotDueFromOthers() {
        var leaving = VisitOf.simple(0, 0, 1, 30, 4);
        assertThat(at(world(leaving), 0, List.of()).certainKw(STATION)).isCloseTo(4, CLOSE);
    }

    @Test
    void nobodyIsExpectedWhereAllConnectorsAreTaken() {
        var day = List.of(VisitOf.simple(1, 1, 4, 12, 10), VisitOf.simple(1, 2, 4, 12, 10));
        var both = world(HERE, VisitOf.simple(1, 0, 3, 1, 10));
        assertThat(at(both, 0, List.of(day)).dueKw(STATION, 0)).isCloseTo(1, CLOSE);
        // One connector is free for the first of them only.
        assertThat(at(world(HERE), 0, List.of(day)).dueKw(STATION, 0)).isCloseTo(12, CLOSE);
        // Who has come by now on that day is not expected any more.
        var later = world(VisitOf.simple(0, 0, 4, 10, 10)).at(1);
        assertThat(at(later, 0, List.of(List.of(day.getFirst()))).dueKw(STATION, 0)).isZero();
    }
}
