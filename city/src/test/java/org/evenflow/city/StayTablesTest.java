package org.evenflow.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StayTablesTest {
    private static final double RANGE = 0x1p32;

    @Test
    void saysWhatThePlainProfileSays() {
        var random = new SplittableRandom(5);
        for (String name : SessionProfile.names()) {
            var profile = SessionProfile.named(name);
            var tables = new StayTables(profile);
            for (int i = 0; i < 20_000; i++) {
                int minute = random.nextInt(1440);
                long stayBits = random.nextLong() >>> 32;
                long energyBits = random.nextLong() >>> 32;
                double stay =
                        tables.leavesByClock()
                                ? tables.stayByClockMin(minute, stayBits)
                                : tables.stayMin(tables.stayRow(minute), stayBits);
                // Rounding of products of numbers up to 3,000.
                assertThat(stay)
                        .as("%s, minute %d, bits %d", name, minute, stayBits)
                        .isCloseTo(profile.stayMin(minute, stayBits / RANGE), within(1e-9));
                assertThat(tables.energyKwh(stay, energyBits))
                        .as("%s, stay %f, bits %d", name, stay, energyBits)
                        .isCloseTo(profile.energyKwh(stay, energyBits / RANGE), within(1e-9));
            }
        }
    }

    @Test
    void energiesChangeBandAtTheEdgeItself() {
        var profile = SessionProfile.named("workplace");
        var tables = new StayTables(profile);
        for (double stay : new double[] {59.999, 60, 119.999, 120, 599.999, 600, 1255}) {
            assertThat(tables.energyKwh(stay, 1L << 31))
                    .as("stay %f", stay)
                    .isCloseTo(profile.energyKwh(stay, 0.5), within(1e-9));
        }
    }

    @Test
    void shareBelowALengthIsWhereTheQuantilePassesIt() {
        for (String name : SessionProfile.names()) {
            var tables = new StayTables(SessionProfile.named(name));
            for (int minute = 0; minute < 1440; minute += 180) {
                int row = tables.stayRow(minute);
                for (double min = 0; min < 2800; min += 0.7) {
                    long below = tables.bitsBelow(row, min);
                    assertThat(below).isBetween(0L, 1L << 32);
                    if (below > 0) {
                        assertThat(tables.stayMin(row, below - 1))
                                .as("%s at %d below %f", name, minute, min)
                                .isLessThanOrEqualTo(min);
                    }
                    if (below < 1L << 32) {
                        // The share is rounded down by less than one of 2^32, a stay of a minute
                        // in a cell of 2,000 by far less than a millionth.
                        assertThat(tables.stayMin(row, below))
                                .as("%s at %d from %f", name, minute, min)
                                .isGreaterThan(min - 1e-4);
                    }
                }
            }
        }
    }
}
