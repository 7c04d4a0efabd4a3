package org.evenflow.grid;

/**
 * State of a feeder after a power flow: voltages, currents, losses and what the source gives.
 * Mutable, owned by the caller, reused from solve to solve, where the last state is the next
 * starting point. Buses and branches are numbered as in the feeder.
 *
 * <p>Voltages belong to <em>nodes</em>: a balanced feeder has one node per bus, of the same number;
 * an unbalanced one has three, {@code 3 * bus + phase}, and a phase that a bus does not have is
 * NaN.
 */
public abstract class FlowResult {
    int iterations;
    FlowStatus status = FlowStatus.NOT_CONVERGED;

    /** For a solver's own kind of state. */
    protected FlowResult() {}

    /** Records how a solve ended. */
    protected final void ended(FlowStatus outcome, int afterIterations) {
        status = outcome;
        iterations = afterIterations;
    }

    /** Back to a flat start: every bus at the source's voltage. */
    public abstract void reset();

    /** Whether the last solve found a state; the other methods speak of that state only. */
    public FlowStatus status() {
        return status;
    }

    /** Iterations of the last solve. */
    public int iterations() {
        return iterations;
    }

    /** Number of buses. */
    public abstract int buses();

    /** Number of nodes: as many as buses, or three times as many. */
    public abstract int nodes();

    /** Voltage magnitude of a node, pu of its bus's nominal voltage (line to neutral). */
    public abstract double voltagePu(int node);

    /** Voltage angle of a node, degrees; infeeds have the angles that the feeder gives them. */
    public abstract double angleDeg(int node);

    /** Fills {@code voltagePu[node]} for all nodes. */
    public abstract void voltagesPu(double[] voltagePu);

    /**
     * Voltage unbalance of a bus: negative over positive sequence (IEC 61000-3-13); 0 on a balanced
     * feeder, NaN where a phase is missing.
     */
    public abstract double unbalance(int bus);

    /**
     * Series current of a branch, A, of the phase that carries most (for a transformer, on the side
     * of the bus further from the source); 0 for an open one.
     */
    public abstract double currentA(int branch);

    /** Series current of one phase of a branch, A; 0 for an open one or a phase it lacks. */
    public abstract double currentA(int branch, int phase);

    /** The phase of a branch that carries most, 0 to 2; -1 on a balanced feeder. */
    public abstract int worstPhase(int branch);

    /** Apparent power that enters a branch from the source's side, kVA; 0 for an open one. */
    public abstract double apparentKva(int branch);

    /**
     * Loading of a branch as a share of its rating, of the phase that is loaded most; 0 where it is
     * unlimited or open.
     */
    public abstract double loading(int branch);

    /**
     * Active power from the source, kW: its voltage times the current that leaves it, shunt at the
     * source included.
     */
    public abstract double sourceKw();

    /** Reactive power from the source, kvar. */
    public abstract double sourceKvar();

    /** Active losses, kW: what branches and fixed shunts take. */
    public abstract double lossKw();

    /**
     * Reactive losses, kvar: what the branches' reactances take less what charging and shunts give.
     */
    public abstract double lossKvar();
}
