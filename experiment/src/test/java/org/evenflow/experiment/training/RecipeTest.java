package org.evenflow.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.evenflow.learn.charging.PolicyControllers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecipeTest {
    static List<String> shipped() {
        return new PolicyControllers().ids();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void recipesOfShippedPoliciesCanBeRead(String id) {
        var recipe = new Recipe(new PolicyControllers().file(id), () -> 0);
        assertThat(recipe.agentSteps()).isPositive();
    }
}
