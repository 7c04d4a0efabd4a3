package org.evenflow.data.opendss;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.evenflow.data.ImportAudit;
import org.evenflow.model.InputException;

/** All that a script says, before it becomes a feeder. Mutable while the script is read. */
final class Circuit {
    /** A place on the map. */
    record Coordinates(double x, double y) {}

    private final Map<String, Element> elements = new LinkedHashMap<>();
    private final Map<String, Coordinates> coordinates = new HashMap<>();
    private final List<Double> voltageBasesKv = new ArrayList<>();
    private final ImportAudit.Tally tally = new ImportAudit.Tally();
    private String name = "";
    private double frequencyHz = 60;
    private double loadFactor = 1;
    private boolean isControlled = true;

    /** Name of the circuit; empty before there is one. */
    String name() {
        return name;
    }

    void setName(String circuitName) {
        name = circuitName;
    }

    double frequencyHz() {
        return frequencyHz;
    }

    void setFrequencyHz(double hz) {
        frequencyHz = hz;
    }

    /** Factor on all loads. */
    double loadFactor() {
        return loadFactor;
    }

    void setLoadFactor(double factor) {
        loadFactor = factor;
    }

    /** Whether regulators follow their controls. */
    boolean isControlled() {
        return isControlled;
    }

    void setControlled(boolean controlled) {
        isControlled = controlled;
    }

    /** Line-to-line voltages that buses may have. */
    List<Double> voltageBasesKv() {
        return voltageBasesKv;
    }

    /** Forgets all elements, as at the start. */
    void clear() {
        elements.clear();
        coordinates.clear();
        voltageBasesKv.clear();
        name = "";
        loadFactor = 1;
        isControlled = true;
    }

    ImportAudit.Tally tally() {
        return tally;
    }

    /** All elements in the order of the script. */
    Collection<Element> elements() {
        return elements.values();
    }

    /** Places of buses by name in lower case. */
    Map<String, Coordinates> coordinates() {
        return coordinates;
    }

    void add(Element element) {
        var former = elements.putIfAbsent(key(element.kind(), element.name()), element);
        if (former != null) {
            throw element.wrong("is defined twice, first at " + former.place());
        }
    }

    boolean has(ElementKind kind, String elementName) {
        return elements.containsKey(key(kind, elementName));
    }

    /** The element that a property names. */
    Element required(ElementKind kind, Value value) {
        return required(kind, value.word(), value.thing(), value.place());
    }

    Element required(ElementKind kind, String elementName, String thing, String place) {
        var element = elements.get(key(kind, elementName));
        if (element == null) {
            throw new InputException(
                    thing
                            + ": no "
                            + kind.title()
                            + " has the name '"
                            + elementName
                            + "' ("
                            + place
                            + ")");
        }
        return element;
    }

    private static String key(ElementKind kind, String elementName) {
        return kind.ordinal() + "." + elementName.toLowerCase(Locale.ROOT);
    }
}
