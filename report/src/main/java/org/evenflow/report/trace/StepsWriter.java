package org.evenflow.report.trace;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.evenflow.dispatch.CutReason;
import org.evenflow.dispatch.DecisionEvent;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.report.Csv;
import org.evenflow.sim.ChargingEnv;
import org.evenflow.sim.SessionOutcome;
import org.evenflow.sim.StepRecord;
import org.evenflow.sim.Trace;

/**
 * Streams runs to disk as they are played: {@code steps.csv.gz} with a row per step, {@code
 * connectors.csv.gz} with a row per step and plugged-in connector, {@code sessions.csv.gz} with a
 * row per session, {@code events.csv} with a row per decision event. Several runs, one after the
 * other, may go into the same files.
 *
 * <p>A year of ten thousand connectors would fill gigabytes, so each file holds at most about
 * {@value #MAX_CELLS} cells, shared equally by the runs and their sites, unless it is asked to be
 * full: columns per bus and branch are left out where they would be more, rows per connector and
 * per session end where a run's share is used up. {@link #notes} says so.
 */
public final class StepsWriter implements Trace, AutoCloseable {
    /** Names of the files. */
    public static final List<String> FILES =
            List.of("steps.csv.gz", "connectors.csv.gz", "sessions.csv.gz", EventsWriter.FILE);

    private static final long MAX_CELLS = 10_000_000;
    private static final int CONNECTOR_COLUMNS = 10;
    private static final int SESSION_COLUMNS = 16;

    private final List<ChargingEnv> sites;
    private final StepColumns columns;
    private final BufferedWriter steps;
    private final BufferedWriter connectors;
    private final BufferedWriter sessions;
    private final EventsWriter events;
    private final StringBuilder row = new StringBuilder();
    private final long cellsPerSite;
    private String head = "";
    private int site;
    private ChargingEnv env;
    private Scenario scenario;
    private List<String> connectorIds = List.of();
    private long connectorCells;
    private long sessionCells;
    private long connectorStepsLeftOut;
    private long sessionsLeftOut;

    /**
     * Opens the files in a folder.
     *
     * @param sites the environment of each site; rows say of which they are where there are several
     * @param runs how many will follow
     * @param isFull whether the files hold everything, however large
     */
    public StepsWriter(List<ChargingEnv> sites, Path folder, int runs, boolean isFull)
            throws IOException {
        this.sites = List.copyOf(sites);
        env = sites.getFirst();
        scenario = env.scenario();
        long cellsPerRun = isFull ? Long.MAX_VALUE : MAX_CELLS / Math.max(1, runs);
        columns = new StepColumns(sites.stream().map(ChargingEnv::scenario).toList(), cellsPerRun);
        cellsPerSite = cellsPerRun / sites.size();
        steps = open(folder.resolve(FILES.get(0)));
        connectors = open(folder.resolve(FILES.get(1)));
        sessions = open(folder.resolve(FILES.get(2)));
        events = new EventsWriter(folder, cellsPerSite, sites.size() > 1);
        headers();
    }

    private void headers() {
        String run = "controller,seed" + (sites.size() > 1 ? ",site" : "");
        row.append(run)
                .append(
                        ",step,time,import_kw,base_kw,plant_kw,curtailed_kw,charge_kw,discharge_kw,loss_kw,buy_per_kwh,cost,flow_solved");
        columns.appendNames(row);
        flush(steps);
        row.append(run).append(",step,connector,session,power_kw,wish_kw,stored_kwh,reason,thing");
        flush(connectors);
        row.append(run)
                .append(
                        ",session,connector,arrival_step,departure_step,declared_step,capacity_kwh,arrival_kwh,target_kwh,reachable_kwh,")
                .append("departure_kwh,charged_kwh,discharged_kwh,unserved_kwh,most_kwh");
        flush(sessions);
    }

    /** What the files leave out, in sentences; empty where they hold everything. */
    public List<String> notes() {
        var notes = new ArrayList<String>();
        if (!columns.isWide()) {
            notes.add(
                    "steps.csv.gz leaves out voltages and currents, which would be too many for so"
                            + " long a run; --full-trace writes them.");
        }
        if (connectorStepsLeftOut > 0) {
            notes.add(
                    "connectors.csv.gz holds the beginning of each run only: "
                            + connectorStepsLeftOut
                            + " steps are left out; --full-trace writes them.");
        }
        if (sessionsLeftOut > 0) {
            notes.add(
                    "sessions.csv.gz holds the first departures of each run only: "
                            + sessionsLeftOut
                            + " sessions are left out; --full-trace writes them.");
        }
        if (events.leftOut() > 0) {
            notes.add(
                    "events.csv holds the first events of each run only: "
                            + events.leftOut()
                            + " are left out; --full-trace writes them.");
        }
        return notes;
    }

