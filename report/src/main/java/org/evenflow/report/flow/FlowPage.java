package org.evenflow.report.flow;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.GridLimits;
import org.evenflow.grid.Injections;
import org.evenflow.grid.LinearError;
import org.evenflow.grid.PhaseSweep;
import org.evenflow.grid.PowerFlow;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Regulator;

/** A state of a feeder as text for people and as JSON for machines. */
public final class FlowPage {
    private final Feeder feeder;
    private final FlowResult state;
    private final GridLimits limits;
    private final Voltages voltages;
    private final boolean converged;
    private final PowerFlow flow;

    /**
     * The page of a solved flow.
     *
     * @param converged whether the state is a solution; else only that is told
     */
    public FlowPage(Feeder feeder, PowerFlow flow, FlowResult state, boolean converged) {
        this.feeder = feeder;
        this.state = state;
        this.converged = converged;
        this.flow = flow;
        limits = flow.limits();
        voltages = new Voltages(feeder, flow.terminals(), state);
    }

    /** One value per bus where the feeder is balanced, else phases a, b and c, null for none. */
    public String json() throws IOException {
        var mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("feeder", feeder.id())
                .put("converged", converged)
                .put("iterations", state.iterations());
        put(root, "loss_kw", converged ? state.lossKw() : Double.NaN);
        put(root, "loss_kvar", converged ? state.lossKvar() : Double.NaN);
        put(root, "source_kw", converged ? state.sourceKw() : Double.NaN);
        put(root, "source_kvar", converged ? state.sourceKvar() : Double.NaN);
        put(root, "load_kw", converged ? state.sourceKw() - state.lossKw() : Double.NaN);
        put(root, "load_kvar", converged ? state.sourceKvar() - state.lossKvar() : Double.NaN);
        var buses = root.putArray("buses");
        for (int bus = 0; bus < feeder.buses().size(); bus++) {
            ObjectNode node = buses.addObject().put("id", feeder.buses().get(bus).id());
            var pu = node.putArray("v_pu");
            var angle = node.putArray("angle_deg");
            for (int phase = 0; phase < voltages.phases(); phase++) {
                add(pu, converged ? voltages.pu(bus, phase) : Double.NaN);
                add(angle, converged ? voltages.angleDeg(bus, phase) : Double.NaN);
            }
        }
        if (converged && flow instanceof PhaseSweep sweep) {
            regulators(root, sweep);
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root)
                + System.lineSeparator();
    }

    private void regulators(ObjectNode root, PhaseSweep sweep) {
        var list = root.putArray("regulators");
        for (int branch = 0; branch < feeder.branches().size(); branch++) {
            if (feeder.branches().get(branch) instanceof Regulator data && data.isClosed()) {
                var taps = list.addObject().put("id", data.id()).putArray("taps");
                Arrays.stream(sweep.taps(state, branch)).forEach(taps::add);
            }
        }
        root.put("regulator_units_outside_band", sweep.unitsOutsideBand(state));
    }

    private void regulators(StringBuilder page, PhaseSweep sweep) {
        boolean hasAny = false;
        for (int branch = 0; branch < feeder.branches().size(); branch++) {
            if (feeder.branches().get(branch) instanceof Regulator data && data.isClosed()) {
                String taps = Arrays.toString(sweep.taps(state, branch));
                line(page, "regulator %s: taps %s", data.id(), taps);
                hasAny = true;
            }
        }
        int outside = sweep.unitsOutsideBand(state);
        if (hasAny && outside > 0) {
            line(page, "%d regulator units would move once more", outside);
        }
    }

    private static void put(ObjectNode node, String key, double value) {
        if (Double.isNaN(value)) {
            node.putNull(key);
        } else {
            node.put(key, value);
        }
    }

    private static void add(ArrayNode array, double value) {
        if (Double.isNaN(value)) {
            array.addNull();
        } else {
            array.add(value);
        }
    }

    /**
     * A table of voltages with totals above and what is beyond its limits below.
     *
     * @param warnings what looks wrong about the feeder's file
     * @param tolerancePu to which it was solved
     */
    public String text(List<String> warnings, double tolerancePu) {
        var page = new StringBuilder();
        line(
                page,
                "%s: %d buses, %d branches. %s",
                feeder.id(),
                feeder.buses().size(),
                feeder.branches().size(),
                feeder.source());
        warnings.forEach(warning -> line(page, "warning: %s", warning));
        if (!converged) {
            line(
                    page,
                    "no solution after %d iterations: the load lies beyond what the feeder can carry",
                    state.iterations());
            return page.toString();
        }
        line(page, "converged in %d iterations to %.0e pu", state.iterations(), tolerancePu);
        line(
                page,
                feeder.machines().isEmpty()
                        ? "load   %12.3f kW %12.3f kvar"
                        : "load   %12.3f kW %12.3f kvar less what machines give",
                state.sourceKw() - state.lossKw(),
                state.sourceKvar() - state.lossKvar());
        line(page, "losses %12.3f kW %12.3f kvar", state.lossKw(), state.lossKvar());
        line(page, "source %12.3f kW %12.3f kvar", state.sourceKw(), state.sourceKvar());
        extremes(page);
        if (flow instanceof PhaseSweep sweep) {
            regulators(page, sweep);
        }
        line(page, "");
        if (voltages.phases() == 1) {
            balancedTable(page);
        } else {
            phaseTable(page);
        }
        overloads(page);
        return page.toString();
    }

