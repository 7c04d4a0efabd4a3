package org.evenflow.verification;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Single batteries of ACN-Sim under given pilots, run forward on our own state. */
final class AcnCases {
    static final String FILE = "battery_unit_cases.json";
    private static final String KIND = "battery under given pilots";
    private static final double EXACT = 1e-9;

    private AcnCases() {}

    static List<CaseReport> run(Path file) {
        var reports = new ArrayList<CaseReport>();
        for (JsonNode one : JsonFile.read(file)) {
            reports.add(run(one, file));
        }
        return reports;
    }

    /** Columns are t, pilot_A, charge_before_kWh, actual_A, charge_after_kWh, soc_after. */
    private static CaseReport run(JsonNode one, Path file) {
        var battery = AcnBattery.of(one, file);
        double volt = JsonFile.number(one, "voltage", file);
        double hours = JsonFile.number(one, "period_min", file) / 60;
        var before = new Comparison("charge_before_kWh", EXACT);
        var amperes = new Comparison("actual_A", EXACT);
        var after = new Comparison("charge_after_kWh", EXACT);
        var socs = new Comparison("soc_after", EXACT);
        double stored = JsonFile.number(one, "init", file);
        for (JsonNode row : JsonFile.child(one, "rows", file)) {
            String place = "t = " + row.path(0).asText();
            before.add(JsonFile.number(row, 2, "row", file), stored, place);
            double pilot = JsonFile.number(row, 1, "row", file);
            double kw = battery.chargedKw(stored, pilot, volt, hours);
            amperes.add(JsonFile.number(row, 3, "row", file), kw * 1000 / volt, place);
            stored += kw * hours;
            after.add(JsonFile.number(row, 4, "row", file), stored, place);
            socs.add(JsonFile.number(row, 5, "row", file), stored / battery.capacityKwh(), place);
        }
        return new CaseReport(
                JsonFile.text(one, "name", file),
                KIND,
                List.of(before, amperes, after, socs),
                List.of(),
                List.of());
    }
}
