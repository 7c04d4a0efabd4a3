package org.evenflow.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.evenflow.control.CutReason;
import org.evenflow.grid.FlowResult;
import org.evenflow.model.Scenario;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.sim.ChargingEnv;
import org.evenflow.sim.SessionOutcome;
import org.evenflow.sim.StepRecord;
import org.evenflow.sim.Trace;

/**
 * Streams runs to disk as they are played: {@code steps.csv.gz} with a row per step, {@code
 * connectors.csv.gz} with a row per step and plugged-in connector, {@code sessions.csv.gz} with a
 * row per session. Several runs, one after the other, may go into the same files.
 */
public final class StepsWriter implements Trace, AutoCloseable {
    private final ChargingEnv env;
    private final Scenario scenario;
    private final List<String> connectorIds;
    private final BufferedWriter steps;
    private final BufferedWriter connectors;
    private final BufferedWriter sessions;
    private final StringBuilder row = new StringBuilder();
    private String controller = "";
    private long seed;

    /** Opens the three files in a folder. */
    public StepsWriter(ChargingEnv env, Path folder) throws IOException {
        this.env = env;
        scenario = env.scenario();
        connectorIds = EpisodeRecorder.connectorIds(scenario);
        steps = open(folder.resolve("steps.csv.gz"));
        connectors = open(folder.resolve("connectors.csv.gz"));
        sessions = open(folder.resolve("sessions.csv.gz"));
        row.append(
                "controller,seed,step,time,import_kw,base_kw,plant_kw,curtailed_kw,charge_kw,discharge_kw,loss_kw,buy_per_kwh,cost,flow_solved");
        for (SupplyTransformer transformer : scenario.transformers()) {
            row.append(",transformer_kw_").append(Csv.cell(transformer.id()));
        }
        if (scenario.feeder() != null) {
            scenario.feeder()
                    .buses()
                    .forEach(bus -> row.append(",v_pu_").append(Csv.cell(bus.id())));
            scenario.feeder()
                    .branches()
                    .forEach(branch -> row.append(",current_a_").append(Csv.cell(branch.id())));
        }
        flush(steps);
        row.append(
                "controller,seed,step,connector,session,power_kw,wish_kw,stored_kwh,reason,thing");
        flush(connectors);
        row.append(
                "controller,seed,session,connector,arrival_step,departure_step,declared_step,capacity_kwh,arrival_kwh,target_kwh,reachable_kwh,");
        row.append("departure_kwh,charged_kwh,discharged_kwh,unserved_kwh");
        flush(sessions);
    }

    /** Names the run whose steps follow. */
    public void begin(String controllerId, long ofSeed) {
        controller = controllerId;
        seed = ofSeed;
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
        for (double kw : step.transformerKw()) {
            row.append(',').append(kw);
        }
        FlowResult flow = step.flow();
        if (flow != null && scenario.feeder() != null) {
            for (int bus = 0; bus < scenario.feeder().buses().size(); bus++) {
                row.append(',')
                        .append(step.isFlowSolved() ? Double.toString(flow.voltagePu(bus)) : "");
            }
            for (int branch = 0; branch < scenario.feeder().branches().size(); branch++) {
                row.append(',')
                        .append(step.isFlowSolved() ? Double.toString(flow.currentA(branch)) : "");
            }
        }
        flush(steps);
        for (int rank = 0; rank < step.pluggedInCount(); rank++) {
            int connector = step.pluggedIn(rank);
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
                                            scenario, reason, step.thing(connector))));
            flush(connectors);
        }
    }

    @Override
    public void departed(SessionOutcome session) {
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
                    session.unservedKwh()
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
    }

    private StringBuilder head() {
        return row.append(Csv.cell(controller)).append(',').append(seed).append(',');
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
