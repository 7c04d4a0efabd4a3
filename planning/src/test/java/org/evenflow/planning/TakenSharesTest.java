package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.evenflow.control.SiteLayout;
import org.evenflow.control.TakenShares;
import org.evenflow.control.Visit;
import org.evenflow.dispatch.Sites;
import org.junit.jupiter.api.Test;

class TakenSharesTest {
    private static final Offset<Double> CLOSE = within(1e-12);

    /** Two stations of a connector each. */
    private static final SiteLayout LAYOUT = Sites.twoStations(PlanWorld.ONE_WAY).limits.layout();

    private static TakenShares learnt(Visit... visits) {
        var shares = new TakenShares(LAYOUT);
        shares.learn(List.of(List.of(visits)));
        return shares;
    }

    private static Visit[] twenty(Visit visit) {
        return Collections.nCopies(20, visit).toArray(Visit[]::new);
    }

    /** 20 kWh asked for in ten hours at up to 10 kW, of which so many are taken. */
    private static Visit taking(double kwh) {
        return new VisitOf(0, 0, 10).stored(5).charging(20, 10).stoppingAt(5 + kwh).visit();
    }

    @Test
    void whoeverTakesWhatIsAskedForTeachesNothing() {
        assertThat(learnt(twenty(VisitOf.simple(0, 0, 10, 20, 10))).isAllTaken()).isTrue();
        assertThat(learnt().isAllTaken()).isTrue();
        assertThat(learnt().expected(1, 0.3)).isCloseTo(1, CLOSE);
        assertThat(learnt(taking(10.5)).isAllTaken()).isFalse();
    }

    @Test
    void aStationLeansOnTheSiteAndThatOnHonestDrivers() {
        // Twenty stopped at 0.525 of the request, in bin 10 of 20, which ends at 0.55: the site's
        // share of stops there is 20 / (20 + 20), the station's (20 + 20 * 0.5) / (20 + 20).
        var shares = learnt(twenty(taking(10.5)));
        // All want the first half, then 1 falls to 0.25 within the bin, and 0.25 the rest.
        assertThat(shares.expected(0, 0)).isCloseTo(0.5 + 0.05 * 0.625 + 0.45 * 0.25, CLOSE);
        // The other station has the site's half.
        assertThat(shares.expected(1, 0)).isCloseTo(0.5 + 0.05 * 0.75 + 0.45 * 0.5, CLOSE);
        // Who has taken 0.6 and still wants more takes all: nobody was seen to stop there.
        assertThat(shares.expected(0, 0.6)).isCloseTo(1, CLOSE);
        assertThat(shares.expected(0, 1)).isCloseTo(1, CLOSE);
    }

    @Test
    void whoLeftBeforeTheVehicleStoppedTookAtLeastSoMuch() {
        // In one hour 10 of 20 kWh: that it would have stopped at 15 nobody has seen.
        var early = new VisitOf(0, 0, 1).charging(20, 10).stoppingAt(15).visit();
        assertThat(learnt(twenty(early)).isAllTaken()).isTrue();
        // Beside twenty who stopped at 0.525 they say nothing of that bin, at 0.6 they would.
        var both = new ArrayList<>(List.of(twenty(taking(10.5))));
        both.addAll(List.of(twenty(early)));
        assertThat(learnt(both.toArray(Visit[]::new)).expected(0, 0))
                .isCloseTo(learnt(twenty(taking(10.5))).expected(0, 0), CLOSE);
        var later = new VisitOf(0, 0, 1).charging(20, 12).stoppingAt(15).visit();
        both.addAll(List.of(twenty(later)));
        // Site: 20 of 40 + 20 stop; station (20 + 20 / 3) / (40 + 20) = 4 / 9.
        assertThat(learnt(both.toArray(Visit[]::new)).expected(0, 0))
                .isCloseTo(0.5 + 0.05 * (1 + 5.0 / 9) / 2 + 0.45 * 5 / 9, CLOSE);
    }
}
