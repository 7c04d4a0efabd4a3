package org.evenflow.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.evenflow.data.Feeders;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.GridLimits;
import org.evenflow.grid.Injections;
import org.evenflow.grid.SweepPowerFlow;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenflow powerflow}: solves a feeder at its nominal load. */
@Command(
        name = "powerflow",
        mixinStandardHelpOptions = true,
        description =
                "Solve the AC power flow of a feeder at its nominal load and print voltages and losses.",
        footer = {"", "Exit status 1 where no solution was found."})
public final class PowerflowCommand implements Callable<Integer> {
    private static final double TOLERANCE_PU = 1e-12;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "A feeder file (MATPOWER .m or Evenflow YAML), or the name of a built-in feeder.")
    private String file = "";

    @Option(
            names = "--scale",
            paramLabel = "X",
            defaultValue = "1",
            description = "Factor on all loads; default: ${DEFAULT-VALUE}.")
    private double scale;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private @Nullable CommandSpec spec;

    /** For picocli. */
    public PowerflowCommand() {}

    @Override
    public Integer call() throws java.io.IOException {
        if (!Double.isFinite(scale)) {
            throw new InputException("--scale must be a finite number, is " + scale);
        }
        boolean isBuiltIn = Feeders.builtInIds().contains(file) && !Files.exists(Path.of(file));
        Feeder feeder = isBuiltIn ? Feeders.builtIn(file) : Feeders.read(Path.of(file));
        var injections = new Injections(feeder.buses().size());
        for (int bus = 0; bus < feeder.buses().size(); bus++) {
            injections.loadKw()[bus] = scale * feeder.buses().get(bus).loadKw();
            injections.loadKvar()[bus] = scale * feeder.buses().get(bus).loadKvar();
        }
        var flow = new SweepPowerFlow(feeder, TOLERANCE_PU);
        FlowResult state = flow.newResult();
        boolean converged = flow.solve(injections, state) == FlowStatus.CONVERGED;
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(json(feeder, state, converged));
        } else {
            print(out, feeder, state, flow.limits(), converged);
        }
        return converged ? 0 : 1;
    }

    private static String json(Feeder feeder, FlowResult state, boolean converged)
            throws java.io.IOException {
        var mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("feeder", feeder.id())
                .put("converged", converged)
                .put("iterations", state.iterations());
        if (converged) {
            root.put("loss_kw", state.lossKw()).put("loss_kvar", state.lossKvar());
        } else {
            root.putNull("loss_kw").putNull("loss_kvar");
        }
        var buses = root.putArray("buses");
        for (int bus = 0; bus < feeder.buses().size(); bus++) {
            ObjectNode node = buses.addObject().put("id", feeder.buses().get(bus).id());
            var voltage = node.putArray("v_pu");
            var angle = node.putArray("angle_deg");
            if (converged) {
                voltage.add(state.voltagePu(bus));
                angle.add(state.angleDeg(bus));
            } else {
                voltage.addNull();
                angle.addNull();
            }
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static void print(
            PrintWriter out,
            Feeder feeder,
            FlowResult state,
            GridLimits limits,
            boolean converged) {
        out.printf(
                "%s: %d buses, %d branches. %s%n",
                feeder.id(), feeder.buses().size(), feeder.branches().size(), feeder.source());
        if (!converged) {
            out.printf(
                    "no solution after %d iterations: the load lies beyond what the feeder can carry%n",
                    state.iterations());
            return;
        }
        out.printf("converged in %d iterations to %.0e pu%n", state.iterations(), TOLERANCE_PU);
        out.printf(
                "source %.3f kW, %.3f kvar; losses %.3f kW, %.3f kvar%n",
                state.sourceKw(), state.sourceKvar(), state.lossKw(), state.lossKvar());
        out.printf(
                "%n%-10s %12s %12s %12s %12s%n",
                "bus", "v / pu", "angle / deg", "load / kW", "load / kvar");
        for (int bus = 0; bus < feeder.buses().size(); bus++) {
            Bus data = feeder.buses().get(bus);
            boolean outside =
                    state.voltagePu(bus) < limits.minPu(bus)
                            || state.voltagePu(bus) > limits.maxPu(bus);
            out.printf(
                    "%-10s %12.8f %12.6f %12.3f %12.3f%s%n",
                    data.id(),
                    state.voltagePu(bus),
                    state.angleDeg(bus),
                    data.loadKw(),
                    data.loadKvar(),
                    outside ? "  outside limits" : "");
        }
        for (int branch = 0; branch < feeder.branches().size(); branch++) {
            if (state.loading(branch) > 1) {
                out.printf(
                        "branch %s carries %.1f A, %.0f %% of its rating%n",
                        feeder.branches().get(branch).id(),
                        state.currentA(branch),
                        100 * state.loading(branch));
            }
        }
    }
}
