package org.evenflow.grid.powsybl;

import java.util.Arrays;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.Sensitivities;

/**
 * First-order answers of a meshed network: exact derivatives at the state, by the transposed
 * Jacobian matrix of its power balances (J. Peschon, D. S. Piercy, W. F. Tinney, O. J. Tveit,
 * "Sensitivity in power systems", IEEE Trans. Power Apparatus and Systems 87(8), 1968). A machine
 * at a limit of its reactive range stays there. Mutable work arrays: one instance per thread.
 */
final class MeshedSensitivities extends Sensitivities {
    /** Step of a difference in voltage (pu) or angle (rad): error about its square. */
    private static final double STEP = 1e-6;

    private final MeshedGrid grid;

    MeshedSensitivities(MeshedGrid grid) {
        this.grid = grid;
    }

    @Override
    public void voltagePerLoad(FlowResult flow, int bus, double[] puPerKw) {
        var jacobian = new Jacobian(grid, (MeshedState) flow);
        toTerminals(jacobian.angleOf, ofVoltage(jacobian, bus), puPerKw);
    }

    @Override
    public void voltagePerReactiveLoad(FlowResult flow, int bus, double[] puPerKvar) {
        var jacobian = new Jacobian(grid, (MeshedState) flow);
        toTerminals(jacobian.voltageOf, ofVoltage(jacobian, bus), puPerKvar);
    }

    private double[] ofVoltage(Jacobian jacobian, int bus) {
        int unknown = jacobian.voltageOf[grid.nodeOf[bus]];
        var wanted = new double[jacobian.size];
        if (unknown >= 0) {
            wanted[unknown] = 1;
            jacobian.solveTransposed(wanted);
        }
        return wanted;
    }

    /** Losses are what infeeds and machines give less what loads take. */
    @Override
    public void lossPerLoad(FlowResult flow, double[] kwPerKw) {
        var jacobian = new Jacobian(grid, (MeshedState) flow);
        var wanted = jacobian.ofInfeeds.clone();
        jacobian.solveTransposed(wanted);
        toTerminals(jacobian.angleOf, wanted, kwPerKw);
        for (int bus = 0; bus < grid.buses; bus++) {
            boolean isFed = grid.isFed[grid.nodeOf[bus]];
            kwPerKw[bus] = isFed ? 0 : kwPerKw[bus] * grid.baseKva - 1;
        }
    }

    @Override
    public void lossPerReactiveLoad(FlowResult flow, double[] kwPerKvar) {
        var jacobian = new Jacobian(grid, (MeshedState) flow);
        var wanted = jacobian.ofInfeeds.clone();
        jacobian.solveTransposed(wanted);
        toTerminals(jacobian.voltageOf, wanted, kwPerKvar);
        for (int bus = 0; bus < grid.buses; bus++) {
            kwPerKvar[bus] *= grid.baseKva;
        }
    }

    @Override
    public void loadingPerLoad(FlowResult flow, int branch, double[] loadingPerKw) {
        var jacobian = new Jacobian(grid, (MeshedState) flow);
        loading((MeshedState) flow, jacobian, branch, true, loadingPerKw);
    }

    @Override
    public void loadingPerReactiveLoad(FlowResult flow, int branch, double[] loadingPerKvar) {
        var jacobian = new Jacobian(grid, (MeshedState) flow);
        loading((MeshedState) flow, jacobian, branch, false, loadingPerKvar);
    }

    private void loading(
            MeshedState state, Jacobian jacobian, int branch, boolean isActive, double[] result) {
        int[] equationOf = isActive ? jacobian.angleOf : jacobian.voltageOf;
        if (grid.joins[branch]) {
            ofSwitch(state, jacobian, branch, isActive, result);
            return;
        }
        var wanted = new double[jacobian.size];
        int from = grid.nodeOf[grid.fromBus[branch]];
        int to = grid.nodeOf[grid.toBus[branch]];
        double vf = state.vPu[from];
        double vt = state.vPu[to];
        double ahead = state.angleRad[from] - state.angleRad[to];
        double byAngle = difference(branch, vf, vt, ahead, 0, 0, STEP);
        put(wanted, jacobian.angleOf[from], byAngle);
        put(wanted, jacobian.angleOf[to], -byAngle);
        put(wanted, jacobian.voltageOf[from], difference(branch, vf, vt, ahead, STEP, 0, 0));
        put(wanted, jacobian.voltageOf[to], difference(branch, vf, vt, ahead, 0, STEP, 0));
        jacobian.solveTransposed(wanted);
        toTerminals(equationOf, wanted, result);
    }

    /** Central difference of a branch's loading by one of its three arguments. */
    private double difference(
            int branch, double vf, double vt, double ahead, double dvf, double dvt, double da) {
        double above = new Series(grid, branch, vf + dvf, vt + dvt, ahead + da).loading();
        double below = new Series(grid, branch, vf - dvf, vt - dvt, ahead - da).loading();
        return (above - below) / (2 * STEP);
    }

    private static void put(double[] wanted, int unknown, double value) {
        if (unknown >= 0) {
            wanted[unknown] += value;
        }
    }

    /** A load is a negative injection. */
    private void toTerminals(int[] equationOf, double[] perInjection, double[] perLoad) {
        for (int bus = 0; bus < grid.buses; bus++) {
            int equation = equationOf[grid.nodeOf[bus]];
            perLoad[bus] = equation < 0 ? 0 : -perInjection[equation] / grid.baseKva;
        }
    }

    /** A switch's current follows from all others: one linear step per terminal. */
    private void ofSwitch(
            MeshedState state, Jacobian jacobian, int branch, boolean isActive, double[] result) {
        int[] equationOf = isActive ? jacobian.angleOf : jacobian.voltageOf;
        double p = isActive ? STEP : 0;
        double q = STEP - p;
        var moved = new double[jacobian.size];
        for (int bus = 0; bus < grid.buses; bus++) {
            Arrays.fill(moved, 0);
            put(moved, equationOf[grid.nodeOf[bus]], -STEP);
            jacobian.solve(moved);
            double above = state.moved(jacobian, moved, bus, p, q).loading(branch);
            for (int i = 0; i < moved.length; i++) {
                moved[i] = -moved[i];
            }
            double below = state.moved(jacobian, moved, bus, -p, -q).loading(branch);
            result[bus] = (above - below) / (2 * STEP * grid.baseKva);
        }
    }
}
