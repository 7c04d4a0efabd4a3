package org.evenflow.learn.charging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;
import org.evenflow.data.scenario.ScenarioReader;
import org.evenflow.learn.World;
import org.evenflow.learn.WorldContract;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.SessionRecord;
import org.jspecify.annotations.Nullable;

final class ChargingWorldContractTest extends WorldContract {
    private static final int STEPS = 10;

    /** The day that the contract plays and its sessions after this hour are another fork's. */
    private static final int PLAYED_DAY = 1;

    private static final int SAME_UNTIL = 3;

    @Override
    protected Map<String, Kind> kinds() {
        var kinds = new HashMap<String, Kind>();
        Scenario quickstart = ScenarioReader.builtIn("quickstart");
        for (var signal : WorldDesign.Signal.values()) {
            var design = new WorldDesign(WorldDesign.Unit.STATION, 0, 0, signal);
            kinds.put("quickstart, " + signal, Kind.random(world(quickstart, design, null), 96));
        }
        Scenario workplace = ScenarioReader.builtIn("workplace");
        var levels = new WorldDesign(WorldDesign.Unit.CONNECTOR, 9);
        kinds.put("workplace, levels", Kind.random(world(workplace, levels, null), 96));
        kinds.put("log", logged(WorldDesign.USUAL, null));
        kinds.put("log, levels", logged(new WorldDesign(WorldDesign.Unit.STATION, 5), null));
        kinds.put("log, taught", logged(WorldDesign.USUAL, Half::new));
        kinds.put("log, levels taught", logged(levels, Half::new));
        kinds.put(
                "log, refined", logged(new WorldDesign(WorldDesign.Unit.CONNECTOR, 0, 0.03), null));
        return kinds;
    }

    /** Gives every vehicle half of what it can take. */
    private static final class Half implements Controller {
        @Override
        public String id() {
            return "half";
        }

        @Override
        public void decide(Observation now, Action action) {
            var limits = now.limits();
            for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
                action.powerKw()[limits.connectorAt(rank)] = limits.highKwAt(rank) / 2;
            }
        }
    }

    private static Supplier<World> world(
            Scenario scenario, WorldDesign design, @Nullable Supplier<Controller> teachers) {
        return () ->
                new ChargingWorld(
                        scenario, design, Reward.money(0.99), SeedSplit.Part.TRAINING, teachers);
    }

    private static Kind logged(WorldDesign design, @Nullable Supplier<Controller> teachers) {
        var fork = new Fork(world(scenario(true), design, teachers), SAME_UNTIL);
        return Kind.random(world(scenario(false), design, teachers), STEPS).with(fork);
    }

    /** Two or three vehicles a day; on one day those who come late are others in a fork. */
    private static Scenario scenario(boolean isFork) {
        var sessions = new ArrayList<SessionRecord>();
        for (int day = 0; day < 20; day++) {
            sessions.add(TinyCharging.session(day, 0, STEPS, 20 + day));
            sessions.add(TinyCharging.session(day, day % 3, SAME_UNTIL, 10));
            boolean isOther = isFork && day == PLAYED_DAY;
            sessions.add(TinyCharging.session(day, SAME_UNTIL + (isOther ? 3 : 1), 9, 15));
        }
        var prices = List.of(0.1, 0.2, 0.3);
        var kind = new ChargerKind.FastDc(10, 1, 1);
        return TinyCharging.scenario(STEPS, 3, kind, 100, 20, prices, sessions);
    }
}
