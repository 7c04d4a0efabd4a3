package org.evenflow.app.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.evenflow.control.Setting;
import org.evenflow.control.Settings;
import org.evenflow.experiment.training.Lessons;
import org.evenflow.experiment.training.RewardTerms;
import org.evenflow.experiment.training.TrainingPlan;
import org.evenflow.experiment.training.TrainingRunner;
import org.evenflow.experiment.training.WarmStart;
import org.evenflow.learn.Policies;
import org.evenflow.learn.charging.Reward;
import org.evenflow.learn.charging.WorldDesign;
import org.evenflow.model.InputException;
import org.evenflow.report.training.TrainingResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenflow train}: learns a controller for a study. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Train a policy on a study's world, on days that no study plays.",
        footer = {
            "",
            "Training, validation and test days never overlap; the policy that is best on validation",
            "days is kept. An interrupted training goes on where it was and gives the same bits.",
            "",
            "Examples:",
            "  evenflow train --list",
            "  evenflow train quickstart --algorithm ppo",
            "  evenflow train my-site.yaml --algorithm ppo --seeds 3 --tune gamma=0.999",
            "  evenflow study quickstart --controllers policy:out/train/quickstart-ppo/policy.safetensors,mpc"
        })
public final class TrainCommand implements Callable<Integer> {
    private static final int MOST_THREADS = 1024;
    private static final int MOST_DAYS = 1000;

    /** Agent-steps where neither user nor algorithm name any: some minutes. */
    private static final double USUAL_STEPS = 2_000_000;

    @Parameters(
            paramLabel = "NAME|FILE",
            arity = "0..1",
            description = "A built-in study (see 'scenario list') or a study or scenario file.")
    private @Nullable String study;

    @Option(names = "--algorithm", paramLabel = "ID", description = "How to learn; see --list.")
    private @Nullable String algorithm;

