package org.evenflow.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.charging.PolicyControllers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The policies that come with Evenflow come out of their recipes: the same bytes on the kind of
 * processor that they were trained on, nearly the same cost on any other. Skipped with a reason are
 * those that do not say which program trained them, and those that take longer than a night.
 */
class ShippedRecipesIT {
    /** Agent-steps of the longest recipe that is trained again. */
    private static final long MOST_STEPS = 3_000_000;

    /** Share of the cost by which other processors' policies may differ. */
    private static final double TOLERANCE = 1e-3;

    @TempDir private Path folder;

    static List<String> ids() {
        return new PolicyControllers().ids();
    }

    @ParameterizedTest
    @MethodSource("ids")
    @Tag("nightly")
    void aShippedPolicyComesOutOfItsRecipe(String id) {
        TensorFile shipped = new PolicyControllers().file(id);
        var recipe = new Recipe(shipped, () -> 0);
        assumeTrue(
                recipe.isOfKnownProgram(),
                id + " was trained before files named the program that trained them");
        assumeTrue(recipe.agentSteps() <= MOST_STEPS, id + " takes longer than a night");
        int threads = Runtime.getRuntime().availableProcessors();
        TensorFile again = recipe.replay(folder, threads, () -> 0);
        if (recipe.isOfThisProcessor()) {
            assertThat(again.toBytes()).as(id).isEqualTo(shipped.toBytes());
        }
        double cost = recipe.cost(shipped);
        assertThat(recipe.cost(again)).as(id).isCloseTo(cost, within(TOLERANCE * cost));
    }
}
