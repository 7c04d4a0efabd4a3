package org.evenflow.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.evenflow.control.Action;
import org.evenflow.dispatch.Dispatch.Violation;
import org.evenflow.model.Generator;
import org.evenflow.model.Site;
import org.evenflow.model.SupplyTransformer;
import org.junit.jupiter.api.Test;

/** One station of 100 kW each way under a transformer of 10 kVA. */
class GroupsTest {
    private static final Offset<Double> CLOSE = within(1e-9);

    private final TestSite site;
    private final Curtailment curtailment;
    private final Groups groups;
    private final Dispatch dispatch;
    private final LimitRows rows = new LimitRows(9, 1);

    GroupsTest() {
        site = site(Sites.UNLIMITED);
        site.plug(0, -100, 100, 0, 0);
        curtailment = new Curtailment(site.limits);
        groups = new Groups(site.limits, null, curtailment);
        dispatch = new Dispatch(site.limits);
        rows.problem.begin(1);
    }

    private static TestSite site(double exportKw) {
        return new TestSite(
                Site.of(
                                null,
                                List.of(Sites.station("s", "", "t", 100, 100, 1)),
                                List.of(new SupplyTransformer("t", 10)))
                        .withPlants(List.of(new Generator.Pv("pv", "", "t", 9, 30, 180, 0.86)))
                        .withLimits(Sites.UNLIMITED, exportKw));
    }

    private boolean hold(double kw) {
        return groups.hold(new double[] {kw}, dispatch, dispatch.after);
    }

    /** Powers, dispatched for a wish. */
    private static Dispatch project(TestSite site, double wishKw) {
        var action = new Action(1, 0);
        action.powerKw()[0] = wishKw;
        var dispatch = new Dispatch(site.limits);
        new Dispatcher(site.limits, 1e-10).project(action, dispatch);
        return dispatch;
    }

    @Test
    void aTransformerBindsInBothDirections() {
        assertThat(hold(10)).isTrue();
        assertThat(dispatch.after.transformer()).isFalse();
        assertThat(hold(12)).isFalse();
        assertThat(dispatch.after.transformer()).isTrue();
        assertThat(groups.addRows(dispatch, rows)).isTrue();
        assertThat(rows.problem.bound(0)).isEqualTo(10);
        assertThat(hold(-10)).isTrue();
        assertThat(dispatch.after.transformer()).isFalse();
        assertThat(hold(-12)).isFalse();
        assertThat(dispatch.after.transformer()).isTrue();
        assertThat(dispatch.after.station()).isFalse();
        assertThat(groups.addRows(dispatch, rows)).isTrue();
        assertThat(rows.problem.bound(1)).isEqualTo(10);
        assertThat(rows.problem.coefficient(1, 0)).isEqualTo(-1);
    }

    @Test
    void plantsBeyondARatingLeaveNothingToGiveBack() {
        // 12 of 10 kVA are fed: what is violated stays so, and holds as far as charging can.
        site.transformerNetKw(0, -12);
        assertThat(hold(0)).isTrue();
        assertThat(dispatch.after.transformer()).isTrue();
        assertThat(hold(-1)).isFalse();
        assertThat(dispatch.after.transformer()).isTrue();
        assertThat(hold(5)).isTrue();
        assertThat(dispatch.after.transformer()).isFalse();
        var cut = project(site, -5);
        assertThat(cut.power()[0]).isCloseTo(0, CLOSE);
        assertThat(cut.reason(0)).isEqualTo(CutReason.BASE_LOAD);
        site.transformerNetKw(0, -7);
        var part = project(site, -5);
        assertThat(part.power()[0]).isCloseTo(-3, CLOSE);
        assertThat(part.reason(0)).isEqualTo(CutReason.TRANSFORMER);
        assertThat(part.shadowPriceKw(0)).isCloseTo(2, CLOSE);
    }

    @Test
    void loadBeyondARatingLeavesNothingToCharging() {
        site.transformerNetKw(0, 12);
        assertThat(hold(0)).isTrue();
        assertThat(dispatch.after.transformer()).isTrue();
        assertThat(hold(1)).isFalse();
        assertThat(hold(-5)).isTrue();
        assertThat(dispatch.after.transformer()).isFalse();
    }

