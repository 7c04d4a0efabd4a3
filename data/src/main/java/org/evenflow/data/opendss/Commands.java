package org.evenflow.data.opendss;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.evenflow.data.opendss.Parameters.Parameter;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;

/** Carries out the commands of a script on a circuit. */
final class Commands {
    private static final String NO_FLOW = "has no part in a power flow";
    private static final String PROTECTS = "protection does not act in a healthy power flow";

    /** Classes that are left out, each with the reason. */
    private static final Map<String, String> LEFT_OUT =
            Map.ofEntries(
                    Map.entry("monitor", "records results only"),
                    Map.entry("energymeter", "records results only"),
                    Map.entry("sensor", "records results only"),
                    Map.entry("spectrum", "concerns harmonics only"),
                    Map.entry("growthshape", "concerns growth over years only"),
                    Map.entry("tcc_curve", PROTECTS),
                    Map.entry("fuse", PROTECTS),
                    Map.entry("relay", PROTECTS),
                    Map.entry("recloser", PROTECTS),
                    Map.entry("tshape", NO_FLOW),
                    Map.entry("priceshape", NO_FLOW),
                    Map.entry("xycurve", NO_FLOW),
                    Map.entry("capcontrol", "the bank stays in the state the script gives it"));

    /** Commands that only solve or show. */
    private static final Set<String> SHOWING =
            Set.of(
                    "solve",
                    "show",
                    "plot",
                    "export",
                    "sample",
                    "reset",
                    "calcvoltagebases",
                    "visualize",
                    "closedi",
                    "buildy",
                    "help",
                    "summary",
                    "get",
                    "formedit",
                    "totals",
                    "?",
                    "cd",
                    "about",
                    "dump",
                    "relcalc",
                    "makebuslist");

    private final Circuit circuit;
    private final Script script;
    private @Nullable Element active;
    private boolean isLeftOut;

    Commands(Circuit circuit, Script script) {
        this.circuit = circuit;
        this.script = script;
    }

    /** One line. */
    void run(String line, String place, @Nullable Path folder) {
        if (line.startsWith("~")) {
            more(Parameters.of(line.substring(1), place), place, folder);
            return;
        }
        var parameters = Parameters.of(line, place);
        if (parameters.isEmpty()) {
            return;
        }
        var first = parameters.getFirst();
        var rest = parameters.subList(1, parameters.size());
        if (!first.name().isEmpty()) {
            property(first, rest, place, folder);
            return;
        }
        switch (first.text().toLowerCase(Locale.ROOT)) {
            case "new" -> create(rest, place, folder);
            case "edit" -> edit(rest, place, folder);
            case "more", "m" -> more(rest, place, folder);
            case "batchedit" -> batch(rest, place, folder);
            case "set" -> SetOptions.run(circuit, rest, place);
            case "redirect", "compile" -> script.redirect(folder, only(rest, place), place);
            case "buscoords" -> BusCoordinates.read(circuit, folder, only(rest, place), place);
            case "clear", "clearall" -> circuit.clear();
            case "open" -> target(rest, place).setOpen(true);
            case "close" -> target(rest, place).setOpen(false);
            case "enable", "disable" -> enable(first.text(), rest, place, folder);
            default -> show(first.text(), place);
        }
    }

    private void show(String command, String place) {
        String name = command.toLowerCase(Locale.ROOT);
        if (SHOWING.stream().noneMatch(whole -> whole.startsWith(name))) {
            throw new InputException(
                    "'" + command + "' is no command that is understood (" + place + ")");
        }
        circuit.tally().ignored("command", 1, "solves or shows results only");
    }

    private static String only(List<Parameter> parameters, String place) {
        if (parameters.isEmpty()) {
            throw new InputException("the command must name a file (" + place + ")");
        }
        return parameters.getFirst().text();
    }

    /** Class and name of the element that the first parameter names. */
    private static String[] names(List<Parameter> parameters, String place) {
        String text = parameters.isEmpty() ? "" : parameters.getFirst().text();
        int dot = text.indexOf('.');
        if (dot < 1 || dot == text.length() - 1) {
            throw new InputException(
                    "an element must be given as Class.name, is '" + text + "' (" + place + ")");
        }
        return new String[] {text.substring(0, dot), text.substring(dot + 1)};
    }

