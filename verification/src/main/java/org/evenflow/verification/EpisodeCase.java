package org.evenflow.verification;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.evenflow.model.InputException;
import org.evenflow.verification.PeerVehicle.Supply;

/**
 * A whole episode of EV2Gym ({@code input.json}, {@code ev_steps.csv}, {@code steps.csv}). Rows of
 * vehicles are computed from the row's own stored energy, since the peer rounds it up after each
 * step; totals of a step are computed from the file's energies.
 */
final class EpisodeCase {
    static final String INPUT = "input.json";
    static final String ROWS = "ev_steps.csv";
    private static final String KIND = "charging episode";
    private static final double EXACT = 1e-9;

    private final Path file;
    private final JsonNode input;
    private final Columns rows;
    private final double hours;
    private final List<Charger> chargers = new ArrayList<>();
    private final Map<String, PeerVehicle> vehicles = new HashMap<>();

    private EpisodeCase(Path folder) {
        file = folder.resolve(INPUT);
        input = JsonFile.read(file);
        rows = new Columns(folder.resolve(ROWS));
        hours = JsonFile.number(input, "timescale_min", file) / 60;
        int firstPort = 0;
        for (JsonNode charger : JsonFile.child(input, "chargers", file)) {
            var read = Charger.of(charger, firstPort, file);
            chargers.add(read);
            firstPort += read.ports();
        }
        for (JsonNode ev : JsonFile.child(input, "evs", file)) {
            String key =
                    key(
                            JsonFile.whole(ev, "location", file),
                            JsonFile.whole(ev, "time_of_arrival", file));
            if (vehicles.put(key, PeerVehicle.of(ev, file)) != null) {
                throw new InputException(
                        "two vehicles arrive at "
                                + key
                                + "; they cannot be told apart ("
                                + file
                                + ")");
            }
        }
    }

    static CaseReport run(Path folder) {
        var episode = new EpisodeCase(folder);
        var columns = new ArrayList<Comparison>();
        var notes = new ArrayList<String>();
        episode.compareRows(columns, notes);
        var steps = new Columns(folder.resolve("steps.csv"));
        var totals = new EpisodeTotals(episode.input, episode.file, episode.hours);
        totals.compare(episode.rows, steps, columns);
        if (episode.input.has("grid")) {
            columns.add(EpisodeGrid.compareVoltages(episode.input, episode.file, steps));
            notes.add("voltages are solved by our sweep from the file's loads and pev columns");
        }
        return new CaseReport(
                String.valueOf(folder.getFileName()),
                KIND,
                columns,
                totals.notCompared(steps),
                notes);
    }

    private void compareRows(List<Comparison> columns, List<String> notes) {
        var pilots = new Comparison("pilot_A", EXACT);
        var before = new Comparison("cap_before_kWh", EXACT);
        var energies = new Comparison("energy_kWh", EXACT);
        var aboveFull = new Comparison("energy_kWh (stored above capacity)", EXACT);
        var amperes = new Comparison("actual_A", EXACT);
        var after = new Comparison("cap_after_kWh (rounding gap)", VehicleCases.ROUNDING_KWH);
        var socs = new Comparison("soc_after", EXACT);
        var pilotRule = new PilotRule(JsonFile.child(input, "actions", file), rows, file);
        var storedBy = new HashMap<String, Double>();
        double created = 0;
        for (int row = 0; row < rows.rows(); row++) {
            Charger charger = charger(row);
            String key = key(rows.whole("charger", row), rows.whole("ev_arrival", row));
            PeerVehicle vehicle = vehicle(key, row);
            String place = rows.place(row);
            double pilot = rows.number("pilot_A", row);
            pilots.add(pilot, pilotRule.ampere(charger, row), place);
            double stored = rows.number("cap_before_kWh", row);
            before.add(stored, storedBy.getOrDefault(key, vehicle.arrivalKwh()), place);
            double energy = vehicle.energyKwh(stored, pilot, charger.supply(), hours);
            (vehicle.isAboveFull(stored) ? aboveFull : energies)
                    .add(rows.number("energy_kWh", row), energy, place);
            amperes.add(
                    rows.number("actual_A", row),
                    energy / hours / charger.supply().kwPerAmpere(vehicle.phases()),
                    place);
            double storedAfter = rows.number("cap_after_kWh", row);
            after.addRoundedUp(storedAfter, stored + energy, place);
            created += storedAfter - stored - energy;
            socs.add(rows.number("soc_after", row), storedAfter / vehicle.capacityKwh(), place);
            storedBy.put(key, storedAfter);
        }
        columns.addAll(List.of(pilots, before, energies, amperes, after, socs));
        notes.add("the reference's rounding creates %.3f kWh in all".formatted(created));
        if (aboveFull.rows() > 0) {
            columns.add(3, aboveFull);
            notes.add(
                    aboveFull.rows()
                            + " rows start above capacity, where its rounding led; our model refuses"
                            + " such states, so the published equation itself is evaluated there");
        }
    }

