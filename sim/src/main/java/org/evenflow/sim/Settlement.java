package org.evenflow.sim;

import static org.evenflow.sim.Indicator.Better.LOWER;
import static org.evenflow.sim.Indicator.Group.COST;

import java.util.List;
import java.util.function.DoubleSupplier;
import org.evenflow.model.TimeGrid;
import org.jspecify.annotations.Nullable;

/**
 * What a run costs: energy bought less sold, battery wear, the demand charge and unserved energy.
 * The first to be told of a step, so that its cost stands in the record that others see.
 */
final class Settlement implements Meter.OfSteps, Meter.OfSessions {
    private @Nullable TimeGrid time;
    private Billing billing = Billing.NONE;
    private double unservedPerKwh;
    private double energyCost;
    private double wearCost;
    private double unservedCost;
    private double stepCost;

    /** Demand charges of other sites that were added; each site pays for its own peak. */
    private double othersDemandCost;

    @Override
    public void started(Trace.Run run) {
        if (run.time().equals(time)) {
            billing.reset();
        } else {
            time = run.time();
            billing = new Billing(run.time(), run.demandPerKwMonth());
        }
        unservedPerKwh = run.unservedPerKwh();
        energyCost = 0;
        wearCost = 0;
        unservedCost = 0;
        othersDemandCost = 0;
    }

    @Override
    public void append(StepRecord step) {
        double bought = step.boughtKw();
        double energy =
                (bought * step.buyPerKwh() - step.soldKw() * step.sellPerKwh()) * step.stepHours();
        double wearBefore = wearCost;
        energyCost += energy;
        wearCost += step.wearCost();
        billing.add(step.step(), bought);
        stepCost = energy + wearCost - wearBefore;
    }

    @Override
    public void departed(SessionOutcome session) {
        unservedCost += session.unservedKwh() * unservedPerKwh;
    }

    @Override
    public void add(Meter ofOtherSite) {
        var other = (Settlement) ofOtherSite;
        energyCost += other.energyCost;
        wearCost += other.wearCost;
        unservedCost += other.unservedCost;
        othersDemandCost += other.demandCost();
    }

    /** Energy and wear of the last step, currency. */
    double stepCost() {
        return stepCost;
    }

    /** The demand charge as it stands. */
    Billing billing() {
        return billing;
    }

    private double demandCost() {
        return billing.demandCost() + othersDemandCost;
    }

    /** Energy, demand charge, wear and priced unserved energy so far, currency. */
    double totalCost() {
        return energyCost + demandCost() + wearCost + unservedCost;
    }

    /** Energy and demand charge so far, currency: all there is where nobody charges. */
    double gridCost() {
        return energyCost + demandCost();
    }

    @Override
    public List<Indicator> indicators() {
        return List.of(
                cost(
                        "operating_cost",
                        "Operating cost",
                        "energy bought − sold, plus demand charge and wear; unserved energy stands apart",
                        () -> energyCost + demandCost() + wearCost),
                cost(
                        "unserved_cost",
                        "Unserved cost",
                        "1.00 per kWh that was reachable and unmet at departure",
                        () -> unservedCost),
                cost(
                        "total_cost",
                        "Total cost",
                        "operating cost + unserved cost: what controllers are compared on",
                        this::totalCost),
                new Indicator(
                        COST,
                        "charging_cost",
                        "currency",
                        LOWER,
                        2,
                        "Charging cost",
                        "total cost minus the operating cost of the same run without vehicles: what charging adds to the bill",
                        idle -> totalCost() - idle.operatingCost()),
                cost(
                        "energy_cost",
                        "Energy cost",
                        "part of operating cost: energy bought − sold at the substation",
                        () -> energyCost),
                cost(
                        "demand_cost",
                        "Demand charge",
                        "part of operating cost: the tariff's charge on peak power, prorated by billing day",
                        this::demandCost),
                cost(
                        "wear_cost",
                        "Wear cost",
                        "battery wear of charging and discharging, paper 001 eq. 5; part of operating cost",
                        () -> wearCost));
    }

    private static Indicator cost(String id, String label, String meaning, DoubleSupplier reading) {
        return Indicator.of(COST, id, "currency", LOWER, 2, label, meaning, reading);
    }
}
