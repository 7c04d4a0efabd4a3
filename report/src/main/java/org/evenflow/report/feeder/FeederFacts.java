package org.evenflow.report.feeder;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Capacitor;
import org.evenflow.model.Feeder;
import org.evenflow.model.Line;

/**
 * A feeder in figures.
 *
 * @param buses number of buses by nominal voltage and phases, e.g. {@code "12.66 kV abc"}
 * @param loadKw nominal active load
 * @param loadKvar nominal reactive load
 * @param capacitorKvar what capacitors and fixed shunts give at nominal voltage
 * @param lineKm length of the lines whose length is known
 * @param lines number of lines
 * @param linesOfUnknownLength how many of them have no length
 * @param open ids of the branches that are open
 */
record FeederFacts(
        Map<String, Integer> buses,
        double loadKw,
        double loadKvar,
        double capacitorKvar,
        double lineKm,
        int lines,
        int linesOfUnknownLength,
        List<String> open) {

    static FeederFacts of(Feeder feeder) {
        var buses = new TreeMap<String, Integer>();
        for (Bus bus : feeder.buses()) {
            String kind =
                    String.format(Locale.ROOT, "%.6g", bus.baseKv()).replaceAll("\\.?0+$", "")
                            + " kV "
                            + bus.phases().letters();
            buses.merge(kind, 1, Integer::sum);
        }
        var lines =
                feeder.branches().stream()
                        .filter(Line.class::isInstance)
                        .map(Line.class::cast)
                        .toList();
        var known = lines.stream().filter(line -> !Double.isNaN(line.lengthKm())).toList();
        return new FeederFacts(
                buses,
                feeder.nominalKw(),
                feeder.nominalKvar(),
                feeder.capacitors().stream().mapToDouble(Capacitor::kvar).sum()
                        + feeder.buses().stream().mapToDouble(Bus::shuntKvar).sum(),
                known.stream().mapToDouble(Line::lengthKm).sum(),
                lines.size(),
                lines.size() - known.size(),
                feeder.branches().stream()
                        .filter(branch -> !branch.isClosed())
                        .map(Branch::id)
                        .toList());
    }
}
