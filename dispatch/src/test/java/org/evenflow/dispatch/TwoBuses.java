package org.evenflow.dispatch;

import java.util.List;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.PowerFlow;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Line;
import org.evenflow.model.PhaseImpedance;
import org.evenflow.model.PhaseMatrix;
import org.evenflow.model.Phases;

/**
 * Bus b, the first, behind a line of 2 + j4 ohm at 10 kV: 0.02 + j0.04 pu on 1 MVA. Allowed at b
 * are 0.96 to 1.02 pu.
 */
final class TwoBuses {
    /** 1 MVA at 10 kV, A. */
    private static final double BASE_A = 1000 / (Math.sqrt(3) * 10);

    private static final List<Bus> BUSES =
            List.of(
                    new Bus("b", 10, 0, 0, 0, 0, 0.96, 1.02),
                    new Bus("a", 10, 0, 0, 0, 0, 0.9, 1.1));

    private TwoBuses() {}

    static Feeder balanced(double ratingA) {
        var line = new Line("ab", "a", "b", 2, 4, 0, ratingA, true);
        return new Feeder("f", "by hand", "a", 1, BUSES, List.of(line));
    }

    /** The same with three phases that do not see one another. */
    static Feeder byPhase(double ratingA) {
        var impedance =
                new PhaseImpedance(
                        PhaseMatrix.ofSequences(3, 2, 2),
                        PhaseMatrix.ofSequences(3, 4, 4),
                        PhaseMatrix.ofSequences(3, 0, 0));
        var line = Line.byPhase("ab", "a", "b", Phases.ABC, impedance, 1, ratingA, true);
        return new Feeder("f", "by hand", "a", 1, BUSES, List.of(line));
    }

    /** Voltage of b under a load of all phases: V⁴ - (1 - 0.04 P) V² + 0.002 P² = 0, P in MW. */
    static double voltagePu(double kw) {
        double mw = kw / 1000;
        double half = (1 - 0.04 * mw) / 2;
        return Math.sqrt(half + Math.sqrt(half * half - 0.002 * mw * mw));
    }

    /** Current of the line under it, A. */
    static double currentA(double kw) {
        return Math.abs(kw) / 1000 / voltagePu(kw) * BASE_A;
    }

    /** The state under a load of a terminal: bus b, or its phase. */
    static FlowResult state(Feeder feeder, int terminal, double kw) {
        var flow = PowerFlow.of(feeder, 1e-12);
        var load = flow.terminals().none();
        load.loadKw()[terminal] = kw;
        var state = flow.newResult();
        if (flow.solve(load, state) != FlowStatus.CONVERGED) {
            throw new IllegalStateException("no state at " + kw + " kW");
        }
        return state;
    }
}
