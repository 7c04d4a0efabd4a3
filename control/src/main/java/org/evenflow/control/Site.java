package org.evenflow.control;

import java.util.List;
import org.evenflow.model.Feeder;
import org.evenflow.model.Generator;
import org.evenflow.model.Scenario;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.jspecify.annotations.Nullable;

/**
 * What stands at a site and never changes during a run: everything of a scenario but its time,
 * prices and vehicles.
 *
 * @param feeder the network, or null
 * @param stations in the order that connectors are numbered in
 * @param transformers supply transformers
 * @param siteLimitKw greatest net power of all stations together; may be infinite
 * @param exportLimitKw greatest power given to the grid at the substation; may be infinite
 * @param plants generators
 * @param basePeakKw base load at a load factor of 1, kW
 * @param baseTransformerId supply transformer that carries the base load where there is no feeder,
 *     or null
 * @param unservedPerKwh price of reachable energy that was not given, currency per kWh
 */
public record Site(
        @Nullable Feeder feeder,
        List<Station> stations,
        List<SupplyTransformer> transformers,
        double siteLimitKw,
        double exportLimitKw,
        List<Generator> plants,
        double basePeakKw,
        @Nullable String baseTransformerId,
        double unservedPerKwh) {
    public Site {
        stations = List.copyOf(stations);
        transformers = List.copyOf(transformers);
        plants = List.copyOf(plants);
    }

    /** The site of a scenario. */
    public static Site of(Scenario scenario) {
        var feeder = scenario.feeder();
        return new Site(
                feeder,
                scenario.stations(),
                scenario.transformers(),
                scenario.siteLimitKw(),
                scenario.exportLimitKw(),
                scenario.plants(),
                feeder == null ? scenario.baseLoad().peakKw() : feeder.nominalKw(),
                feeder == null ? scenario.baseLoad().transformerId() : null,
                scenario.unservedPerKwh());
    }
}
