package org.evenflow.experiment.hosting;

import java.nio.file.Path;
import org.evenflow.experiment.Campaign;
import org.evenflow.experiment.OutputFolder;
import org.evenflow.experiment.Provenance;
import org.evenflow.experiment.Release;
import org.evenflow.report.hosting.HostingResult;
import org.evenflow.report.hosting.HostingWriter;

/** Draws a plan and writes its folder. */
public final class HostingRunner {
    private static final String CONFIGURATION = "hosting.yaml";

    private final HostingPlan plan;
    private final Campaign campaign;

    /**
     * A runner.
     *
     * @param campaign where and how draws are made
     */
    public HostingRunner(HostingPlan plan, Campaign campaign) {
        this.plan = plan;
        this.campaign = campaign;
    }

    /**
     * Draws and writes.
     *
     * @param folder for the results
     * @param overwrite whether results of another configuration may be replaced
     * @param command as the user typed it, for the report
     */
    public HostingResult run(Path folder, boolean overwrite, String command) {
        long begin = campaign.nanoClock().getAsLong();
        String configuration = Release.heading() + plan.text();
        try (var output =
                OutputFolder.open(
                        folder, CONFIGURATION, configuration, overwrite, HostingWriter.FILES)) {
            var draws = campaign.run(new HostingExperiment(plan, campaign.nanoClock()), output);
            var result =
                    new HostingFindings(plan)
                            .result(
                                    draws,
                                    Provenance.of(
                                            command,
                                            CONFIGURATION,
                                            configuration,
                                            campaign.runner()),
                                    () -> (campaign.nanoClock().getAsLong() - begin) / 1e9);
            HostingWriter.write(result, folder);
            return result;
        }
    }
}
