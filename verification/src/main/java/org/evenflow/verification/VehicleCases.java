package org.evenflow.verification;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evenflow.verification.PeerVehicle.Supply;

/**
 * Single vehicles of EV2Gym under given pilots ({@code ev_unit_cases.json}). Cases without the
 * peer's rounding run forward on our own state; in the others each row starts from the file's own
 * stored energy, so that one rounding gap at a time is seen.
 */
public final class VehicleCases {
    public static final String FILE = "ev_unit_cases.json";
    private static final String KIND = "vehicle under given pilots";
    private static final double EXACT = 1e-9;
    static final double ROUNDING_KWH = 0.01 + EXACT;

    private VehicleCases() {}

    static List<CaseReport> run(Path file) {
        var reports = new ArrayList<CaseReport>();
        for (JsonNode one : JsonFile.read(file)) {
            reports.add(run(one, file));
        }
        return reports;
    }

    private static CaseReport run(JsonNode one, Path file) {
        boolean isRounded = JsonFile.child(one, "rounding_ceil_0p01kWh", file).asBoolean();
        JsonNode ev = JsonFile.child(one, "ev", file);
        var vehicle = PeerVehicle.of(ev, file);
        var supply =
                new Supply(
                        JsonFile.number(one, "voltage", file), JsonFile.whole(one, "phases", file));
        double hours = JsonFile.number(ev, "timescale", file) / 60;
        var before = new Comparison("cap_before_kWh", EXACT);
        var energies = new Comparison("energy_kWh", EXACT);
        var amperes = new Comparison("actual_A", EXACT);
        var after =
                isRounded
                        ? new Comparison("cap_after_kWh (rounding gap)", ROUNDING_KWH)
                        : new Comparison("cap_after_kWh", EXACT);
        var socs = new Comparison("soc_after", EXACT);
        double stored = vehicle.arrivalKwh();
        for (JsonNode row : JsonFile.child(one, "rows", file)) {
            var cells = new Row(row, file);
            before.add(cells.at(2), stored, cells.place());
            double from = isRounded ? cells.at(2) : stored;
            double energy = vehicle.energyKwh(from, cells.at(1), supply, hours);
            energies.add(cells.at(3), energy, cells.place());
            double ampere = energy / hours / supply.kwPerAmpere(vehicle.phases());
            amperes.add(cells.at(4), ampere, cells.place());
            if (isRounded) {
                after.addRoundedUp(cells.at(5), from + energy, cells.place());
                stored = cells.at(5);
            } else {
                stored = from + energy;
                after.add(cells.at(5), stored, cells.place());
            }
            socs.add(cells.at(6), stored / vehicle.capacityKwh(), cells.place());
        }
        return new CaseReport(
                JsonFile.text(one, "name", file),
                KIND,
                List.of(before, energies, amperes, after, socs),
                List.of("charging_cycles"),
                List.of());
    }

    /** One row: t, pilot_A, cap_before_kWh, energy_kWh, actual_A, cap_after_kWh, soc_after. */
    private record Row(JsonNode cells, Path file) {
        double at(int column) {
            return JsonFile.number(cells, column, "row", file);
        }

        String place() {
            return "t = " + cells.path(0).asText();
        }
    }
}