    @Option(names = "--list", description = "List the algorithms with their settings, and stop.")
    private boolean list;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Agent-steps that each seed plays; default: the algorithm's own.")
    private @Nullable Long steps;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1",
            description = "Train with seeds 1 to N; default: ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(
            names = "--tune",
            paramLabel = "NAME=VALUE",
            description = "Give a setting of the algorithm another value.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Give a key of the scenario another value, as 'study' does.")
    private List<String> keys = new ArrayList<>();

    @Option(
            names = "--warm-start",
            paramLabel = "WHAT",
            description =
                    "Begin with the weights of a policy (policy:FILE or the id of a built-in one), or"
                            + " imitate a controller first, e.g. mpc, which ppo, mappo and graph_ppo"
                            + " can.")
    private @Nullable String warmStart;

    @Option(
            names = "--clone-episodes",
            paramLabel = "N",
            description =
                    "Episodes that the controller to imitate plays before the policy does; they"
                            + " count as steps. Default: 40.")
    private @Nullable Integer cloneEpisodes;

    @Option(
            names = "--validation-days",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "Days that policies are judged on; default: ${DEFAULT-VALUE}. Fewer make long"
                            + " runs faster.")
    private int validationDays;

    @Option(
            names = "--patience",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "End a seed after N of its 40 validations without a better policy; default:"
                            + " ${DEFAULT-VALUE}, never.")
    private int patience;

    @Option(
            names = "--agents",
            paramLabel = "UNIT",
            defaultValue = "connector",
            description = "Who acts: connector, station or district; default: ${DEFAULT-VALUE}.")
    private String agents = "";

    @Option(
            names = "--levels",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Power levels, or price tiers, to choose from; default: ${DEFAULT-VALUE}, any"
                            + " number. Algorithms for discrete actions need some.")
    private int levels;

    @Option(
            names = "--signal",
            paramLabel = "SIGNAL",
            defaultValue = "power",
            description =
                    "What an agent's action means: power, the share of what it can take or give;"
                            + " price, which its vehicles answer by their bids; feedback, the"
                            + " shares that its vehicles take and give back at the same time."
                            + " Default: ${DEFAULT-VALUE}.")
    private String signal = "";

    @Option(
            names = "--refine",
            paramLabel = "PRICE",
            defaultValue = "0",
            description =
                    "Let mpc refine the agents' wishes within the world; following them may cost"
                            + " this, currency per kWh. Default: ${DEFAULT-VALUE}, not refined.")
    private double proposalPrice;

    @Option(
            names = "--correct",
            paramLabel = "RULE",
            defaultValue = "",
            description =
                    "Let connectors correct a rule, e.g. time_of_use[spread=1]: 0 is what it would"
                            + " do, above 0 moves towards all, below 0 towards nothing. Default:"
                            + " none.")
    private String correctedRule = "";

    @Option(
            names = "--reward",
            paramLabel = "TERM=WEIGHT",
            description =
                    "Weight of a term of the reward, currency per unit of the term; the terms of"
                            + " total cost weigh 1, the others 0: ${COMPLETION-CANDIDATES}",
            completionCandidates = RewardTerms.class)
    private List<String> rewards = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the results; default: out/train/<study>-<algorithm>.")
    private @Nullable Path out;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Worker threads; default: one per core. Weights do not depend on it.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--overwrite",
            description = "Replace results of another configuration in the output folder.")
    private boolean overwrite;

    @Option(names = "--json", description = "Print the summary as JSON instead of text.")
    private boolean json;

    @Mixin private final DispatchOptions dispatch = new DispatchOptions();

    @Spec private @Nullable CommandSpec spec;

    /** For picocli. */
    public TrainCommand() {}

    @Override
    public Integer call() throws IOException {
        if (list) {
            list();
            return 0;
        }
        TrainingPlan plan = plan();
        Lessons.Chosen chosen =
                Lessons.named(
                        plan,
                        within("--validation-days", validationDays, MOST_DAYS),
                        new WorldDesign(
                                WorldDesign.unit(agents),
                                levels,
                                proposalPrice,
                                WorldDesign.signal(signal),
                                correctedRule),
                        reward(plan),
                        dispatch.terms(),
                        System::nanoTime);
        Path folder =
                out != null ? out : Path.of("out", "train", chosen.id() + "-" + plan.algorithm());
        int workers = within("--threads", threads, MOST_THREADS);
        boolean isTerminal = System.console() != null && System.console().isTerminal();
        var runner =
                new TrainingRunner(
                        plan,
                        chosen.lesson(),
                        chosen.configuration(),
                        workers,
                        new LiveTraining(
                                System.err, isTerminal, chosen.lesson().unit(), System::nanoTime),
                        System::nanoTime);
        var line = Objects.requireNonNull(spec).commandLine().getParent();
        TrainingResult result =
                runner.run(
                        folder,
                        overwrite,
                        "evenflow " + String.join(" ", line.getParseResult().originalArgs()));
        print(result, folder);
        boolean isLost = result.courses().stream().allMatch(c -> c.state().startsWith("diverged"));
        return isLost ? 1 : 0;
    }

    private TrainingPlan plan() {
        if (study == null) {
            throw new InputException("train needs a study, e.g. 'evenflow train quickstart'");
        }
        if (algorithm == null) {
            throw new InputException(
                    "train needs --algorithm, one of "
                            + String.join(", ", new Policies().algorithms().keySet()));
        }
        Map<String, String> given = given(algorithm);
        if (patience < 0 || patience > TrainingPlan.VALIDATIONS) {
            throw new InputException(
                    "--patience must be 0 to " + TrainingPlan.VALIDATIONS + ", is " + patience);
        }
        var plan =
                new TrainingPlan(
                        study,
                        algorithm,
                        Map.copyOf(given),
                        within("--seeds", seeds, TrainingPlan.MOST_SEEDS),
                        patience,
                        WarmStart.of(warmStart, cloneEpisodes),
                        List.copyOf(keys));
        plan.settings(); // refuses what the algorithm does not know
        return plan;
    }

    /** What is set, and how long a training is in any case. */
    private Map<String, String> given(String algorithm) {
        var given = new LinkedHashMap<String, String>();
        if (steps != null) {
            given.put(TrainingPlan.STEPS, Long.toString(steps));
        }
        for (String setting : settings) {
            String[] sides = setting.split("=", 2);
            if (sides.length != 2 || given.containsKey(sides[0].strip())) {
                throw new InputException(
                        "--tune must be NAME=VALUE, once each, is '" + setting + "'");
            }
            given.put(sides[0].strip(), sides[1].strip());
        }
        var known = new Policies().provider(algorithm).settings(algorithm);
        double usual = Settings.of(algorithm, known, Map.of()).number(TrainingPlan.STEPS);
        given.putIfAbsent(TrainingPlan.STEPS, Double.toString(usual > 0 ? usual : USUAL_STEPS));
        return given;
    }

    /** Total cost unless weights are given; shaped with the algorithm's own discount. */
    private Reward reward(TrainingPlan plan) {
        var reward = Reward.money(plan.settings().number("gamma"));
        for (String text : rewards) {
            String[] sides = text.split("=", -1);
            try {
                reward =
                        reward.with(
                                RewardTerms.named(sides[0].strip()),
                                Double.parseDouble(sides.length == 2 ? sides[1] : ""));
            } catch (NumberFormatException e) {
                throw new InputException(
                        "--reward must be TERM=WEIGHT with a number, is '" + text + "'", e);
            }
        }
        return reward;
    }

    private void list() throws IOException {
        var policies = new Policies();
        if (json) {
            out().println(
                            new ObjectMapper()
                                    .writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(policies.algorithms()));
            return;
        }
        policies.algorithms()
                .forEach(
                        (id, text) -> {
                            out().printf("%s: %s%n", id, text);
                            policies.provider(id).settings(id).forEach(this::list);
                        });
    }

    /** A setting with its usual value; what it may be where that is not a range. */
    private void list(Setting setting) {
        Setting.Kind kind = setting.kind();
        String allowed = kind instanceof Setting.Range ? "" : " (" + kind.allowed() + ")";
        out().printf(
                        "  %-22s %-12s %s%n",
                        setting.name(), kind.usualText(), setting.meaning() + allowed);
    }

    private void print(TrainingResult result, Path folder) throws IOException {
        if (json) {
            out().println(Files.readString(folder.resolve("training.json")).stripTrailing());
            return;
        }
        result.verdict().forEach(out()::println);
        out().printf(
                        "policy: %s; curves: %s%n",
                        folder.resolve(TrainingRunner.POLICY), folder.resolve("training.html"));
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private static int within(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new InputException(option + " must be 1 to " + most + ", is " + value);
        }
        return value;
    }
}
