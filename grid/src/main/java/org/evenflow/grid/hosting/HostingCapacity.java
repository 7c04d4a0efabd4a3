package org.evenflow.grid.hosting;

import java.util.ArrayList;
import java.util.List;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.Injections;
import org.evenflow.grid.PowerFlow;

/**
 * How many vehicles, and how many photovoltaic plants, a feeder takes before the first limit
 * breaks, one random draw at a time: the customers' order, phases and visits come from the draw's
 * seed alone. Mutable work arrays: one instance per thread.
 *
 * <p>The question and its Monte Carlo answer: M. Bollen, F. Hassan, Integration of Distributed
 * Generation in the Power System, Wiley 2011; M. Zain ul Abideen, O. Ellabban, L. Al-Fagih,
 * Energies 13(11), 2020.
 */
public final class HostingCapacity {
    private final HostingSetup setup;
    private final PowerFlow flow;
    private final LimitCheck check;
    private final Placement placement;
    private final DayStates day;
    private final Scan scan;
    private final EnvelopeDay envelopeDay;
    private final Injections nominal;

    /** Compiles a question. */
    public HostingCapacity(HostingSetup setup) {
        this.setup = setup;
        flow = setup.solver().get();
        check = new LimitCheck(setup.feeder(), flow, setup.maxUnbalance());
        placement = new Placement(setup, flow.terminals());
        day = new DayStates(setup, flow, check);
        scan = new Scan(setup, flow, check, placement, day);
        envelopeDay = new EnvelopeDay(setup, flow, check, placement, day);
        nominal = flow.terminals().scaled(setup.loadScale());
    }

    /** Vehicles that all charge at once while every load is nominal. */
    public Outcome vehiclesAtOnce(long seed) {
        return scan.atOnce(seed, nominal, setup.vehicleKw(), -1);
    }

    /** Vehicles that charge on arrival, over a day. */
    public Outcome vehiclesOnArrival(long seed) {
        return scan.onArrival(seed);
    }

    /** Vehicles that keep to an operating envelope each, over a day, and are served. */
    public Outcome vehiclesWithEnvelopes(long seed) {
        Outcome onArrival = scan.onArrival(seed);
        return onArrival.isBase() ? onArrival : envelopeDay.most(seed, onArrival.capacity());
    }

    /** Where the vehicles of a draw stand, in the order in which they are added. */
    public List<Seat> seats(long seed) {
        placement.draw(seed);
        var seats = new ArrayList<Seat>();
        for (int slot = 0; slot < placement.slots(); slot++) {
            seats.add(placement.seat(slot, flow.terminals(), setup.feeder().buses().size()));
        }
        return seats;
    }

    /** Plants that all give full power at the midday step of least load. */
    public Outcome plants(long seed) {
        int noon = setup.noonStep();
        return scan.atOnce(seed, day.base(noon), -setup.plantKw(), noon * setup.stepMin());
    }

    /**
     * How much one more load each connection point alone takes while every load is nominal, kW by
     * point, up to a cap; 0 where the base load alone breaks a limit.
     */
    public double[] headroomKw(double capKw) {
        var headroom = new double[setup.points().size()];
        FlowResult state = flow.newResult();
        for (int point = 0; point < headroom.length; point++) {
            state.reset();
            int[] terminals = placement.allTerminals(point);
            double low = holds(terminals, 0, state) ? 0 : Double.NaN;
            double high = capKw;
            if (Double.isNaN(low) || holds(terminals, high, state)) {
                headroom[point] = Double.isNaN(low) ? 0 : capKw;
                continue;
            }
            while (high - low > 0.1) {
                double middle = 0.5 * (low + high);
                if (holds(terminals, middle, state)) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            headroom[point] = low;
        }
        return headroom;
    }

    private boolean holds(int[] terminals, double kw, FlowResult state) {
        Injections load = DayStates.copy(nominal);
        for (int terminal : terminals) {
            load.loadKw()[terminal] += kw / terminals.length;
        }
        flow.solve(load, state);
        return check.holds(state);
    }

    /**
     * Operating envelopes of every connection point, by hour.
     *
     * @param importCapKw most that a customer may take
     * @param exportCapKw most that a customer may feed in
     */
    public Envelopes envelopes(double importCapKw, double exportCapKw) {
        var hours = new DayStates(setup.withStep(60), flow, check);
        return new Envelopes(
                envelope(hours, importCapKw, 1, false),
                envelope(hours, importCapKw, 1, true),
                envelope(hours, exportCapKw, -1, false),
                envelope(hours, exportCapKw, -1, true));
    }

    private double[][] envelope(DayStates hours, double capKw, int sign, boolean isFair) {
        var filling = new Filling(flow, check);
        var claims = new Filling.Claim[setup.points().size()];
        for (int point = 0; point < claims.length; point++) {
            claims[point] = new Filling.Claim();
            claims[point].terminals = placement.allTerminals(point);
            claims[point].weight = setup.points().get(point).customers();
            claims[point].capKw = capKw;
        }
        var kw = new double[hours.steps()][claims.length];
        hours.clear();
        for (int hour = 0; hour < kw.length; hour++) {
            filling.fill(hours.base(hour), hours.states[hour], claims, claims.length, sign, isFair);
            for (int point = 0; point < claims.length; point++) {
                kw[hour][point] = claims[point].kw;
            }
        }
        return kw;
    }
}
