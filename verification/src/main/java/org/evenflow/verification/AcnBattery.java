package org.evenflow.verification;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.evenflow.model.ConstantPowerTaper;
import org.evenflow.model.InputException;

/**
 * A battery of ACN-Sim 0.3.3 (Z. Lee et al., IEEE Trans. Smart Grid 12(6), 2021) in terms of our
 * model: lossless, of one phase. {@code Battery} takes what is asked until it is full; {@code
 * Linear2StageBattery} tapers, integrated exactly ("continuous") or with the limit at the step's
 * beginning ("stepwise").
 */
record AcnBattery(double capacityKwh, double maxKw, ConstantPowerTaper taper, boolean isStepwise) {

    /** From the keys of a case; {@code capacity}, {@code max_power_kW}, {@code type} and so on. */
    static AcnBattery of(JsonNode battery, Path file) {
        String type = JsonFile.text(battery, "type", file);
        boolean isTapered =
                switch (type) {
                    case "Battery" -> false;
                    case "Linear2StageBattery" -> true;
                    default ->
                            throw new InputException(
                                    "battery type must be Battery or Linear2StageBattery, is '"
                                            + type
                                            + "' ("
                                            + file
                                            + ")");
                };
        return new AcnBattery(
                JsonFile.number(battery, "capacity", file),
                JsonFile.number(battery, "max_power_kW", file),
                isTapered
                        ? new ConstantPowerTaper(
                                JsonFile.number(battery, "transition_soc", file), 1)
                        : ConstantPowerTaper.NONE,
                battery.path("charge_calculation").asText().equals("stepwise"));
    }

    /** Mean power over a step, kW. */
    double chargedKw(double storedKwh, double pilotA, double volt, double hours) {
        double soc = storedKwh / capacityKwh;
        double kw = Math.min(pilotA * volt / 1000, maxKw);
        if (isStepwise) {
            kw = Math.min(kw, taper.limitKw(soc, maxKw));
            return Math.min(kw, (capacityKwh - storedKwh) / hours);
        }
        return (taper.socAfter(soc, kw, maxKw, capacityKwh, hours) - soc) * capacityKwh / hours;
    }
}
