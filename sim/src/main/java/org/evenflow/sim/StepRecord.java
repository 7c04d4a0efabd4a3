package org.evenflow.sim;

import org.evenflow.control.Limits;
import org.evenflow.dispatch.CutReason;
import org.evenflow.dispatch.DecisionLog;
import org.evenflow.dispatch.Dispatch;
import org.evenflow.grid.FlowResult;
import org.jspecify.annotations.Nullable;

/**
 * One played step, as settlement, meters, rewards and reports are told of it. What an environment
 * publishes is a view of its own arrays: valid only during the call that hands it over. Powers are
 * means over the step, kW; what takes part is counted one by one: connectors with their sessions,
 * plants, base load, and the grid behind the substation.
 */
public interface StepRecord {
    /** Number of the step. */
    int step();

    /** Its length in hours. */
    double stepHours();

    /** Net power through the substation, negative for export. */
    double importKw();

    /** Power bought at the substation, not negative. */
    default double boughtKw() {
        double net = importKw();
        return net > 0 ? net : 0;
    }

    /** Power sold at the substation, not negative. */
    default double soldKw() {
        double net = importKw();
        return net < 0 ? -net : 0;
    }

    /** Base load. */
    double baseKw();

    /** Power that the plants could have given. */
    double plantKw();

    /** Part of it that was not used. */
    double curtailedKw();

    /** Number of plants. */
    int plants();

    /** What a plant gave after curtailment. */
    double plantKw(int plant);

    /** Charging at the meters. */
    double chargedKw();

    /** Discharging at the meters, not negative. */
    double dischargedKw();

    /** Network losses. */
    double lossKw();

    /** Battery wear of the step, currency. */
    double wearCost();

    /** Price of bought energy, currency per kWh. */
    double buyPerKwh();

    /** Price of energy given back, currency per kWh. */
    double sellPerKwh();

    /** Carbon intensity of imports, kg CO2 per kWh. */
    double carbonKgPerKwh();

    /** Energy bought less sold, plus wear, in currency; settled before traces are told. */
    double cost();

    /**
     * The network's state; null without a feeder, and not to be read where {@link #isFlowSolved} is
     * false.
     */
    @Nullable FlowResult flow();

    /** Whether the power flow found a state (true without a feeder). */
    boolean isFlowSolved();

    /**
     * Voltages of the network's nodes, pu, {@code [node]}: NaN for a phase that is not there;
     * nothing without a feeder. Not to be read where {@link #isFlowSolved} is false.
     */
    double[] voltagesPu();

    /** Greatest voltage unbalance of a bus, negative over positive sequence; NaN where none has. */
    double unbalance();

    /** Greatest current of a line over its ampacity; 0 without a solved network. */
    double lineLoading();

    /** Greatest apparent power of a transformer over its rating, of the feeder or of stations. */
    double transformerLoading();

    /** Net power of each supply transformer, {@code [transformer]}. */
    double[] transformerKw();

    /**
     * Apparent power of each supply transformer, kVA: three times that of its most loaded phase,
     * {@code [transformer]}.
     */
    double[] transformerKva();

    /** What the wish would have violated. */
    Dispatch.Violation before();

    /** What the dispatched powers violate. */
    Dispatch.Violation after();

    /** Whether the dispatcher changed any power for a limit that is shared. */
    boolean isCorrected();

    /** Connectors with a vehicle: how many. */
    int pluggedInCount();

    /** Connectors with a vehicle: the one at a rank below {@link #pluggedInCount}. */
    int pluggedIn(int rank);

    /** Power of the vehicle at a rank (see {@link Limits}). */
    double powerKwAt(int rank);

    /** Power it would have had without the dispatcher. */
    double wishKwAt(int rank);

    /** Rank of a connector with a vehicle. */
    int rank(int connector);

    /** Session at a connector with a vehicle. */
    int session(int connector);

    /** Power of a connector with a vehicle. */
    default double powerKw(int connector) {
        return powerKwAt(rank(connector));
    }

    /** Power it would have had without the dispatcher. */
    default double wishKw(int connector) {
        return wishKwAt(rank(connector));
    }

    /** Energy that passed the meter of a connector with a vehicle, kWh, negative for given back. */
    default double energyKwh(int connector) {
        return powerKw(connector) * stepHours();
    }

    /** Energy that a plant gave, kWh. */
    default double plantKwh(int plant) {
        return plantKw(plant) * stepHours();
    }

    /** Energy of the base load, kWh. */
    default double baseKwh() {
        return baseKw() * stepHours();
    }

    /** Energy through the substation, kWh, negative for export. */
    default double importKwh() {
        return importKw() * stepHours();
    }

    /** Stored energy after the step, kWh. */
    double storedKwh(int connector);

    /** Why a connector with a vehicle was cut. */
    CutReason reason(int connector);

    /** Position of the thing that {@link #reason} speaks of, -1 where there is none. */
    int thing(int connector);

    /**
     * The phase of that thing at its limit, 0 to 2; -1 where the limit is not one of a single
     * phase.
     */
    int phase(int connector);

    /** Appends what the dispatcher did to a log. */
    void appendTo(DecisionLog log);
}
