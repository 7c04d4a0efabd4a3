package org.evenflow.grid;

/**
 * First-order answers of a feeder's state to power at its terminals: the exact derivatives of a
 * power flow's own equations, taps fixed, but for {@link LinDistFlow}'s. Mutable work arrays: one
 * instance per thread.
 */
public abstract class Sensitivities {
    /** For the sensitivities of a solver's own kind of state. */
    protected Sensitivities() {}

    /**
     * Change of a node's voltage magnitude per kW of load at every terminal, pu per kW.
     *
     * @param state a solved state
     * @param node the node whose voltage answers
     * @param puPerKw filled, {@code [terminal]}
     */
    public abstract void voltagePerLoad(FlowResult state, int node, double[] puPerKw);

    /**
     * Change of a branch's loading (share of its rating) per kW of load at every terminal: the
     * derivative of what {@link FlowResult#loading} gives.
     *
     * @param state a solved state
     * @param branch a closed branch with a rating
     * @param loadingPerKw filled, {@code [terminal]}
     */
    public abstract void loadingPerLoad(FlowResult state, int branch, double[] loadingPerKw);

    /**
     * Change of a branch's loading per kvar of reactive load at every terminal.
     *
     * @param state a solved state
     * @param branch a closed branch with a rating
     * @param loadingPerKvar filled, {@code [terminal]}
     */
    public abstract void loadingPerReactiveLoad(
            FlowResult state, int branch, double[] loadingPerKvar);

    /**
     * Change of a node's voltage magnitude per kvar of reactive load at every terminal, pu per
     * kvar.
     *
     * @param state a solved state
     * @param node the node whose voltage answers
     * @param puPerKvar filled, {@code [terminal]}
     */
    public abstract void voltagePerReactiveLoad(FlowResult state, int node, double[] puPerKvar);

    /**
     * Change of the active losses per kW of load at every terminal, kW per kW.
     *
     * @param state a solved state
     * @param kwPerKw filled, {@code [terminal]}
     */
    public abstract void lossPerLoad(FlowResult state, double[] kwPerKw);

    /**
     * Change of the active losses per kvar of reactive load at every terminal, kW per kvar.
     *
     * @param state a solved state
     * @param kwPerKvar filled, {@code [terminal]}
     */
    public abstract void lossPerReactiveLoad(FlowResult state, double[] kwPerKvar);
}