    private Charger charger(int row) {
        int at = rows.whole("charger", row);
        if (at < 0 || at >= chargers.size()) {
            throw new InputException(
                    "charger must be below " + chargers.size() + ", is " + at + at(row));
        }
        return chargers.get(at);
    }

    private PeerVehicle vehicle(String key, int row) {
        PeerVehicle vehicle = vehicles.get(key);
        if (vehicle == null) {
            throw new InputException("no vehicle of " + file + " arrives at " + key + at(row));
        }
        return vehicle;
    }

    private String at(int row) {
        return " (" + rows.place(row) + ")";
    }

    private static String key(int charger, int arrival) {
        return "charger " + charger + " in step " + arrival;
    }

    /** A charging station: its socket, current limits and where its ports stand in an action. */
    record Charger(
            Supply supply, int ports, int firstPort, double maxChargeA, double maxDischargeA) {
        static Charger of(JsonNode charger, int firstPort, Path file) {
            return new Charger(
                    new Supply(
                            JsonFile.number(charger, "voltage", file),
                            JsonFile.whole(charger, "phases", file)),
                    JsonFile.whole(charger, "n_ports", file),
                    firstPort,
                    JsonFile.number(charger, "max_charge_A", file),
                    JsonFile.number(charger, "max_discharge_A", file));
        }
    }

    /**
     * Pilots from actions: action times the greatest current; where the occupied ports' actions of
     * a charger sum to more than 1 in magnitude, each is divided by that sum and rounded to five
     * decimals.
     */
    private static final class PilotRule {
        private final JsonNode actions;
        private final Columns rows;
        private final Path file;
        private final Map<String, List<Integer>> occupied = new HashMap<>();

        PilotRule(JsonNode actions, Columns rows, Path file) {
            this.actions = actions;
            this.rows = rows;
            this.file = file;
            for (int row = 0; row < rows.rows(); row++) {
                occupied.computeIfAbsent(place(row), key -> new ArrayList<>())
                        .add(rows.whole("port", row));
            }
        }

        double ampere(Charger charger, int row) {
            JsonNode step = JsonFile.item(actions, rows.whole("t", row), "actions", file);
            double sum = 0;
            for (int port : occupied.getOrDefault(place(row), List.of())) {
                sum += JsonFile.number(step, charger.firstPort() + port, "actions", file);
            }
            int port = charger.firstPort() + rows.whole("port", row);
            double action = JsonFile.number(step, port, "actions", file);
            if (charger.ports() > 1 && Math.abs(sum) > 1) {
                action = Math.rint(action / Math.abs(sum) * 1e5) / 1e5;
            }
            return action * (action >= 0 ? charger.maxChargeA() : -charger.maxDischargeA());
        }

        private String place(int row) {
            return rows.text("t", row) + "/" + rows.text("charger", row);
        }
    }
}
