package org.evenflow.grid.hosting;

import java.util.List;
import java.util.function.Supplier;
import org.evenflow.grid.PowerFlow;
import org.evenflow.model.Feeder;
import org.evenflow.model.InputException;

/**
 * What is asked of a feeder.
 *
 * @param feeder with the limits to keep
 * @param solver makes a power flow of the feeder, one per thread
 * @param points where customers are
 * @param vehicleKw what a vehicle draws, at unity power factor
 * @param plantKw what a photovoltaic plant feeds in, at unity power factor
 * @param phases on which phases
 * @param perCustomer most vehicles, and most plants, of a customer
 * @param maxUnbalance greatest negative over positive sequence voltage; infinite for none
 * @param loadScale factor on all nominal loads
 * @param hourly 24 factors of the day on nominal loads without a profile of their own
 * @param stepMin steps of the day in minutes, a divisor of 1440
 * @param serviceShare least share of the energy within reach that counts as served
 * @param visits when vehicles come
 */
public record HostingSetup(
        Feeder feeder,
        Supplier<PowerFlow> solver,
        List<ConnectionPoint> points,
        double vehicleKw,
        double plantKw,
        PhaseRule phases,
        int perCustomer,
        double maxUnbalance,
        double loadScale,
        List<Double> hourly,
        int stepMin,
        double serviceShare,
        Visits visits) {
    static final int DAY_MIN = 1440;

    public HostingSetup {
        points = List.copyOf(points);
        hourly = List.copyOf(hourly);
        require(vehicleKw > 0, "power", vehicleKw, "> 0 kW");
        require(plantKw > 0, "pv", plantKw, "> 0 kW");
        require(perCustomer > 0, "per_customer", perCustomer, "at least 1");
        require(maxUnbalance > 0, "max_unbalance", maxUnbalance, "> 0");
        require(loadScale >= 0, "scale", loadScale, ">= 0");
        require(hourly.size() == 24, "hourly factors", hourly.size(), "24");
        require(
                stepMin > 0 && stepMin <= 240 && DAY_MIN % stepMin == 0,
                "step",
                stepMin,
                "a divisor of 1440 min up to 240");
        require(serviceShare > 0 && serviceShare <= 1, "service", serviceShare, "in (0, 1]");
    }

    private static void require(boolean isRight, String thing, Object value, String allowed) {
        if (!isRight) {
            throw new InputException(thing + " must be " + allowed + ", is " + value);
        }
    }

    /** Places for vehicles, or plants. */
    public int slots() {
        return perCustomer * points.stream().mapToInt(ConnectionPoint::customers).sum();
    }

    /** Steps of the day. */
    public int steps() {
        return DAY_MIN / stepMin;
    }

    /**
     * Factors on the nominal loads without a profile, by step: linear between the hours' middles.
     */
    double[] shape() {
        var shape = new double[steps()];
        for (int step = 0; step < shape.length; step++) {
            double x = (step + 0.5) * stepMin / 60 - 0.5;
            int before = (int) Math.floor(x);
            double share = x - before;
            shape[step] =
                    (1 - share) * hourly.get(Math.floorMod(before, 24))
                            + share * hourly.get(Math.floorMod(before + 1, 24));
        }
        return shape;
    }

    /** Factors on the feeder's own loads, means over each step, {@code [step][load]}. */
    double[][] loadFactors() {
        double[] shape = shape();
        var factors = new double[steps()][];
        for (int step = 0; step < factors.length; step++) {
            factors[step] = new double[feeder.loads().size()];
            for (int minute = step * stepMin; minute < (step + 1) * stepMin; minute++) {
                double[] now = feeder.loadFactors(minute);
                for (int load = 0; load < now.length; load++) {
                    factors[step][load] += now[load] / stepMin;
                }
            }
            for (int load = 0; load < factors[step].length; load++) {
                boolean hasOwn = feeder.loads().get(load).profileId() != null;
                factors[step][load] = loadScale * (hasOwn ? factors[step][load] : shape[step]);
            }
        }
        return factors;
    }

    /** The step between 10 and 14 o'clock with the least base load: when plants give most. */
    int noonStep() {
        double[] total = new double[steps()];
        double[] shape = shape();
        double[][] factors = loadFactors();
        for (int step = 0; step < total.length; step++) {
            for (int load = 0; load < factors[step].length; load++) {
                total[step] += factors[step][load] * feeder.loads().get(load).kw();
            }
            for (var bus : feeder.buses()) {
                total[step] += loadScale * shape[step] * bus.loadKw();
            }
        }
        int from = 600 / stepMin;
        int least = from;
        for (int step = from; step * stepMin < 840; step++) {
            least = total[step] < total[least] ? step : least;
        }
        return Math.min(least, total.length - 1);
    }

    /** The same question with other steps. */
    HostingSetup withStep(int otherStepMin) {
        return new HostingSetup(
                feeder,
                solver,
                points,
                vehicleKw,
                plantKw,
                phases,
                perCustomer,
                maxUnbalance,
                loadScale,
                hourly,
                otherStepMin,
                serviceShare,
                visits);
    }
}
