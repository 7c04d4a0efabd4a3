package org.evenflow.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Test;

class SessionProfileTest {
    /** The committed tables hold five decimals of a weight. */
    private static final double ROUNDING = 96 * 0.5e-5;

    @Test
    void committedTablesAreWhatTheRecipeMeasuresOnTheData() throws IOException {
        for (var recipe : MeasuredProfile.recipes()) {
            var files = new ArrayList<List<String>>();
            for (String file : recipe.files()) {
                files.add(SharedData.linesOrSkip("ev_sessions/" + file));
            }
            assertThat(committed(recipe.name())).isEqualTo(MeasuredProfile.measure(recipe, files));
        }
    }

    private static List<String> committed(String name) throws IOException {
        try (var stream = SessionProfile.class.getResourceAsStream("profiles/" + name + ".csv")) {
            assertThat(stream).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void weekdayWeightsOfEveryProfileAddUpToOne() {
        for (String name : SessionProfile.names()) {
            double sum = Arrays.stream(SessionProfile.named(name).arrivals(false)).sum();
            assertThat(sum).as(name).isCloseTo(1, within(ROUNDING));
        }
    }

    @Test
    void quantilesOfEveryProfileRiseAndArePositive() {
        for (String name : SessionProfile.names()) {
            var profile = SessionProfile.named(name);
            for (int minute = 0; minute < 1440; minute += 15) {
                double before = 0;
                for (double u = 0; u < 1; u += 1 / 64.0) {
                    double stay = profile.stayMin(minute, u);
                    assertThat(stay).as(name).isPositive();
                    assertThat(profile.energyKwh(stay, u)).as(name).isPositive();
                    if (!name.equals("depot")) {
                        assertThat(stay).as(name).isGreaterThanOrEqualTo(before);
                    }
                    before = stay;
                }
            }
        }
    }

    @Test
    void busesLeaveTheDepotBetweenHalfPastFourAndSeven() {
        var depot = SessionProfile.named("depot");
        assertThat(depot.stayMin(22 * 60, 0)).isEqualTo(6.5 * 60);
        assertThat(depot.stayMin(18 * 60, 0.5)).isEqualTo((6 + 5.75) * 60);
    }

    @Test
    void quantilesOfSeventeenRisingNumbersAreThemselvesButForTheTrimmedEnds() {
        double[] values = new double[17];
        Arrays.setAll(values, i -> i);
        double[] quantiles = MeasuredProfile.quantiles(values);
        // The 1 percent quantile of 0..16 is 0.16, the 99 percent one 15.84.
        assertThat(quantiles[0]).isCloseTo(0.16, within(1e-12));
        assertThat(quantiles[8]).isEqualTo(8);
        assertThat(quantiles[16]).isCloseTo(15.84, within(1e-12));
    }

    @Test
    void anUnknownProfileIsRefusedWithTheKnownNames() {
        assertThatThrownBy(() -> SessionProfile.named("airport"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("airport")
                .hasMessageContaining("workplace");
    }
}