    private void create(List<Parameter> parameters, String place, @Nullable Path folder) {
        String[] names = names(parameters, place);
        var rest = parameters.subList(1, parameters.size());
        active = null;
        String reason = LEFT_OUT.get(names[0].toLowerCase(Locale.ROOT));
        isLeftOut = reason != null;
        if (reason != null) {
            circuit.tally().ignored(names[0].toLowerCase(Locale.ROOT), 1, reason);
            return;
        }
        boolean isCircuit = names[0].equalsIgnoreCase("circuit");
        if (isCircuit && !circuit.name().isEmpty()) {
            throw new InputException(
                    "circuit "
                            + names[1]
                            + " is the second after "
                            + circuit.name()
                            + "; a script must have one ("
                            + place
                            + ")");
        }
        var kind = isCircuit ? ElementKind.VSOURCE : kind(names[0], place);
        var element = new Element(kind, isCircuit ? "source" : names[1], place);
        if (isCircuit) {
            circuit.setName(names[1]);
        }
        element.set(rest, circuit, place, folder);
        circuit.add(element);
        active = element;
    }

    private static ElementKind kind(String name, String place) {
        return ElementKind.of(name)
                .orElseThrow(
                        () ->
                                new InputException(
                                        "class "
                                                + name
                                                + " is not understood and may not be left out"
                                                + " ("
                                                + place
                                                + ")"));
    }

    private Element target(List<Parameter> parameters, String place) {
        String[] names = names(parameters, place);
        return circuit.required(kind(names[0], place), names[1], "the command", place);
    }

    private void edit(List<Parameter> parameters, String place, @Nullable Path folder) {
        String[] names = names(parameters, place);
        isLeftOut = LEFT_OUT.containsKey(names[0].toLowerCase(Locale.ROOT));
        if (!isLeftOut) {
            boolean isCircuit = names[0].equalsIgnoreCase("circuit");
            active =
                    isCircuit
                            ? circuit.required(ElementKind.VSOURCE, "source", "edit", place)
                            : target(parameters, place);
            active.set(parameters.subList(1, parameters.size()), circuit, place, folder);
        }
    }

    private void more(List<Parameter> parameters, String place, @Nullable Path folder) {
        if (isLeftOut) {
            return;
        }
        if (active == null) {
            throw new InputException("'~' continues no element (" + place + ")");
        }
        active.set(parameters, circuit, place, folder);
    }

    /** {@code Class.name.property=value}, and what follows for the same element. */
    private void property(
            Parameter first, List<Parameter> rest, String place, @Nullable Path folder) {
        String path = first.name();
        int dot = path.lastIndexOf('.');
        var element = new Parameter("", dot < 0 ? path : path.substring(0, dot), false);
        edit(List.of(element), place, folder);
        if (active != null && !isLeftOut) {
            var property =
                    new Parameter(path.substring(dot + 1), first.text(), first.isBracketed());
            active.set(List.of(property), circuit, place, folder);
            active.set(rest, circuit, place, folder);
        }
    }

    private void batch(List<Parameter> parameters, String place, @Nullable Path folder) {
        String[] names = names(parameters, place);
        var kind = kind(names[0], place);
        var pattern = pattern(names[1], place);
        for (Element element : circuit.elements()) {
            if (element.kind() == kind && pattern.matcher(element.name()).find()) {
                element.set(parameters.subList(1, parameters.size()), circuit, place, folder);
            }
        }
    }

    private static Pattern pattern(String text, String place) {
        try {
            return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            throw new InputException("'" + text + "' is no regular expression (" + place + ")", e);
        }
    }

    private void enable(
            String command, List<Parameter> parameters, String place, @Nullable Path folder) {
        String isEnabled = command.equalsIgnoreCase("enable") ? "yes" : "no";
        var property = new Parameter("enabled", isEnabled, false);
        target(parameters, place).set(List.of(property), circuit, place, folder);
    }
}
