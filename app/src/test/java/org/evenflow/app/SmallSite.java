package org.evenflow.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Six connectors under one limit: a site on which studies and trainings take seconds. */
final class SmallSite {
    private static final String SITE =
            """
            scenario: site
            time: {start: 2019-06-03T00:00, zone: Europe/Zurich}
            stations: [{id: A, connectors: 6, charger: {kind: slow_ac, phases: 3, max_a: 16}, limit_kw: 30}]
            sessions: {populations: [{id: p, profile: workplace, sessions_per_connector_day: 1, fleet: [tesla_model_3]}]}
            tariff: {kind: flat, currency: CHF, price_per_kwh: 0.2}
            """;

    private SmallSite() {}

    /** Writes its file. */
    static Path in(Path folder) throws IOException {
        return Files.writeString(folder.resolve("site.yaml"), SITE);
    }
}
