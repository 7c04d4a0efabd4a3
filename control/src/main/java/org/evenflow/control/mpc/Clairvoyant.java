package org.evenflow.control.mpc;

import java.util.Arrays;
import java.util.List;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.control.Settings;
import org.evenflow.control.Visit;

/**
 * The clairvoyant plan: the cheapest schedule of the whole run with everything known beforehand,
 * played step by step on the chargers' power levels. What no controller can do, and what all are
 * measured against.
 */
final class Clairvoyant implements Controller {
    private final Settings settings;
    private double[][] storedKwh = {};
    private double[] curtailedKwh = {};
    private boolean isPlanned;
    private boolean hasPlan;
    private final SafeRule safe = new SafeRule();

    Clairvoyant(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String id() {
        return "clairvoyant";
    }

    @Override
    public boolean isClairvoyant() {
        return true;
    }

    @Override
    public void reset() {
        isPlanned = false;
    }

    @Override
    public void decide(Observation observation, Action action) {
        if (!isPlanned) {
            isPlanned = true;
            plan(observation);
        }
        if (hasPlan) {
            follow(observation, action);
        } else {
            safe.decide(observation, action);
        }
    }

    private void plan(Observation observation) {
        List<Visit> visits = observation.foresight().visits();
        try (var run = new WholeRun(observation, false, settings.get("carbon_price"))) {
            hasPlan = run.solve(settings.get("deadline_s"));
            if (!hasPlan) {
                return;
            }
            storedKwh = new double[visits.size()][];
            for (int v = 0; v < storedKwh.length; v++) {
                Visit visit = visits.get(v);
                storedKwh[v] = new double[visit.departStep() - visit.arrivalStep()];
                double stored = visit.arrivalKwh();
                for (int i = 0; i < storedKwh[v].length; i++) {
                    double kwh = run.netKwh(v, visit.arrivalStep() + i);
                    stored +=
                            kwh >= 0
                                    ? kwh * visit.chargeEfficiency()
                                    : kwh / visit.dischargeEfficiency();
                    storedKwh[v][i] = stored;
                }
            }
            curtailedKwh = new double[observation.steps()];
            Arrays.setAll(curtailedKwh, run::curtailedKwh);
        }
    }

    /** Brings every vehicle to where the plan has it at the end of the step. */
    private void follow(Observation observation, Action action) {
        Limits limits = observation.limits();
        double hours = observation.stepHours();
        List<Visit> visits = observation.foresight().visits();
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
            int connector = limits.pluggedIn[rank];
            int v = observation.arrivalRank(connector);
            int since = observation.step() - visits.get(v).arrivalStep();
            double gap = storedKwh[v][since] - observation.storedKwh(connector);
            double kwh =
                    gap >= 0
                            ? gap / observation.chargeEfficiency(connector)
                            : gap * observation.dischargeEfficiency(connector);
            action.powerKw()[connector] =
                    Math.clamp(kwh / hours, limits.lowKw(connector), limits.highKw(connector));
        }
        new Rounding(limits).round(limits, action.powerKw());
        double available = observation.plantKw() * hours;
        double curtailed = curtailedKwh[observation.step()];
        if (curtailed > 1e-6 * available && available > 0) {
            Arrays.fill(action.curtailedShare(), Math.min(1, curtailed / available));
        }
    }
}
