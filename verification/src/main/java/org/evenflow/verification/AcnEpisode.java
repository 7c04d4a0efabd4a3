package org.evenflow.verification;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.evenflow.model.InputException;

/**
 * A site of ACN-Sim ({@code input.json}, {@code pilot_A.csv}, {@code rate_A.csv}, {@code
 * constraint_current_A.csv}): charging rates from the pilots, battery by battery, and the currents
 * of the site's constraints as magnitudes of phasor sums of those rates.
 */
final class AcnEpisode {
    static final String PILOTS = "pilot_A.csv";
    private static final String KIND = "charging site with phasor constraints";
    private static final double EXACT = 1e-9;

    private final Path folder;
    private final Path file;
    private final JsonNode input;
    private final JsonNode network;
    private final double volt;
    private final double hours;
    private final List<String> stations = new ArrayList<>();
    private final List<Session> sessions = new ArrayList<>();

    private AcnEpisode(Path folder) {
        this.folder = folder;
        file = folder.resolve(EpisodeCase.INPUT);
        input = JsonFile.read(file);
        network = JsonFile.child(input, "network", file);
        volt = JsonFile.number(input, "voltage", file);
        hours = JsonFile.number(input, "period_min", file) / 60;
        JsonFile.child(network, "station_ids", file).forEach(id -> stations.add(id.asText()));
        for (JsonNode session : JsonFile.child(input, "sessions", file)) {
            sessions.add(Session.of(session, stations, file));
        }
    }

    static CaseReport run(Path folder) {
        return new AcnEpisode(folder).report();
    }

    private CaseReport report() {
        var pilots = new Columns(folder.resolve(PILOTS));
        var reference = new Columns(folder.resolve("rate_A.csv"));
        var currents = new Columns(folder.resolve("constraint_current_A.csv"));
        var constraints = Constraints.of(network, stations.size(), file);
        var rates = new Comparison("rate_A (" + stations.size() + " stations)", EXACT);
        var sums =
                new Comparison(
                        "constraint_current_A (" + constraints.names().size() + " constraints)",
                        EXACT);
        var rateA = new double[stations.size()];
        for (int step = 0; step < pilots.rows(); step++) {
            charge(pilots, step, rateA);
            for (int station = 0; station < rateA.length; station++) {
                String id = stations.get(station);
                rates.add(
                        reference.number(id, step),
                        rateA[station],
                        reference.place(step) + ", " + id);
            }
            for (int i = 0; i < constraints.names().size(); i++) {
                String name = constraints.names().get(i);
                sums.add(
                        currents.number(name, step),
                        constraints.currentA(i, rateA),
                        currents.place(step) + ", " + name);
            }
        }
        var columns = new ArrayList<>(List.of(rates, sums));
        compareOutcomes(columns);
        return new CaseReport(
                String.valueOf(folder.getFileName()), KIND, columns, List.of(), List.of());
    }

    private void charge(Columns pilots, int step, double[] rateA) {
        Arrays.fill(rateA, 0);
        int t = pilots.whole("t", step);
        for (Session session : sessions) {
            if (session.arrival <= t && t < session.departure) {
                double pilot = pilots.number(stations.get(session.station), step);
                double kw = session.battery.chargedKw(session.storedKwh, pilot, volt, hours);
                session.storedKwh += kw * hours;
                session.deliveredKwh += kw * hours;
                rateA[session.station] = kw * 1000 / volt;
            }
        }
    }

    private void compareOutcomes(List<Comparison> columns) {
        Path outcomes = folder.resolve("sessions_out.json");
        var delivered = new Comparison("delivered_kWh", EXACT);
        var remaining = new Comparison("remaining_kWh", EXACT);
        Map<String, Session> byId = new HashMap<>();
        sessions.forEach(session -> byId.put(session.id, session));
        for (JsonNode outcome : JsonFile.read(outcomes)) {
            String id = JsonFile.text(outcome, "session", outcomes);
            Session session = byId.get(id);
            if (session == null) {
                throw new InputException(
                        "session '" + id + "' is not one of " + file + " (" + outcomes + ")");
            }
            delivered.add(
                    JsonFile.number(outcome, "delivered_kWh", outcomes), session.deliveredKwh, id);
            remaining.add(
                    JsonFile.number(outcome, "remaining_kWh", outcomes),
                    session.requestedKwh - session.deliveredKwh,
                    id);
        }
        columns.addAll(List.of(delivered, remaining));
    }

    /** One vehicle's stay; mutable while it charges. */
    private static final class Session {
        final String id;
        final int station;
        final int arrival;
        final int departure;
        final double requestedKwh;
        final AcnBattery battery;
        double storedKwh;
        double deliveredKwh;

        private Session(JsonNode session, int station, Path file) {
            id = JsonFile.text(session, "session", file);
            this.station = station;
            arrival = JsonFile.whole(session, "arrival", file);
            departure = JsonFile.whole(session, "departure", file);
            requestedKwh = JsonFile.number(session, "requested_kWh", file);
            JsonNode keys = JsonFile.child(session, "battery", file);
            battery = AcnBattery.of(keys, file);
            storedKwh = JsonFile.number(keys, "init", file);
        }

        static Session of(JsonNode session, List<String> stations, Path file) {
            String name = JsonFile.text(session, "station", file);
            int station = stations.indexOf(name);
            if (station < 0) {
                throw new InputException(
                        "station '"
                                + name
                                + "' of a session is not one of station_ids ("
                                + file
                                + ")");
            }
            return new Session(session, station, file);
        }
    }

    /**
     * Sums of currents as phasors: constraint i is {@code |sum_j A[i][j] I_j exp(jφ_j)|}.
     *
     * @param names of the constraints
     * @param real {@code [constraint][station]} A cos φ
     * @param imaginary {@code [constraint][station]} A sin φ
     */
    private record Constraints(List<String> names, double[][] real, double[][] imaginary) {
        static Constraints of(JsonNode network, int stations, Path file) {
            var names = new ArrayList<String>();
            JsonFile.child(network, "constraint_names", file)
                    .forEach(name -> names.add(name.asText()));
            JsonNode matrix = JsonFile.child(network, "constraint_matrix", file);
            JsonNode phases = JsonFile.child(network, "phase_deg", file);
            var real = new double[names.size()][stations];
            var imaginary = new double[names.size()][stations];
            for (int i = 0; i < names.size(); i++) {
                JsonNode row = JsonFile.item(matrix, i, "constraint_matrix", file);
                for (int station = 0; station < stations; station++) {
                    double factor = JsonFile.number(row, station, "constraint_matrix", file);
                    double phase =
                            Math.toRadians(JsonFile.number(phases, station, "phase_deg", file));
                    real[i][station] = factor * Math.cos(phase);
                    imaginary[i][station] = factor * Math.sin(phase);
                }
            }
            return new Constraints(names, real, imaginary);
        }

        double currentA(int constraint, double[] rateA) {
            double re = 0;
            double im = 0;
            for (int station = 0; station < rateA.length; station++) {
                re += real[constraint][station] * rateA[station];
                im += imaginary[constraint][station] * rateA[station];
            }
            return Math.hypot(re, im);
        }
    }
}
