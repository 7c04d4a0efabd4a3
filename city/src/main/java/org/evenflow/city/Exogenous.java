package org.evenflow.city;

import java.util.List;
import org.evenflow.model.Scenario;
import org.evenflow.model.Vehicle;

/**
 * Everything of a run that no controller can change, per step and for one seed: sessions, available
 * plant power, base load, prices, carbon intensity. Mutable: {@link #draw} refills the same arrays,
 * and allocates nothing once they have grown. One instance per environment.
 */
public final class Exogenous {
    private final Scenario scenario;
    private final SessionTable sessions = new SessionTable();

    /** Compiles what does not depend on the seed: prices, carbon intensity, sun. */
    public Exogenous(Scenario scenario) {
        this.scenario = scenario;
    }

    /** Draws the world of a seed. */
    public void draw(long seed) {
        sessions.clear();
    }

    /** The sessions of the last draw. */
    public SessionTable sessions() {
        return sessions;
    }

    /** Vehicle models that {@link SessionTable#vehicle} points into. */
    public List<Vehicle> vehicles() {
        return List.of();
    }

    /** Available power of each plant, kW, {@code [plant][step]}, in the scenario's order. */
    public double[][] plantKw() {
        return new double[0][];
    }

    /** Factor on all nominal bus loads, {@code [step]}. */
    public double[] loadFactor() {
        return new double[scenario.time().steps()];
    }

    /** Price of bought energy, currency per kWh, {@code [step]}. */
    public double[] buyPerKwh() {
        return new double[scenario.time().steps()];
    }

    /** Price of energy given back, currency per kWh, {@code [step]}. */
    public double[] sellPerKwh() {
        return new double[scenario.time().steps()];
    }

    /** Carbon intensity of imports, kg CO2 per kWh, {@code [step]}. */
    public double[] carbonKgPerKwh() {
        return new double[scenario.time().steps()];
    }

    /** Demand charge in force, currency per kW and billing month, at the step. */
    public double[] demandPerKwMonth() {
        return new double[scenario.time().steps()];
    }

    /**
     * The run's beginning for the last seed: that of the time grid, or another day of the log;
     * steps are counted from it.
     */
    public java.time.Instant start() {
        return scenario.time().start();
    }
}
