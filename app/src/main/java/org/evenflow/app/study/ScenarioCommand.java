package org.evenflow.app.study;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.evenflow.city.Exogenous;
import org.evenflow.data.scenario.EconomicReader;
import org.evenflow.data.scenario.EconomicStudy;
import org.evenflow.data.scenario.ScenarioReader;
import org.evenflow.data.scenario.Study;
import org.evenflow.data.scenario.StudyReader;
import org.evenflow.economic.EconomicStates;
import org.evenflow.experiment.Controllers;
import org.evenflow.experiment.economic.EconomicFindings;
import org.evenflow.experiment.economic.EconomicMethodList;
import org.evenflow.experiment.study.LeastPeak;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.sim.ChargingEnv;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenflow scenario}: what scenarios there are, what one holds, whether a file is right. */
@Command(
        name = "scenario",
        mixinStandardHelpOptions = true,
        description = "List, show or check scenarios.")
public final class ScenarioCommand {
    @Spec private @Nullable CommandSpec spec;

    /** For picocli. */
    public ScenarioCommand() {}

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List the built-in scenarios and the controllers.")
    int list(@Option(names = "--json", description = "Print JSON.") boolean json)
            throws IOException {
        Map<String, String> scenarios = ScenarioReader.builtIns();
        var controllers = new Controllers();
        var methods = new EconomicMethodList();
        if (json) {
            var tree = new LinkedHashMap<String, Object>();
            tree.put("scenarios", scenarios);
            tree.put("dispatch", EconomicReader.builtIns());
            tree.put("methods", methods.described());
            var described = new LinkedHashMap<String, String>();
            controllers.ids().forEach(id -> described.put(id, controllers.describe(id)));
            tree.put("controllers", described);
            out().println(
                            new ObjectMapper()
                                    .writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(tree));
            return 0;
        }
        out().println("Scenarios");
        scenarios.forEach((id, title) -> out().printf("  %-24s %s%n", id, title));
        out().println("Economic dispatch");
        EconomicReader.builtIns().forEach((id, title) -> out().printf("  %-24s %s%n", id, title));
        out().println("Controllers");
        controllers.ids().forEach(id -> out().printf("  %-24s %s%n", id, controllers.describe(id)));
        out().println("Methods of economic dispatch");
        methods.described().forEach((id, text) -> out().printf("  %-24s %s%n", id, text));
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Show what a scenario holds, and its resolved configuration.")
    int show(
            @Parameters(paramLabel = "NAME|FILE", description = "A built-in scenario or a file.")
                    String name,
            @Option(names = "--yaml", description = "Print the resolved configuration instead.")
                    boolean yaml,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws IOException {
        if (EconomicReader.isMeant(name)) {
            showEconomic(EconomicReader.named(name), yaml, json);
            return 0;
        }
        Study study = StudyReader.named(name);
        if (yaml) {
            out().print(study.resolvedYaml());
            out().flush();
            return 0;
        }
        Map<String, String> facts = ScenarioReader.describe(study.scenario());
        if (json) {
            var tree = new LinkedHashMap<String, Object>();
            tree.put("scenario", study.scenario().id());
            tree.put("title", study.title());
            tree.put("facts", facts);
            tree.put("notes", study.scenario().notes());
            out().println(
                            new ObjectMapper()
                                    .writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(tree));
            return 0;
        }
        out().println(study.title());
        facts.forEach((label, text) -> out().printf("  %-20s %s%n", label, text));
        print("Notes", study.scenario().notes());
        return 0;
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description =
                    "Check a scenario or study file without running it: reads everything it names.")
    int check(@Parameters(paramLabel = "FILE", description = "The file.") String file) {
        if (EconomicReader.isMeant(file)) {
            checkEconomic(file, EconomicReader.named(file));
            return 0;
        }
        Study study = StudyReader.named(file);
        out().printf("%s is right: %s%n", file, study.title());
        var notes = new LinkedHashSet<>(study.scenario().notes());
        boolean isOne = study.scenario().sites().size() == 1;
        for (Scenario part : study.scenario().parts()) {
            var env = new ChargingEnv(part);
            env.reset(study.chosenSeed());
            print(env, study.chosenSeed(), !isOne);
            notes.addAll(env.exogenous().notes());
            for (String note : env.exogenous().drawNotes()) {
                notes.add(isOne ? note : part.site().id() + ": " + note);
            }
        }
        print("Notes", List.copyOf(notes));
        return 0;
    }

    /** What is drawn at a site; its name only where there are others. */
    private void print(ChargingEnv env, long seed, boolean isNamed) {
        Exogenous world = env.exogenous();
        var site = env.scenario().site();
        if (isNamed) {
            out().printf("Site %s%n", site.id());
        }
        out().printf(
                        "  seed %d begins %s with %d sessions%n",
                        seed,
                        world.start().atZone(env.scenario().time().zone()),
                        world.sessions().count);
        out().printf(
                        "  its least feasible peak, all stations together, is %.1f kW; the site limit is %s%n",
                        LeastPeak.of(env),
                        Double.isInfinite(site.siteLimitKw())
                                ? "none"
                                : site.siteLimitKw() + " kW");
    }

    private void showEconomic(EconomicStudy study, boolean yaml, boolean json) throws IOException {
        var methods = new EconomicMethodList();
        List<String> ids =
                study.methods().isEmpty() ? methods.idsFor(study.world()) : study.methods();
        Map<String, String> facts = new EconomicFindings(study, ids).facts();
        if (yaml) {
            out().print(study.resolvedYaml());
            out().flush();
        } else if (json) {
            var tree = new LinkedHashMap<String, Object>();
            tree.put("dispatch", study.world().id());
            tree.put("title", study.title());
            tree.put("facts", facts);
            out().println(
                            new ObjectMapper()
                                    .writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(tree));
        } else {
            out().println(study.title());
            facts.forEach((label, text) -> out().printf("  %-20s %s%n", label, text));
        }
    }

    /** Draws the first seed's states, which refuses ranges that nothing can serve. */
    private void checkEconomic(String file, EconomicStudy study) {
        new EconomicMethodList().check(study.methods(), study.world(), study.variants());
        var states = new EconomicStates(study.world(), study.ranges());
        int count = states.random(study.statesPerSeed(), study.seeds().getFirst()).size();
        out().printf("%s is right: %s%n", file, study.title());
        out().printf(
                        "  %d groups in %d regions; %d states of seed %d can be served%n",
                        study.world().groups().size(),
                        study.world().regions().size(),
                        count,
                        study.seeds().getFirst());
    }

    private void print(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            out().println(title);
            lines.forEach(line -> out().println("  - " + line));
        }
    }
}
