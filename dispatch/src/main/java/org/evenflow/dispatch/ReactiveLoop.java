package org.evenflow.dispatch;

import org.evenflow.control.Limits;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.Injections;
import org.evenflow.grid.OuterLoop;

/**
 * What connectors load the terminals with beside base load and plants, as the outermost loop around
 * the power flow: reactive powers that follow the voltage are moved until they stay. Mutable.
 */
final class ReactiveLoop implements OuterLoop {
    /** Most power flows until reactive powers have followed the voltages. */
    private static final int MAX_SETTLING = 60;

    private final Limits limits;
    private final Wiring wiring;
    private double[] power = {};
    private int rounds;

    ReactiveLoop(Limits limits, Wiring wiring) {
        this.limits = limits;
        this.wiring = wiring;
    }

    /** Says what the connectors take in the flow to be solved, {@code [rank]}. */
    void expect(double[] ofPower) {
        power = ofPower;
    }

    @Override
    public void start(Injections load, FlowResult state) {
        rounds = 0;
        wiring.startSettling(power, state);
        write(load);
    }

    @Override
    public boolean isSettled(FlowResult state) {
        return !wiring.isVoltageFollowed || wiring.settle(power, state);
    }

    @Override
    public boolean adjust(Injections load, FlowResult state) {
        rounds++;
        write(load);
        return rounds < MAX_SETTLING;
    }

    private void write(Injections load) {
        limits.copyBase(load);
        wiring.load(power, load);
    }
}
