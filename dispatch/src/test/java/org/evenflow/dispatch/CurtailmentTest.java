package org.evenflow.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.OuterLoops;
import org.evenflow.grid.PowerFlow;
import org.evenflow.model.Feeder;
import org.evenflow.model.Generator;
import org.evenflow.model.Site;
import org.evenflow.model.SupplyTransformer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CurtailmentTest {
    private static final Offset<Double> CLOSE = within(1e-12);

    private static TestSite site(@Nullable Feeder feeder, double exportKw, String plantBehind) {
        var behind = plantBehind.isEmpty() ? null : plantBehind;
        return new TestSite(
                Site.of(
                                feeder,
                                List.of(Sites.station("s", "b", "t", 100, 100, 1)),
                                List.of(new SupplyTransformer("t", 50)))
                        .withPlants(List.of(new Generator.Pv("pv", "b", behind, 9, 30, 180, 0.86)))
                        .withLimits(Sites.UNLIMITED, exportKw));
    }

    /** 100 kW of plants, 60 of them and 10 kW of load behind the transformer, 20 kW of load. */
    private static Curtailment sunny(double exportKw) {
        var site = site(null, exportKw, "t");
        site.ambient.addPlantKw(100);
        site.ambient.baseKw(20);
        site.transformerNetKw(0, -50);
        site.ambient.transformerPlantKw()[0] = 60;
        site.ambient.transformerPhaseKw()[2] = -15;
        site.ambient.transformerPlantPhaseKw()[2] = 20;
        return new Curtailment(site.limits);
    }

    @Test
    void plantsAreCurtailedByWhatLoadAndLimitLeaveNoRoomFor() {
        var curtailment = sunny(30);
        curtailment.estimate(10);
        // Of 100 kW, 20 go to load, 10 to vehicles and 30 to the grid.
        assertThat(curtailment.share()).isCloseTo(0.4, CLOSE);
        assertThat(curtailment.transformerNetKw(0)).isCloseTo(-50 + 24, CLOSE);
        assertThat(curtailment.transformerHighKw(0)).isCloseTo(50 + 26, CLOSE);
        assertThat(curtailment.transformerLowKw(0)).isCloseTo(-50 + 26, CLOSE);
        assertThat(curtailment.transformerPhaseKw(2)).isCloseTo(-15 + 8, CLOSE);
        // With plants off, vehicles may give what load and grid take.
        assertThat(curtailment.siteLowKw()).isCloseTo(-50, CLOSE);
        curtailment.estimate(60);
        assertThat(curtailment.share()).isZero();
        curtailment.estimate(-60);
        assertThat(curtailment.share()).isEqualTo(1);
    }

    @Test
    void withoutALimitOrPlantsNothingIsCurtailed() {
        var free = sunny(Sites.UNLIMITED);
        assertThat(free.isLimited()).isFalse();
        assertThat(free.isBehindTransformers).isFalse();
        free.estimate(-1e6);
        assertThat(free.share()).isZero();
        var dark = new Curtailment(site(null, 30, "t").limits);
        assertThat(dark.isLimited()).isTrue();
        dark.estimate(-60);
        assertThat(dark.share()).isZero();
    }

    @Test
    void onlyPlantsBehindATransformerMoveItsRoom() {
        assertThat(new Curtailment(site(null, 30, "t").limits).isBehindTransformers).isTrue();
        assertThat(new Curtailment(site(null, 30, "").limits).isBehindTransformers).isFalse();
    }

    @Test
    void whatPlantsGiveMoreActsWhereTheyStand() {
        var feeder = TwoBuses.balanced(Sites.UNLIMITED);
        var site = site(feeder, 30, "");
        site.ambient.addPlantKw(100);
        site.ambient.plantKwAt()[0] = 75;
        site.ambient.plantKwAt()[1] = 25;
        var curtailment = new Curtailment(site.limits);
        double[] perKw = {0.8, -0.4};
        curtailment.estimate(0);
        // A kW more at the plants is 0.75 kW less load at b and 0.25 less at a.
        assertThat(curtailment.perPlantKw(perKw)).isCloseTo(-0.6 + 0.1, CLOSE);
        curtailment.estimate(70);
        assertThat(curtailment.perPlantKw(perKw)).isZero();
        curtailment.estimate(-30);
        assertThat(curtailment.perPlantKw(perKw)).isZero();
    }

    @Test
    void anExportIsExceededBeyondItsTolerance() {
        var feeder = TwoBuses.balanced(Sites.UNLIMITED);
        FlowResult state = TwoBuses.state(feeder, 0, -500);
        double exportKw = -state.sourceKw();
        assertThat(exportKw).isCloseTo(500 - lossKw(-500), within(1e-6));
        var at = new Curtailment(site(feeder, exportKw, "").limits);
        assertThat(at.isExceeded(state)).isFalse();
        assertThat(at.roomKw(state)).isCloseTo(0, CLOSE);
        var just = new Curtailment(site(feeder, exportKw - 0.5e-6, "").limits);
        assertThat(just.isExceeded(state)).isFalse();
        var below = new Curtailment(site(feeder, exportKw - 2, "").limits);
        assertThat(below.isExceeded(state)).isTrue();
        assertThat(below.roomKw(state)).isCloseTo(-2, within(1e-9));
    }

    /** Losses of the line under a net load at b: 0.02 I² on 1 MVA. */
    private static double lossKw(double kw) {
        double i = kw / 1000 / TwoBuses.voltagePu(kw);
        return 1000 * 0.02 * i * i;
    }

    /** The share with which a flow ends, of plants of 800 kW at b beside 100 kW of load. */
    private static double flowShare(double exportKw, double stationKw) {
        var feeder = TwoBuses.balanced(Sites.UNLIMITED);
        var site = site(feeder, exportKw, "");
        site.ambient.addPlantKw(800);
        site.ambient.plantKwAt()[0] = 800;
        site.ambient.baseKw(100);
        var curtailment = new Curtailment(site.limits);
        var flow = PowerFlow.of(feeder, 1e-12);
        var load = flow.terminals().none();
        load.loadKw()[0] = 100 - 800 + stationKw;
        curtailment.expect(stationKw);
        assertThat(OuterLoops.around(flow, List.of(curtailment)).solve(load, flow.newResult()))
                .isTrue();
        curtailment.adopt();
        double share = curtailment.share();
        assertThat(load.loadKw()[0]).isCloseTo(100 - 800 * (1 - share) + stationKw, within(1e-9));
        return share;
    }

    @Test
    void aFlowCurtailsNoMoreThanItsLossesLeaveToCurtail() {
        double share = flowShare(300, 50);
        // Lossless, 350 of 800 kW had to go; the line takes 1.8 of them.
        double net = 150 - 800 * (1 - share);
        assertThat(net + lossKw(net)).isBetween(-300 - 1e-6, -300 + 1e-6);
        assertThat(share).isCloseTo((350 - 1.8) / 800, within(1e-4));
    }

    @Test
    void aFlowThatExportsLessCurtailsNothing() {
        assertThat(flowShare(700, 50)).isZero();
        // 400 kW are given by vehicles: even with plants off the limit of 200 is passed.
        assertThat(flowShare(200, -400)).isEqualTo(1);
    }
}
