package org.evenflow.data.opendss;

import java.util.List;
import java.util.Locale;
import org.evenflow.data.opendss.Parameters.Parameter;
import org.evenflow.model.InputException;

/** The {@code set} command: options that change a feeder are taken, the others counted. */
final class SetOptions {
    private SetOptions() {}

    static void run(Circuit circuit, List<Parameter> options, String place) {
        for (Parameter option : options) {
            if (option.name().isEmpty()) {
                throw new InputException(
                        "option '" + option.text() + "' has no value (" + place + ")");
            }
            String name = option.name().toLowerCase(Locale.ROOT);
            var value = new Value(option.text(), option.isBracketed(), "set " + name, place, null);
            set(circuit, name, value);
        }
    }

    private static void set(Circuit circuit, String name, Value value) {
        switch (name) {
            case "defaultbasefrequency", "defaultbasefreq" ->
                    circuit.setFrequencyHz(positive(value));
            case "voltagebases", "voltagebase" -> {
                circuit.voltageBasesKv().clear();
                value.items().forEach(item -> circuit.voltageBasesKv().add(positive(item)));
            }
            case "loadmult" -> circuit.setLoadFactor(value.number());
            case "controlmode" -> circuit.setControlled(!value.lower().startsWith("off"));
            case "earthmodel" -> {
                if (!value.lower().startsWith("d")) {
                    throw value.wrong("Deri, the only model of the earth that is implemented");
                }
            }
            case "ckttype", "cktmodel", "allocationfactors", "longlinecorrection" ->
                    throw value.wrong("left at its default");
            default ->
                    circuit.tally()
                            .ignored("set option", 1, "concerns solving or showing results only");
        }
    }

    private static double positive(Value value) {
        double number = value.number();
        if (!(number > 0)) {
            throw value.wrong("> 0");
        }
        return number;
    }
}
