package org.evenflow.data.scenario;

import java.util.List;
import org.evenflow.data.YamlMap;
import org.evenflow.data.YamlNode;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connection;
import org.evenflow.model.Connector;
import org.evenflow.model.InputException;
import org.evenflow.model.Phases;
import org.evenflow.model.Reactive;
import org.jspecify.annotations.Nullable;

/**
 * The keys {@code phases}, {@code connection}, {@code power_factor} and {@code volt_var} of a
 * station: how its sockets hang on the phases, and the reactive power they take. {@code phases:
 * rotate} goes on from socket to socket through all stations of a list, as installers do. Mutable
 * for that.
 */
final class SocketWiring {
    private static final List<String> TURNS = List.of("abc", "bca", "cab");

    private int turn;

    /** What a station says of its sockets. */
    record Spec(
            @Nullable YamlNode node,
            List<String> phases,
            boolean isRotating,
            boolean isDelta,
            Reactive reactive) {}

    /** Reads the keys of a station. */
    static Spec read(YamlMap map) {
        YamlNode node = map.find("phases");
        boolean isDelta =
                (node != null || map.has("connection"))
                        && map.choice("connection", List.of("wye", "delta"), "wye").equals("delta");
        if (node == null && isDelta) {
            map.need("phases", "rotate, ab, bc, ca or abc, for the connection is delta");
        }
        boolean isRotating =
                node != null && node.isScalar() && node.text("phases").equals("rotate");
        var phases =
                node == null || isRotating
                        ? List.<String>of()
                        : node.isList()
                                ? node.list("a list of phases").stream()
                                        .map(one -> one.text("phases such as a, bc or abc"))
                                        .toList()
                                : List.of(node.text("rotate, or phases such as a, bc or abc"));
        return new Spec(node, phases, isRotating, isDelta, reactive(map));
    }

    /** The connection of the next socket: of {@code number} counted from 0 within its station. */
    Connector socket(String id, ChargerKind kind, Spec spec, int number) {
        YamlNode node = spec.node();
        if (node == null) {
            return new Connector(id, kind, Connection.SHARED, spec.reactive());
        }
        String letters =
                spec.isRotating()
                        ? turned(kind, spec.isDelta())
                        : spec.phases().get(number % spec.phases().size());
        return node.build(
                () -> {
                    Connection connection =
                            spec.isDelta()
                                    ? new Connection.Delta(Phases.parse(letters, "phases"))
                                    : Connection.Wye.parse(letters, "phases");
                    return new Connector(id, kind, connection, spec.reactive());
                });
    }

    private String turned(ChargerKind kind, boolean isDelta) {
        String turned = TURNS.get(turn++ % 3);
        int phases = kind instanceof ChargerKind.SlowAc ac ? ac.phases() : 3;
        return turned.substring(0, isDelta && phases == 1 ? 2 : phases);
    }

    private static Reactive reactive(YamlMap map) {
        YamlNode curve = map.find("volt_var");
        YamlNode factor = map.find("power_factor");
        if (curve != null && factor != null) {
            throw new InputException(
                            curve.path() + " and power_factor exclude each other; give one of them")
                    .at(curve.place());
        }
        if (factor != null) {
            double value = map.number("power_factor");
            return factor.build(() -> new Reactive.PowerFactor(value));
        }
        return curve == null ? Reactive.NONE : voltVar(curve);
    }

    private static Reactive voltVar(YamlNode node) {
        if (!node.isMap()) {
            return standard(node, Reactive.VoltVar.KVA_PER_KW);
        }
        var map = node.map("curve", "voltage_pu", "share", "kva_per_kw");
        double kvaPerKw = map.number("kva_per_kw", Reactive.VoltVar.KVA_PER_KW);
        YamlNode curve = map.find("curve");
        if (curve != null) {
            return standard(curve, kvaPerKw);
        }
        String allowed = "a rising list of voltages in pu (or give curve)";
        var voltages = map.need("voltage_pu", allowed).numbers(allowed);
        String shares = "a falling list of shares of rated apparent power, positive gives";
        var share = map.need("share", shares).numbers(shares);
        return node.build(() -> new Reactive.VoltVar(voltages, share, kvaPerKw));
    }

    private static Reactive standard(YamlNode node, double kvaPerKw) {
        String name = node.choice(List.of("ieee1547_a", "ieee1547_b"));
        return node.build(
                () ->
                        name.equals("ieee1547_a")
                                ? Reactive.VoltVar.ieee1547CategoryA(kvaPerKw)
                                : Reactive.VoltVar.ieee1547CategoryB(kvaPerKw));
    }
}