    /**
     * Names the run whose steps follow.
     *
     * @param atSite position of the site where it is played
     */
    public void begin(String controller, long seed, int atSite) {
        site = atSite;
        env = sites.get(atSite);
        scenario = env.scenario();
        connectorIds = EpisodeRecorder.connectorIds(scenario);
        String of = sites.size() > 1 ? "," + Csv.cell(scenario.site().id()) : "";
        String run = Csv.cell(controller) + ',' + seed + of;
        head = run + ',';
        events.begin(run);
        connectorCells = 0;
        sessionCells = 0;
    }

    /** Writes a decision event of the run. */
    public void event(DecisionEvent event) {
        events.add(event, EpisodeRecorder.time(env));
    }

    @Override
    public void append(StepRecord step) {
        Instant time =
                env.exogenous().start().plusSeconds(step.step() * 60L * scenario.time().stepMin());
        head().append(step.step())
                .append(',')
                .append(time.atZone(scenario.time().zone()).toOffsetDateTime());
        for (double value :
                new double[] {
                    step.importKw(),
                    step.baseKw(),
                    step.plantKw(),
                    step.curtailedKw(),
                    step.chargedKw(),
                    step.dischargedKw(),
                    step.lossKw(),
                    step.buyPerKwh(),
                    step.cost()
                }) {
            row.append(',').append(value);
        }
        row.append(',').append(step.isFlowSolved());
        columns.append(row, site, step);
        flush(steps);
        connectorCells += (long) step.pluggedInCount() * CONNECTOR_COLUMNS;
        if (connectorCells > cellsPerSite) {
            connectorStepsLeftOut++;
            return;
        }
        for (int rank = 0; rank < step.pluggedInCount(); rank++) {
            appendConnector(step, step.pluggedIn(rank));
        }
    }

    private void appendConnector(StepRecord step, int connector) {
        CutReason reason = step.reason(connector);
        head().append(step.step())
                .append(',')
                .append(Csv.cell(connectorIds.get(connector)))
                .append(',')
                .append(step.session(connector));
        row.append(',')
                .append(step.powerKw(connector))
                .append(',')
                .append(step.wishKw(connector))
                .append(',')
                .append(step.storedKwh(connector));
        row.append(',').append(reason.code()).append(',');
        row.append(
                reason == CutReason.NONE
                        ? ""
                        : Csv.cell(
                                EpisodeRecorder.thing(
                                        scenario,
                                        reason,
                                        step.thing(connector),
                                        step.phase(connector))));
        flush(connectors);
    }

    @Override
    public void departed(SessionOutcome session) {
        sessionCells += SESSION_COLUMNS;
        if (sessionCells > cellsPerSite) {
            sessionsLeftOut++;
            return;
        }
        head().append(session.session())
                .append(',')
                .append(Csv.cell(connectorIds.get(session.connector())));
        row.append(',')
                .append(session.arrivalStep())
                .append(',')
                .append(session.departStep())
                .append(',')
                .append(session.declaredStep());
        for (double value :
                new double[] {
                    session.capacityKwh(),
                    session.arrivalKwh(),
                    session.targetKwh(),
                    session.reachableKwh(),
                    session.departureKwh(),
                    session.chargedKwh(),
                    session.dischargedKwh(),
                    session.unservedKwh(),
                    session.mostKwh()
                }) {
            row.append(',').append(value);
        }
        flush(sessions);
    }

    @Override
    public void close() throws IOException {
        steps.close();
        connectors.close();
        sessions.close();
        events.close();
    }

    private StringBuilder head() {
        return row.append(head);
    }

    private void flush(BufferedWriter to) {
        try {
            to.append(row).append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        row.setLength(0);
    }

    private static BufferedWriter open(Path file) throws IOException {
        return new BufferedWriter(
                new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(file), 1 << 16),
                        StandardCharsets.UTF_8),
                1 << 16);
    }
}
