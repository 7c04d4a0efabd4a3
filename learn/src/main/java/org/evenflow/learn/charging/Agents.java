package org.evenflow.learn.charging;

import java.util.Arrays;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.model.ChargerKind;

/** Which connectors form one agent. Immutable. */
public final class Agents {
    private final WorldDesign.Unit unit;
    private final int[] of;
    private final int[] stationOf;
    private final int count;

    /** The agents of a site. */
    Agents(WorldDesign.Unit unit, Limits limits) {
        this.unit = unit;
        int connectors = limits.connectors();
        of = new int[connectors];
        int most = 0;
        int unsupplied = limits.transformers();
        for (int connector = 0; connector < connectors; connector++) {
            int station = limits.layout().stationOf(connector);
            int transformer = limits.layout().transformerOf(station);
            of[connector] =
                    switch (unit) {
                        case CONNECTOR -> connector;
                        case STATION -> station;
                        case DISTRICT -> transformer < 0 ? unsupplied : transformer;
                    };
        }
        if (unit == WorldDesign.Unit.DISTRICT) {
            close(of);
        }
        for (int agent : of) {
            most = Math.max(most, agent + 1);
        }
        count = unit == WorldDesign.Unit.STATION ? limits.stations() : most;
        stationOf = new int[count];
        for (int connector = connectors - 1; connector >= 0; connector--) {
            stationOf[of[connector]] = limits.layout().stationOf(connector);
        }
    }

    /** The agents of the site of an observation. */
    public Agents(WorldDesign.Unit unit, Observation observation) {
        this(unit, observation.limits());
    }

    /** Numbers districts without gaps, in their order: a transformer may feed no station. */
    private static void close(int[] of) {
        int[] known = Arrays.stream(of).distinct().sorted().toArray();
        for (int i = 0; i < of.length; i++) {
            of[i] = Arrays.binarySearch(known, of[i]);
        }
    }

    /** What one agent is. */
    public WorldDesign.Unit unit() {
        return unit;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** The agent that a connector belongs to. */
    public int of(int connector) {
        return of[connector];
    }

    /** Which agents have a connector that can give back, {@code [agent]}. */
    boolean[] twoWay(Observation observation) {
        var isTwoWay = new boolean[count];
        int connector = 0;
        for (var station : observation.site().stations()) {
            for (var socket : station.connectors()) {
                isTwoWay[of[connector++]] |= socket.kind() instanceof ChargerKind.Bidirectional;
            }
        }
        return isTwoWay;
    }

    /** The first station of an agent. */
    int station(int agent) {
        return stationOf[agent];
    }
}
