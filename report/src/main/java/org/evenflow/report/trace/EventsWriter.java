package org.evenflow.report.trace;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.evenflow.dispatch.DecisionEvent;
import org.evenflow.model.TimeGrid;
import org.evenflow.report.Csv;

/**
 * Streams decision events to {@code events.csv}, a row each in the order in which they end, with
 * the plain sentence in the last column. Bounded like the step files.
 */
final class EventsWriter implements AutoCloseable {
    static final String FILE = "events.csv";

    private static final int COLUMNS = 19;
    private static final String HEADER =
            ",kind,from_step,to_step,from,to,connector,station,power_kw,wish_kw,"
                    + "reason,element,loading_percent,voltage_pu,shadow_price_kw,next_change_step,"
                    + "energy_kwh,sentence";

    private final BufferedWriter out;
    private final long cellsPerRun;
    private final StringBuilder row = new StringBuilder();
    private String run = "";
    private long cells;
    private long leftOut;

    /**
     * Opens the file.
     *
     * @param hasSites whether rows say of which site they are
     */
    EventsWriter(Path folder, long cellsPerRun, boolean hasSites) throws IOException {
        out = Files.newBufferedWriter(folder.resolve(FILE));
        this.cellsPerRun = cellsPerRun;
        out.append(hasSites ? "controller,seed,site" : "controller,seed")
                .append(HEADER)
                .append('\n');
    }

    /** Begins with the cells that all rows of a run share. */
    void begin(String ofRun) {
        run = ofRun;
        cells = 0;
    }

    /** How many events were too many. */
    long leftOut() {
        return leftOut;
    }

    void add(DecisionEvent event, TimeGrid time) {
        cells += COLUMNS;
        if (cells > cellsPerRun) {
            leftOut++;
            return;
        }
        row.append(run);
        text(event.kind());
        whole(event.fromStep());
        whole(event.toStep());
        text(time.local(event.fromStep()).toOffsetDateTime().toString());
        text(time.local(event.toStep()).toOffsetDateTime().toString());
        text(event.connector());
        switch (event) {
            case DecisionEvent.Correction correction -> correction(correction);
            case DecisionEvent.Shortfall shortfall -> {
                skip(4);
                text(shortfall.element());
                skip(4);
                number(shortfall.missingKwh());
            }
            case DecisionEvent.Shortage shortage -> {
                skip(4);
                text(shortage.element());
                skip(4);
                number(shortage.missingKwh());
            }
            case DecisionEvent.Overload overload -> {
                skip(4);
                text(overload.element());
                number(100 * overload.loading());
                number(overload.voltagePu());
                skip(3);
            }
        }
        text(event.sentence(time));
        row.append('\n');
        try {
            out.append(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        row.setLength(0);
    }

    private void correction(DecisionEvent.Correction correction) {
        text(correction.station());
        number(correction.powerKw());
        number(correction.wishKw());
        text(correction.reason().code());
        text(correction.element());
        number(100 * correction.loading());
        number(correction.voltagePu());
        number(correction.shadowPriceKw());
        whole(correction.changeStep());
        number(correction.changeKwh());
    }

    private void text(String value) {
        row.append(',').append(Csv.cell(value));
    }

    private void whole(int value) {
        row.append(',').append(value);
    }

    private void number(double value) {
        row.append(',');
        if (Double.isFinite(value)) {
            row.append(value);
        }
    }

    private void skip(int count) {
        row.repeat(',', count);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