    @Test
    void anExportLimitBindsVehiclesOnlyWithPlantsOff() {
        var limited = site(5);
        limited.ambient.baseKw(3);
        limited.plug(0, -100, 100, 0, 0);
        // Load takes 3 and the grid 5.
        var held = project(limited, -8);
        assertThat(held.isCorrected()).isFalse();
        assertThat(held.before().station()).isFalse();
        var cut = project(limited, -9);
        assertThat(cut.power()[0]).isCloseTo(-8, CLOSE);
        assertThat(cut.before().station()).isTrue();
        assertThat(cut.after().station()).isFalse();
        assertThat(cut.reason(0)).isEqualTo(CutReason.EXPORT);
        assertThat(cut.thingKind(0)).isEqualTo(ThingKind.SUBSTATION);
        assertThat(cut.thing(0)).isEqualTo(-1);
    }

    @Test
    void plantsThatAreCurtailedMoveARatingsRoom() {
        var limited = site(4);
        limited.plug(0, -100, 100, 0, 0);
        limited.ambient.addPlantKw(12);
        limited.ambient.transformerPlantKw()[0] = 12;
        limited.transformerNetKw(0, -12);
        // 4 of 12 kW may go out, so 8 are curtailed and the rating holds.
        var idle = project(limited, 0);
        assertThat(idle.curtailedShare()).isCloseTo(8 / 12.0, CLOSE);
        assertThat(idle.transformerNetKw()[0]).isCloseTo(-4, CLOSE);
        assertThat(idle.after().transformer()).isFalse();
        // 20 kW charged use up all plants and 8 of 10 kVA.
        assertThat(project(limited, 20).after().transformer()).isFalse();
        var cut = project(limited, 30);
        assertThat(cut.power()[0]).isCloseTo(22, CLOSE);
        assertThat(cut.reason(0)).isEqualTo(CutReason.TRANSFORMER);
    }

    @Test
    void whatANetworkHasMovedIsJudgedAnew() {
        var limited = site(4);
        limited.ambient.addPlantKw(12);
        limited.ambient.transformerPlantKw()[0] = 12;
        limited.transformerNetKw(0, -12);
        limited.plug(0, -100, 100, 0, 0);
        var moving = new Curtailment(limited.limits);
        var judged = new Groups(limited.limits, null, moving);
        var sums = new Dispatch(limited.limits);
        assertThat(judged.hold(sums.power, sums, sums.after)).isTrue();
        assertThat(judged.holdStill(sums, sums.after)).isTrue();
        sums.after.station = true;
        sums.after.transformer = true;
        assertThat(judged.holdStill(sums, sums.after)).isTrue();
        assertThat(sums.after.station()).isTrue();
        assertThat(sums.after.transformer()).isTrue();
        // Nothing curtailed any more, and somebody gives back besides.
        sums.power[0] = -1;
        judged.hold(sums.power, sums, sums.after);
        moving.estimate(50);
        var anew = new Violation();
        assertThat(judged.holdStill(sums, anew)).isFalse();
        assertThat(anew.transformer()).isTrue();
    }

    @Test
    void whatPassesUndispatchedIsToldBesideItsTransformer() {
        site.transformerNetKw(0, 12);
        var action = new Action(1, 0);
        action.powerKw()[0] = 5;
        new Dispatcher(site.limits, 1e-10).passThrough(action, dispatch);
        assertThat(dispatch.transformerNetKw()[0]).isEqualTo(12);
        assertThat(dispatch.transformerKw()[0]).isEqualTo(5);
    }

    @Test
    void withoutRoomForRowsNoneIsAdded() {
        hold(12);
        var none = new LimitRows(0, 1);
        none.problem.begin(1);
        assertThat(groups.addRows(dispatch, none)).isFalse();
        hold(5);
        assertThat(groups.addRows(dispatch, rows)).isFalse();
    }
}
