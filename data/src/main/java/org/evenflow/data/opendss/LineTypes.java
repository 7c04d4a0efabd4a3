package org.evenflow.data.opendss;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** Line codes and geometries, worked out when a line first names them. Mutable. */
final class LineTypes {
    private final Circuit circuit;
    private final Map<Element, LineCode> codes = new IdentityHashMap<>();
    private final Map<Element, LineGeometry> geometries = new IdentityHashMap<>();

    LineTypes(Circuit circuit) {
        this.circuit = circuit;
    }

    LineCode code(Value name) {
        var element = circuit.required(ElementKind.LINE_CODE, name);
        return codes.computeIfAbsent(element, code -> LineCode.of(code, circuit.frequencyHz()));
    }

    LineGeometry geometry(Value name) {
        var element = circuit.required(ElementKind.LINE_GEOMETRY, name);
        return geometries.computeIfAbsent(element, wires -> LineGeometry.of(wires, circuit));
    }

    Set<Element> usedCodes() {
        return codes.keySet();
    }

    Set<Element> usedGeometries() {
        return geometries.keySet();
    }

    /** Whether a geometry in use has this wire. */
    boolean usesWire(Element wire) {
        return geometries.keySet().stream()
                .flatMap(geometry -> geometry.properties().stream())
                .anyMatch(
                        property ->
                                property.name().equals("wire")
                                        && property.value().word().equalsIgnoreCase(wire.name()));
    }
}
