package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.evenflow.model.TimeGrid;
import org.junit.jupiter.api.Test;

class EpisodeTotalsTest {
    private static final Offset<Double> CLOSE = within(1e-12);

    private static EpisodeTotals totals(Meter... more) {
        var totals = new EpisodeTotals(List.of(more));
        var time = TimeGrid.of("2019-06-05T00:00", "UTC", 30, 1);
        totals.started(new Trace.Run(time, 1, false, false, new double[2], 0, 0, 0));
        return totals;
    }

    private static double value(EpisodeTotals totals, String id) {
        return totals.indicators(Indicator.Baseline.ZERO).getOrDefault(id, Double.NaN);
    }

    @Test
    void plantsCount() {
        var totals = totals();
        var hand = new HandStep(0);
        hand.plantKw = 8;
        hand.curtailedKw = 2;
        totals.append(hand);
        assertThat(value(totals, "pv_utilisation")).isCloseTo(75, CLOSE);
    }

    @Test
    void booksThatDoNotCloseAreSaid() {
        // 2 of the 3 kWh that came in were used.
        var totals = totals();
        var hand = HandStep.importing(0, 6);
        hand.baseKw = 4;
        totals.append(hand);
        assertThat(totals.energyBalanceRelativeError()).isCloseTo(1 / 3.0, CLOSE);
        // 40 kWh at 0.8 are 32; 30 were stored.
        var visit = new HandVisit();
        visit.chargedKwh = 40;
        totals.departed(visit.outcome());
        assertThat(totals.worstVehicleImbalanceKwh()).isCloseTo(2, CLOSE);
    }

    @Test
    void howTheControllerDecidedIsCounted() {
        var totals = totals();
        totals.append(new HandStep(0));
        totals.append(new HandStep(1));
        totals.decided(1, new long[] {3_000_000, 5_000_000});
        assertThat(value(totals, "fallback_share")).isCloseTo(50, CLOSE);
        assertThat(value(totals, "decision_ms_p99")).isCloseTo(5, CLOSE);
    }

    /** Writes down who left. */
    private record Leaving(List<Integer> stations) implements Meter.OfSessions {
        @Override
        public void started(Trace.Run run) {
            stations.clear();
        }

        @Override
        public void departed(SessionOutcome session) {
            stations.add(session.station());
        }

        @Override
        public void add(Meter ofOtherSite) {
            stations.addAll(((Leaving) ofOtherSite).stations);
        }

        @Override
        public List<Indicator> indicators() {
            return List.of();
        }
    }

    @Test
    void aFamilyFromOutsideIsToldOfVisits() {
        var leaving = new Leaving(new ArrayList<>());
        totals(leaving).departed(new HandVisit().outcome());
        assertThat(leaving.stations).containsExactly(0);
    }

    @Test
    void indicatorsStandUnderTheirHeadings() {
        var headings =
                EpisodeTotals.catalogue().stream()
                        .map(indicator -> indicator.group().heading())
                        .toList();
        assertThat(headings).isSortedAccordingTo((a, b) -> order(a) - order(b));
        assertThat(headings.stream().distinct())
                .containsExactly(
                        "Cost",
                        "Energy and emissions",
                        "Grid",
                        "Limit violations",
                        "Service",
                        "Batteries and control");
    }

    /** The documentation's order. */
    private static int order(String heading) {
        return "CEGLSB".indexOf(heading.charAt(0));
    }
}
