package org.evenflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.evenflow.control.rule.Rules;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControllersTest {
    private static final Controllers KNOWN = new Controllers();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mpc[carbon_price=0.1]",
                "mpc[ carbon_price = 1e+1 ; blocks=20 ]",
                "mpc[equal_blocks=1]",
                "mpc[equal_blocks=true]",
                "mpc_short[equal_blocks=false]"
            })
    void settingsInBracketsAreRead(String id) {
        assertThat(id).startsWith(KNOWN.create(id).id() + "[");
    }

    @Test
    void plusWithinASettingIsNoProposal() {
        assertThat(KNOWN.create("uncontrolled+mpc[carbon_price=1e+1]").id())
                .isEqualTo(KNOWN.create("uncontrolled+mpc").id());
        assertThatThrownBy(() -> KNOWN.create("mpc[carbon_price=1e+4]"))
                .hasMessage(
                        "controller mpc: carbon_price must be between 0.0 and 1000.0, is 10000.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mpc[blocks]            | controller 'mpc[blocks]' must have settings like [name=1;other=2], has 'blocks'",
                "mpc[blocks=1;blocks=2] | controller 'mpc[blocks=1;blocks=2]' must have settings like [name=1;other=2], has 'blocks=2'",
                "mpc[blocks=1           | controller 'mpc[blocks=1' must have settings like [name=1;other=2]",
                "mpc[blocks=ten]        | controller mpc: blocks must be a number between 1.0 and 500.0, is 'ten'",
                "mpc[blocks=1=2]        | controller mpc: blocks must be a number between 1.0 and 500.0, is '1=2'",
                "mpc[equal_blocks=some] | controller mpc: equal_blocks must be true or false, is 'some'"
            })
    void whatCannotBeReadIsRefusedWithWhatIsWanted(String id, String why) {
        assertThatThrownBy(() -> KNOWN.create(id))
                .isInstanceOf(InputException.class)
                .hasMessage(why);
    }

    @Test
    void patientControllersTakeNoDeadline() {
        assertThat(KNOWN.patient("mpc[blocks=5]").id()).isEqualTo("mpc");
        assertThatThrownBy(() -> KNOWN.patient("mpc[deadline_s=1]"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("deadline_s cannot be set here");
    }

    @ParameterizedTest
    @CsvSource({
        "time_of_use,                     true",
        "'time_of_use[spread=1]',         true",
        "uncontrolled_raw,                true",
        "mpc,                             false",
        "'uncontrolled+mpc',              false",
        "ppo_quickstart,                  false",
        "'policy:out/policy.safetensors', false",
        "unheard_of,                      false"
    })
    void rulesAreToldFromThoseThatPlanOrLearn(String id, boolean isRule) {
        assertThat(KNOWN.isRule(id)).isEqualTo(isRule);
    }

    @Test
    void everyRuleAmongWhichStudiesChooseIsOneThatTheDispatcherKeeps() {
        assertThat(Rules.candidates())
                .doesNotHaveDuplicates()
                .contains("time_of_use", "time_of_use[spread=0]", "peak_budget", "price_spread")
                .allMatch(KNOWN::isRule)
                .allMatch(id -> KNOWN.create(id).isDispatched());
    }

    @Test
    void missingPolicyIsRefusedWithItsFile(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("empty.safetensors"));
        assertThatThrownBy(() -> KNOWN.create("policy:" + file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("empty.safetensors");
    }
}
