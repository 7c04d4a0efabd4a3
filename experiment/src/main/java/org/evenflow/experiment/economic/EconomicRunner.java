package org.evenflow.experiment.economic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evenflow.data.scenario.EconomicStudy;
import org.evenflow.economic.EconomicCase;
import org.evenflow.economic.OtherChoices;
import org.evenflow.experiment.Campaign;
import org.evenflow.experiment.OutputFolder;
import org.evenflow.experiment.Provenance;
import org.evenflow.experiment.Release;
import org.evenflow.model.ChargerGroups.Variant;
import org.evenflow.report.economic.EconomicResult;
import org.evenflow.report.economic.EconomicResult.Row;
import org.evenflow.report.economic.EconomicResult.Source;
import org.evenflow.report.economic.EconomicWriter;

/** Plays a study of economic dispatch and writes its folder. */
public final class EconomicRunner {
    private static final String CONFIGURATION = "study.yaml";

    private final EconomicStudy study;
    private final EconomicMethodList methods = new EconomicMethodList();
    private final Campaign campaign;
    private List<String> lines = List.of();

    /**
     * A runner.
     *
     * @param campaign where and how states are decided
     */
    public EconomicRunner(EconomicStudy study, Campaign campaign) {
        this.study =
                study.withMethods(
                        study.methods().isEmpty()
                                ? methods.idsFor(study.world())
                                : study.methods());
        methods.check(this.study.methods(), study.world(), study.variants());
        this.campaign = campaign;
    }

    /**
     * Decides all states and writes the study's folder.
     *
     * @param folder for the results
     * @param overwrite whether results of another configuration may be replaced
     * @param command as the user typed it, for the report
     */
    public EconomicResult run(Path folder, boolean overwrite, String command) {
        var experiment = new EconomicExperiment(study, methods, campaign.nanoClock());
        String configuration = Release.heading() + study.resolvedYaml();
        try (var output =
                OutputFolder.open(
                        folder, CONFIGURATION, configuration, overwrite, EconomicWriter.FILES)) {
            long begin = campaign.nanoClock().getAsLong();
            List<Row> rows =
                    campaign.run(experiment, output).stream()
                            .flatMap(result -> result.value().stream())
                            .toList();
            var result =
                    result(
                            experiment,
                            rows,
                            Provenance.of(command, CONFIGURATION, configuration, campaign.runner()),
                            begin);
            lines = EconomicWriter.write(result, output.folder());
            return result;
        }
    }

    private EconomicResult result(
            EconomicExperiment experiment,
            List<Row> rows,
            Map<String, String> provenance,
            long begin) {
        var described = new LinkedHashMap<String, String>();
        study.methods().forEach(id -> described.put(id, methods.describe(id)));
        var findings = new EconomicFindings(study, study.methods());
        return new EconomicResult(
                study.id(),
                study.title(),
                study.world(),
                described,
                study.variants().stream().map(Variant::label).toList(),
                study.seeds(),
                rows,
                findings.claims(),
                others(experiment.cases()),
                findings.facts(),
                findings.notes(experiment.refusedShare()),
                provenance,
                (campaign.nanoClock().getAsLong() - begin) / 1e9);
    }

    /** What the last run found, for a terminal. */
    public List<String> lines() {
        return lines;
    }

    /** What wrong choices cost on the random states of the variants that have a choice. */
    private EconomicResult.Others others(List<EconomicExperiment.Case> cases) {
        var second = new ArrayList<Double>();
        var flips = new ArrayList<Double>();
        int turned = 0;
        for (EconomicExperiment.Case task : cases) {
            if (task.source() == Source.RANDOM && task.variant() == Variant.NON_CONVEX) {
                var given = new EconomicCase(study.world(), task.state(), task.variant());
                OtherChoices others = OtherChoices.of(given);
                second.add(others.secondPercent());
                for (double flip : others.flipPercent()) {
                    turned += Double.isNaN(flip) ? 0 : 1;
                    if (Double.isFinite(flip)) {
                        flips.add(flip);
                    }
                }
            }
        }
        return new EconomicResult.Others(
                array(second),
                array(flips),
                turned == 0 ? Double.NaN : 1 - (double) flips.size() / turned);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
