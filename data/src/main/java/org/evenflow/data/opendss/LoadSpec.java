package org.evenflow.data.opendss;

import org.evenflow.data.opendss.Element.Property;
import org.evenflow.model.InputException;
import org.evenflow.model.Load;
import org.evenflow.model.Load.Model;
import org.evenflow.model.Phases;
import org.jspecify.annotations.Nullable;

/**
 * A load out of its properties (OpenDSS Reference Guide, Load): power from kW and kvar, kW and
 * power factor, kVA and power factor, or connected kVA; a model of how it follows voltage. Mutable
 * while properties are taken.
 */
final class LoadSpec {
    private enum Given {
        KW_AND_FACTOR,
        KW_AND_KVAR,
        KVA_AND_FACTOR,
        CONNECTED_KVA
    }

    private final Element element;
    private final Terminal terminal;
    private int phases = 3;
    private boolean isDelta;
    private double kv = 12.47;
    private double kw = 10;
    private double kvar = 5;
    private double kva = 10 / 0.88;
    private double connectedKva;
    private double allocationFactor = 0.5;
    private double powerFactor = 0.88;
    private Given given = Given.KW_AND_FACTOR;

    LoadSpec(Element element) {
        this.element = element;
        terminal = Terminal.of(element.required("bus1"));
        element.properties().forEach(this::take);
        if (!(kv > 0)) {
            throw element.wrong("must have kv > 0, is " + kv);
        }
        if (!(Math.abs(powerFactor) <= 1 && powerFactor != 0)) {
            throw element.wrong("must have a power factor from -1 to 1 that is not 0");
        }
    }

    private void take(Property property) {
        var value = property.value();
        switch (property.name()) {
            case "phases" -> phases = value.count();
            case "conn" -> isDelta = TransformerSpec.isDelta(value);
            case "kv" -> kv = value.number();
            case "kw" -> {
                kw = value.number();
                given = Given.KW_AND_FACTOR;
            }
            case "pf" -> powerFactor = value.number();
            case "kvar" -> {
                kvar = value.number();
                given = Given.KW_AND_KVAR;
            }
            case "kva" -> {
                kva = value.number();
                given = Given.KVA_AND_FACTOR;
            }
            case "xfkva" -> {
                connectedKva = value.number();
                given = Given.CONNECTED_KVA;
            }
            case "allocationfactor" -> {
                allocationFactor = value.number();
                given = Given.CONNECTED_KVA;
            }
            case "kwh", "kwhdays", "cfactor" ->
                    throw value.wrong("absent; power must be given, not energy");
            default -> {
                // The rest is read by name or has no part in a power flow.
            }
        }
    }

    Terminal terminal() {
        return terminal;
    }

    private double activeKw() {
        return switch (given) {
            case KW_AND_FACTOR, KW_AND_KVAR -> kw;
            case KVA_AND_FACTOR -> kva * Math.abs(powerFactor);
            case CONNECTED_KVA -> connectedKva * allocationFactor * Math.abs(powerFactor);
        };
    }

    private double reactiveKvar() {
        if (given == Given.KW_AND_KVAR) {
            return kvar;
        }
        double tangent = Math.sqrt(1 / (powerFactor * powerFactor) - 1);
        return activeKw() * Math.copySign(tangent, powerFactor);
    }

    /** The load, or null where it stands at its bus as equal constant power of three phases. */
    @Nullable Load load(Buses buses, Shapes shapes, double factor) {
        double baseKv = buses.baseKv(terminal);
        var profile = element.last("yearly").or(() -> element.last("daily"));
        boolean isFixed =
                element.last("status").map(value -> !value.lower().startsWith("v")).orElse(false);
        double scale = isFixed ? 1 : factor;
        var model = model(profile.isPresent() && !isFixed);
        boolean isBetween = isDelta ? !isToEarth() : phases == 1 && !isToEarth();
        boolean isPlain = phases == 3 && !isBetween && model.equals(Model.CONSTANT_POWER);
        if (isPlain && kv == baseKv && profile.isEmpty()) {
            buses.addLoad(terminal, scale * activeKw(), scale * reactiveKvar());
            return null;
        }
        double nominalPu = isBetween || phases != 1 ? kv / baseKv : kv * Math.sqrt(3) / baseKv;
        try {
            return new Load(
                    element.name(),
                    buses.id(terminal),
                    phases(isBetween),
                    isBetween,
                    scale * activeKw(),
                    scale * reactiveKvar(),
                    nominalPu,
                    model,
                    isFixed ? null : profile.map(shapes::use).orElse(null));
        } catch (InputException e) {
            throw e.at(element.place());
        }
    }

    /** Whether the far end of a load's one element is earth. */
    private boolean isToEarth() {
        return phases == 1 && terminal.node(1, 1) == 0;
    }

    private Phases phases(boolean isBetween) {
        if (phases < 1 || phases > 3 || (isDelta && phases == 2)) {
            throw element.wrong("must have 1 or 3 phases, or 2 to a neutral");
        }
        if (!isBetween && terminal.node(phases, phases) != 0) {
            throw terminal.value().wrong("connected to earth (node 0) at its star point");
        }
        return terminal.phases(isBetween && phases == 1 ? 2 : phases);
    }

    private Model model(boolean hasProfile) {
        int code = element.last("model").map(Value::count).orElse(1);
        boolean isReactiveFixed = code == 6 || code == 7;
        if (isReactiveFixed && hasProfile) {
            throw element.required("model").wrong("other than 6 and 7 where a shape scales it");
        }
        return switch (code) {
            case 1, 6 -> Model.CONSTANT_POWER;
            case 2 -> Model.CONSTANT_IMPEDANCE;
            case 3, 7 -> new Model(0, 0, 1, 0);
            case 4 -> exponents(element.number("cvrwatts", 1), element.number("cvrvars", 2));
            case 5 -> Model.CONSTANT_CURRENT;
            case 8 -> coefficients();
            default -> throw element.required("model").wrong("1 to 8");
        };
    }

    /**
     * Power to exponents of voltage as the polynomial of second degree that has the same value,
     * slope and curvature at nominal voltage: exact for 0, 1 and 2; an exponent n errs by
     * n(n-1)(n-2)/6 (v-1)³ at first order, 1.3e-4 for n = 3 and voltages within 5 %.
     */
    private static Model exponents(double watts, double vars) {
        return new Model(
                watts * (watts - 1) / 2,
                watts * (2 - watts),
                vars * (vars - 1) / 2,
                vars * (2 - vars));
    }

    private Model coefficients() {
        var values = element.required("zipv").numbers();
        if (values.size() < 6
                || Math.abs(values.get(0) + values.get(1) + values.get(2) - 1) > 1e-6
                || Math.abs(values.get(3) + values.get(4) + values.get(5) - 1) > 1e-6) {
            throw element.required("zipv").wrong("two times three shares that sum to 1");
        }
        return new Model(values.get(0), values.get(1), values.get(3), values.get(4));
    }

    /** Whether exponents of voltage were put into a polynomial that is not exact. */
    boolean isApproximate() {
        boolean isCvr = element.last("model").map(Value::count).orElse(1) == 4;
        return isCvr
                && !(isWhole(element.number("cvrwatts", 1))
                        && isWhole(element.number("cvrvars", 2)));
    }

    private static boolean isWhole(double exponent) {
        return exponent == 0 || exponent == 1 || exponent == 2;
    }

    /** Whether its power follows voltage, so that limits of that model would matter. */
    boolean followsVoltage() {
        int code = element.last("model").map(Value::count).orElse(1);
        return code != 2;
    }
}
