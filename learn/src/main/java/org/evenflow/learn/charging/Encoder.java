package org.evenflow.learn.charging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.learn.Frame;
import org.evenflow.learn.WorldShape;
import org.jspecify.annotations.Nullable;

/**
 * Turns an observation into network inputs: what agents see, what central critics see, what the
 * network's nodes show. The same object serves training and the deployed controller, so that they
 * cannot differ. It reads nothing that a controller may not see, never the future. Mutable work
 * arrays; a step allocates nothing per element.
 */
public final class Encoder {
    private static final int STATION_FEATURES = 4;
    private static final int STAY = StayFeatures.NAMES.size();
    private static final int SHARED = SiteFeatures.NAMES.size();

    private final Agents agents;
    private final HoursAhead outlook;
    private final Contention contention;
    private final StayFeatures stays;
    private final SiteFeatures site;
    private final FeederGraph graph;
    private final WorldShape shape;
    private final @Nullable CorrectedRule rule;
    private final float[] shared = new float[SHARED];
    private final float[] stay = new float[STAY];
    private final int[] members;

    /** Vehicles of each agent now, {@code [agent]}, and connectors. */
    private final int[] vehicles;

    private final int connectorsPerAgent;

    /** An encoder for the site of an observation. */
    public Encoder(WorldDesign design, Observation observation) {
        Limits limits = observation.limits();
        agents = new Agents(design.unit(), limits);
        double capacityKw = SiteFeatures.capacityKw(observation.site());
        outlook = new HoursAhead(observation, capacityKw);
        contention = new Contention(limits);
        stays = new StayFeatures(outlook, contention, capacityKw);
        site = new SiteFeatures(outlook, contention, capacityKw);
        rule = design.rule().isEmpty() ? null : new CorrectedRule(design.rule(), observation);
        graph = FeederGraph.of(observation, agents);
        members = new int[agents.count()];
        vehicles = new int[agents.count()];
        for (int connector = 0; connector < limits.connectors(); connector++) {
            members[agents.of(connector)]++;
        }
        connectorsPerAgent = Arrays.stream(members).max().orElse(1);
        shape =
                new WorldShape(
                        agents.count(),
                        names(design).size(),
                        SHARED + STATION_FEATURES * limits.stations(),
                        design.actions(),
                        graph.shape());
    }

    /** What each number of an agent's observation is, in order. */
    public static List<String> names(WorldDesign design) {
        var names = new ArrayList<String>();
        if (design.unit() == WorldDesign.Unit.CONNECTOR) {
            names.addAll(StayFeatures.NAMES);
        } else {
            StayFeatures.NAMES.forEach(name -> names.add("mean_" + name));
            StayFeatures.NAMES.forEach(name -> names.add("most_urgent_" + name));
            names.add("occupied");
            names.add("occupied_of_largest");
        }
        names.addAll(SiteFeatures.NAMES);
        if (!design.rule().isEmpty()) {
            names.addAll(CorrectedRule.NAMES);
        }
        return names;
    }

    /** Who the agents are. */
    public Agents agents() {
        return agents;
    }

    /** The rule that agents correct, as last looked at; null where there is none. */
    @Nullable CorrectedRule rule() {
        return rule;
    }

    /** Lengths of what it writes. */
    public WorldShape shape() {
        return shape;
    }

    /** Forgets the last run. */
    public void reset() {
        outlook.reset();
        if (rule != null) {
            rule.reset();
        }
    }

    /** Vehicles from the least time to spare to the most, as ranks of the last observation. */
    int[] byUrgency() {
        return contention.order;
    }

    /** Prices of the stay at a connector as last observed; valid until the next call. */
    StayFeatures.Prices prices(Observation observation, int connector) {
        return stays.look(observation, connector);
    }

    /**
     * Writes what is seen now: observations, presence, state and nodes. A connector is present
     * while its vehicle can take or give any power, or may again; stations and districts always. A
     * rule that is corrected decides here: once per step.
     */
    public void encode(Observation observation, Frame frame) {
        outlook.fill(observation);
        contention.fill(observation);
        stays.levelKw = site.look(observation);
        site.write(observation, shared, 0);
        if (rule != null) {
            rule.look(observation);
        }
        Arrays.fill(frame.observation, 0);
        Arrays.fill(frame.present, false);
        if (agents.unit() == WorldDesign.Unit.CONNECTOR) {
            encodeConnectors(observation, frame);
        } else {
            encodeGroups(observation, frame);
        }
        encodeState(observation, frame.state);
        graph.write(observation, frame.nodes);
    }

    private void encodeConnectors(Observation observation, Frame frame) {
        Limits limits = observation.limits();
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            if (isOpen(observation, connector)) {
                int at = connector * shape.features();
                at = stays.write(observation, connector, frame.observation, at);
                System.arraycopy(shared, 0, frame.observation, at, SHARED);
                if (rule != null) {
                    double under = outlook.expectedPeakKw - outlook.netKw[0];
                    rule.write(observation, connector, under, frame.observation, at + SHARED);
                }
                frame.present[connector] = true;
            }
        }
    }

    /** Whether a vehicle can still take or give anything. */
    static boolean isOpen(Observation observation, int connector) {
        return observation.limits().highKw(connector) > 0
                || observation.ratedDischargeKw(connector) > 0;
    }

    private void encodeGroups(Observation observation, Frame frame) {
        Limits limits = observation.limits();
        float[] out = frame.observation;
        Arrays.fill(vehicles, 0);
        for (int place = 0; place < limits.pluggedInCount(); place++) {
            int connector = limits.connectorAt(contention.order[place]);
            int agent = agents.of(connector);
            int at = agent * shape.features();
            stays.write(observation, connector, stay, 0);
            if (vehicles[agent]++ == 0) {
                System.arraycopy(stay, 0, out, at + STAY, STAY);
            }
            for (int i = 0; i < STAY; i++) {
                out[at + i] += stay[i];
            }
        }
        for (int agent = 0; agent < vehicles.length; agent++) {
            int at = agent * shape.features();
            for (int i = 0; i < STAY; i++) {
                out[at + i] /= Math.max(1, vehicles[agent]);
            }
            out[at + 2 * STAY] = (float) vehicles[agent] / members[agent];
            out[at + 2 * STAY + 1] = (float) vehicles[agent] / connectorsPerAgent;
            System.arraycopy(shared, 0, out, at + 2 * STAY + 2, SHARED);
            frame.present[agent] = true;
        }
    }

    private void encodeState(Observation observation, float[] state) {
        Limits limits = observation.limits();
        Arrays.fill(state, 0);
        System.arraycopy(shared, 0, state, 0, SHARED);
        for (int place = 0; place < limits.pluggedInCount(); place++) {
            int rank = contention.order[place];
            int connector = limits.connectorAt(rank);
            int at = SHARED + STATION_FEATURES * limits.stationAt(rank);
            state[at] += 0.1f;
            state[at + 1] += (float) Math.tanh(contention.laxityHours[rank] / 4) / 10;
            state[at + 2] += (float) (observation.neededKwh(connector) / 200);
        }
        for (int station = 0; station < limits.stations(); station++) {
            int at = SHARED + STATION_FEATURES * station;
            state[at + 3] = StayFeatures.upTo(contention.strain(limits, station) / 2, 1);
        }
    }
}
