package org.evenflow.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.evenflow.model.ConnectedLoad;
import org.evenflow.model.Generator;
import org.evenflow.model.Site;
import org.evenflow.model.SupplyTransformer;
import org.junit.jupiter.api.Test;

/** Quarter hours, now is step 3 of 96: 8 kW are 2 kWh per step. */
class NextChangeTest {
    private static final int NOW = 3;
    private static final int END = 96;

    /** Stations a (two connectors) and b under t, c under u, d under none. */
    private static Site site() {
        return Site.of(
                null,
                List.of(
                        Sites.station("a", "", "t", 100, 100, 2),
                        Sites.station("b", "", "t", 100, 100, 1),
                        Sites.station("c", "", "u", 100, 100, 1),
                        Sites.station("d", "", null, 100, 100, 1)),
                List.of(new SupplyTransformer("t", 50), new SupplyTransformer("u", 50)));
    }

    private static HandDispatch world(Site site) {
        var hand = new HandDispatch(site);
        hand.world.step = NOW;
        return hand;
    }

    private static NextChange look(HandDispatch hand) {
        var change = new NextChange(hand.world.limits);
        change.look(hand.world, hand.dispatch);
        return change;
    }

    /** When the station of the only vehicle can have other room. */
    private static int ofOne(double neededKwh, int leaves, double wishKw, double powerKw) {
        var hand = world(site());
        hand.wish(hand.plug(0, neededKwh, leaves), wishKw, powerKw);
        return look(hand).step(ThingKind.STATION, 0);
    }

    @Test
    void aFeedersRoomCanChangeWithEveryStep() {
        var change = look(world(site()));
        assertThat(change.step(ThingKind.BUS, 0)).isEqualTo(NOW + 1);
        assertThat(change.step(ThingKind.BRANCH, 0)).isEqualTo(NOW + 1);
        assertThat(change.step(ThingKind.SUBSTATION, -1)).isEqualTo(NOW + 1);
        assertThat(change.step(ThingKind.NONE, -1)).isEqualTo(NOW + 1);
    }

    @Test
    void aVehicleThatDoesNothingFreesNothingUntilItLeaves() {
        assertThat(ofOne(10, 7, 0, 0)).isEqualTo(7);
        // Due now or before: nobody knows when.
        assertThat(ofOne(10, NOW, 0, 0)).isEqualTo(END);
        assertThat(ofOne(10, NOW - 1, 0, 0)).isEqualTo(END);
    }

    @Test
    void aRequestBoundsAWishWhereLessLacksThanAStepOfIt() {
        // 1 kWh per step: after nine more steps 1 kWh is left, less than the 2 of the wish.
        assertThat(ofOne(10, 90, 8, 4)).isEqualTo(NOW + 1 + 9);
        assertThat(ofOne(9.5, 90, 8, 4)).isEqualTo(NOW + 1 + 8);
        assertThat(ofOne(2, 90, 8, 4)).isEqualTo(NOW + 1 + 1);
        assertThat(ofOne(1.9, 90, 8, 4)).isEqualTo(NOW + 1);
        assertThat(ofOne(1.9, 90, 8, 0)).isEqualTo(NOW + 1);
    }

    @Test
    void aDepartureMayComeFirst() {
        assertThat(ofOne(10, 8, 8, 4)).isEqualTo(8);
        assertThat(ofOne(10, 8, 8, 0)).isEqualTo(8);
        assertThat(ofOne(10, NOW - 1, 8, 4)).isEqualTo(NOW + 1);
        // So little that its 8 kWh are beyond what can be counted: 8 / 2.5e-11 steps.
        assertThat(ofOne(10, 8, 8, 1e-10)).isEqualTo(8);
    }

    @Test
    void aPowerRaisedAboveNoWishFillsTheVehicleToo() {
        // Nothing is wished: full after 10 steps of 1 kWh, and no room in the one after.
        assertThat(ofOne(10, 90, 0, 4)).isEqualTo(NOW + 2 + 10);
    }

    @Test
    void aChargeCurveThatBoundsPowerMovesWithEveryStep() {
        var hand = world(site());
        hand.wish(hand.plug(0, 10, 90), 8, 4);
        hand.world.slowHours[0] = 0.5;
        assertThat(look(hand).step(ThingKind.STATION, 0)).isEqualTo(NOW + 1);
    }

    @Test
    void whatCanBeGivenBackIsCountedAtTheMeterDownToTheFloor() {
        var hand = world(site());
        hand.world.efficiency = 0.5;
        hand.world.floorKwh[0] = 10;
        int rank = hand.plug(0, 0, 90);
        // (50 - 10) x 0.5 = 20 kWh: 18 steps of 1 kWh leave the 2 of the wish.
        hand.wish(rank, -8, -4);
        assertThat(look(hand).step(ThingKind.STATION, 0)).isEqualTo(NOW + 2 + 18);
        hand.world.leaves[0] = 9;
        assertThat(look(hand).step(ThingKind.STATION, 0)).isEqualTo(9);
        // Kept from giving: only its departure changes that.
        hand.wish(rank, -8, 0);
        assertThat(look(hand).step(ThingKind.STATION, 0)).isEqualTo(9);
    }

    @Test
    void aLimitChangesWithTheFirstOfThoseBelowIt() {
        var hand = world(site());
        int[] leaves = {20, 18, 16, 30, 12};
        for (int c = 0; c < leaves.length; c++) {
            hand.plug(c, 10, leaves[c]);
        }
        var change = look(hand);
        assertThat(change.step(ThingKind.STATION, 0)).isEqualTo(18);
        assertThat(change.step(ThingKind.STATION, 1)).isEqualTo(16);
        assertThat(change.step(ThingKind.TRANSFORMER, 0)).isEqualTo(16);
        assertThat(change.step(ThingKind.TRANSFORMER, 1)).isEqualTo(30);
        assertThat(change.step(ThingKind.SITE, -1)).isEqualTo(12);
    }

    @Test
    void everyLookForgetsTheOneBefore() {
        var hand = world(site());
        hand.plug(0, 10, 9);
        var change = look(hand);
        hand.world.leaves[0] = 40;
        change.look(hand.world, hand.dispatch);
        assertThat(change.step(ThingKind.STATION, 0)).isEqualTo(40);
        assertThat(change.step(ThingKind.STATION, 1)).isEqualTo(END);
        assertThat(change.step(ThingKind.TRANSFORMER, 0)).isEqualTo(40);
        assertThat(change.step(ThingKind.TRANSFORMER, 1)).isEqualTo(END);
        assertThat(change.step(ThingKind.SITE, -1)).isEqualTo(40);
    }

    @Test
    void baseLoadAndPlantsMoveATransformersRoomWithEveryStep() {
        var loaded = world(site().withLoads(List.of(ConnectedLoad.of(5, "t"))));
        assertThat(look(loaded).step(ThingKind.TRANSFORMER, 0)).isEqualTo(NOW + 1);
        assertThat(look(loaded).step(ThingKind.TRANSFORMER, 1)).isEqualTo(END);
        var plant = new Generator.Pv("pv", "", "u", 10, 30, 180, 0.86);
        var fed = world(site().withPlants(List.of(plant)));
        assertThat(look(fed).step(ThingKind.TRANSFORMER, 0)).isEqualTo(END);
        assertThat(look(fed).step(ThingKind.TRANSFORMER, 1)).isEqualTo(NOW + 1);
    }
}
