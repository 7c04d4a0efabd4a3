package org.evenflow.data.opendss;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evenflow.data.opendss.Parameters.Parameter;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;

/**
 * An element of a script: what it was given, in the order it was given, because some properties
 * overwrite others. Mutable while the script is read.
 */
final class Element {
    /** A property that was set; its name is the whole one in lower case. */
    record Property(String name, Value value) {}

    private final ElementKind kind;
    private final String name;
    private final String place;
    private final List<Property> properties = new ArrayList<>();
    private boolean isOpen;

    Element(ElementKind kind, String name, String place) {
        this.kind = kind;
        this.name = name;
        this.place = place;
    }

    ElementKind kind() {
        return kind;
    }

    /** Name without class. */
    String name() {
        return name;
    }

    /** Class and name. */
    String title() {
        return kind.title() + "." + name;
    }

    /** File and line where it begins. */
    String place() {
        return place;
    }

    List<Property> properties() {
        return properties;
    }

    /** Opens or closes it, as by a command of that name. */
    void setOpen(boolean open) {
        isOpen = open;
    }

    boolean isOpen() {
        return isOpen;
    }

    boolean isEnabled() {
        return last("enabled").map(Value::isTrue).orElse(true);
    }

    /** The last value of a property. */
    Optional<Value> last(String property) {
        for (int at = properties.size() - 1; at >= 0; at--) {
            if (properties.get(at).name().equals(property)) {
                return Optional.of(properties.get(at).value());
            }
        }
        return Optional.empty();
    }

    double number(String property, double otherwise) {
        return last(property).map(Value::number).orElse(otherwise);
    }

    /** A property that must be there. */
    Value required(String property) {
        return last(property)
                .orElseThrow(
                        () ->
                                new InputException(
                                        title() + " must have " + property + " (" + place + ")"));
    }

    InputException wrong(String problem) {
        return new InputException(title() + " " + problem + " (" + place + ")");
    }

    /** The exception with this element's place, where it has none. */
    InputException placed(InputException e) {
        return String.valueOf(e.getMessage()).endsWith(")") ? e : e.at(place);
    }

    /** Sets what a command gives after the element's name. */
    void set(List<Parameter> parameters, Circuit circuit, String where, @Nullable Path folder) {
        int next = 0;
        for (Parameter parameter : parameters) {
            int position = parameter.name().isEmpty() ? next : kind.position(parameter.name());
            var property = position < 0 ? Optional.<String>empty() : kind.property(position);
            if (property.isEmpty()) {
                String what = parameter.name().isEmpty() ? parameter.text() : parameter.name();
                throw new InputException(
                        title() + " has no property for '" + what + "' (" + where + ")");
            }
            next = position + 1;
            set(property.get(), parameter, circuit, where, folder);
        }
    }

    private void set(
            String property,
            Parameter parameter,
            Circuit circuit,
            String where,
            @Nullable Path folder) {
        var value =
                new Value(
                        parameter.text(),
                        parameter.isBracketed(),
                        title() + "." + property,
                        where,
                        folder);
        if (property.equals("like")) {
            properties.addAll(circuit.required(kind, value).properties);
        } else {
            properties.add(new Property(property, value));
        }
    }
}
