package org.evenflow.data.scenario;

import java.time.Instant;
import java.util.List;
import org.evenflow.data.YamlMap;
import org.evenflow.data.YamlNode;
import org.evenflow.model.InputException;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.Series;
import org.evenflow.model.scenario.Tariff;

/** What must hold between the parts of a scenario before it runs. */
final class ScenarioChecks {
    private final Scenario scenario;
    private final List<Instant> starts;
    private final YamlMap map;
    private final int minutes;

    /**
     * For a scenario.
     *
     * @param starts instants its runs may begin at
     * @param map its document, for the places of complaints
     */
    ScenarioChecks(Scenario scenario, List<Instant> starts, YamlMap map) {
        this.scenario = scenario;
        this.starts = starts;
        this.map = map;
        this.minutes = scenario.time().steps() * scenario.time().stepMin();
    }

    void run() {
        covers("carbon", scenario.world().carbon().series());
        for (var tariff : scenario.money().tariffs()) {
            if (tariff.value() instanceof Tariff.RealTime realTime) {
                covers("tariff", realTime.prices());
            }
        }
        checkUnserved(highestPrice());
    }

    private void covers(String key, @org.jspecify.annotations.Nullable Series series) {
        YamlNode node = map.find(key);
        if (series != null && node != null) {
            for (Instant start : starts) {
                node.build(() -> series.mean(start, minutes));
            }
        }
    }

    /** Highest price of the run's days, and a look whether the tariff has one for every step. */
    private double highestPrice() {
        YamlNode node = map.need("tariff", "a tariff");
        var time = scenario.time();
        double highest = Double.NEGATIVE_INFINITY;
        for (var tariff : scenario.money().tariffs()) {
            for (Instant start : starts) {
                for (int step = 0; step < time.steps(); step++) {
                    var at = start.plusSeconds(60L * step * time.stepMin()).atZone(time.zone());
                    double price = node.build(() -> tariff.value().buyPerKwh(at, time.stepMin()));
                    highest = Math.max(highest, price);
                }
            }
        }
        return highest;
    }

    private void checkUnserved(double highest) {
        double price = scenario.money().unservedPerKwh();
        if (price <= 2 * highest) {
            YamlNode node = map.find("unserved_per_kwh");
            throw new InputException(
                            "unserved_per_kwh must be above twice the run's highest price ("
                                    + Math.round(highest * 1e6) / 1e6
                                    + " "
                                    + scenario.money().currency()
                                    + " per kWh), is "
                                    + price
                                    + (node == null ? " by default" : ""))
                    .at((node == null ? map.node() : node).place());
        }
    }
}