    private static void line(StringBuilder page, String format, Object... values) {
        page.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }

    private void extremes(StringBuilder page) {
        int worst = -1;
        int unbalanced = -1;
        for (int branch = 0; branch < feeder.branches().size(); branch++) {
            boolean isWorse = worst < 0 || state.loading(branch) > state.loading(worst);
            worst = state.loading(branch) > 0 && isWorse ? branch : worst;
        }
        if (worst >= 0) {
            line(page, "most loaded: %s", loading(worst));
        }
        for (int bus = 0; bus < feeder.buses().size(); bus++) {
            double share = state.unbalance(bus);
            boolean isWorse = unbalanced < 0 || share > state.unbalance(unbalanced);
            unbalanced = !Double.isNaN(share) && isWorse ? bus : unbalanced;
        }
        if (voltages.phases() == 3 && unbalanced >= 0) {
            line(
                    page,
                    "most unbalanced: bus %s, %.3f %% negative sequence",
                    feeder.buses().get(unbalanced).id(),
                    100 * state.unbalance(unbalanced));
        }
    }

    private String loading(int branch) {
        Branch data = feeder.branches().get(branch);
        int phase = voltages.phases() == 1 ? -1 : state.worstPhase(branch);
        return String.format(
                Locale.ROOT,
                "branch %s carries %.1f A%s, %.0f %% of its rating",
                data.id(),
                state.currentA(branch),
                phase < 0 ? "" : " in phase " + "abc".charAt(phase),
                100 * state.loading(branch));
    }

    private void balancedTable(StringBuilder page) {
        line(
                page,
                "%-10s %12s %12s %12s %12s",
                "bus",
                "v / pu",
                "angle / deg",
                "load / kW",
                "load / kvar");
        for (int bus = 0; bus < feeder.buses().size(); bus++) {
            Bus data = feeder.buses().get(bus);
            line(
                    page,
                    "%-10s %12.8f %12.6f %12.3f %12.3f%s",
                    data.id(),
                    voltages.pu(bus, 0),
                    voltages.angleDeg(bus, 0),
                    data.loadKw(),
                    data.loadKvar(),
                    outside(bus));
        }
    }

    private void phaseTable(StringBuilder page) {
        line(
                page,
                "%-16s %26s %32s %9s",
                "bus",
                "v / pu: a, b, c",
                "angle / deg: a, b, c",
                "unbal / %");
        for (int bus = 0; bus < feeder.buses().size(); bus++) {
            var row = new StringBuilder(String.format("%-16s", feeder.buses().get(bus).id()));
            for (int phase = 0; phase < 3; phase++) {
                row.append(cell(voltages.pu(bus, phase), "%9.6f"));
            }
            for (int phase = 0; phase < 3; phase++) {
                row.append(cell(voltages.angleDeg(bus, phase), "%10.4f"));
            }
            row.append(cell(100 * state.unbalance(bus), "%9.4f"));
            line(page, "%s%s", row, outside(bus));
        }
    }

    private static String cell(double value, String format) {
        String shown = String.format(Locale.ROOT, format, value);
        return " " + (Double.isNaN(value) ? " ".repeat(shown.length() - 3) + "  -" : shown);
    }

    private String outside(int bus) {
        for (int phase = 0; phase < voltages.phases(); phase++) {
            double pu = voltages.pu(bus, phase);
            if (pu < limits.minPu(bus) || pu > limits.maxPu(bus)) {
                return "  outside limits";
            }
        }
        return "";
    }

    private void overloads(StringBuilder page) {
        for (int branch = 0; branch < feeder.branches().size(); branch++) {
            if (state.loading(branch) > 1) {
                line(page, "%s", loading(branch));
            }
        }
    }

    /**
     * How far the linear flow is from the state, in one line.
     *
     * @param injections what the state was solved for; the feeder is radial
     */
    public String linear(Injections injections) {
        return LinearError.of(feeder, injections, state)
                .map(
                        error ->
                                String.format(
                                        Locale.ROOT,
                                        "linear flow: voltages off by up to %.6f pu (%s), %.6f pu"
                                                + " rms; loadings by up to %.2f %%; losses by"
                                                + " %+.3f kW%n",
                                        error.maxVoltagePu(),
                                        flow.terminals().nodeName(error.worstNode()),
                                        error.rmsVoltagePu(),
                                        100 * error.maxLoading(),
                                        error.lossKw()))
                .orElse(String.format("linear flow: no state%n"));
    }
}
