package org.evenflow.sim;

import java.util.List;
import org.evenflow.control.Limits;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.Terminals;
import org.evenflow.model.Feeder;
import org.evenflow.model.Load;

/**
 * What the feeder's own loads take beyond their nominal power at the voltages of a state: base load
 * is stated at nominal voltage, and the energy balance needs what was taken. Found from voltages
 * and the loads' polynomials alone, so that the balance with the source stays a check.
 */
final class OwnLoads {
    private final Terminals terminals;
    private final List<Load> loads;
    private final int[][] terminalsOf;
    private final boolean isConstantPower;

    OwnLoads(Feeder feeder) {
        terminals = Terminals.of(feeder);
        loads = feeder.loads();
        var buses = feeder.busIndex();
        terminalsOf = new int[loads.size()][];
        for (int load = 0; load < terminalsOf.length; load++) {
            Load data = loads.get(load);
            int bus = buses.getOrDefault(data.busId(), 0);
            terminalsOf[load] = terminals.of(bus, data.phases(), data.isDelta());
        }
        isConstantPower =
                loads.stream()
                        .map(Load::model)
                        .allMatch(model -> model.pImpedance() == 0 && model.pCurrent() == 0);
    }

    /** Power taken less nominal power, kW, with the factor that limits have on each load. */
    double excessKw(FlowResult state, Limits limits) {
        double sum = 0;
        for (int load = 0; load < terminalsOf.length && !isConstantPower; load++) {
            Load data = loads.get(load);
            Load.Model model = data.model();
            int[] of = terminalsOf[load];
            for (int terminal : of) {
                double v = terminals.voltagePu(state, terminal) / data.nominalPu();
                double share = v * (model.pImpedance() * v + model.pCurrent()) + model.pPower();
                sum += limits.loadFactor(load) * data.kw() / of.length * (share - 1);
            }
        }
        return sum;
    }
}
