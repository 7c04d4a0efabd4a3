package org.evenflow.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.evenflow.numeric.RandomStream;
import org.junit.jupiter.api.Test;

final class NormaliserTest {
    @Test
    void rowsAreMeasuredInDeviationsFromTheMean() {
        var normaliser = new Normaliser(2);
        normaliser.add(new float[] {9, 1, 10}, 1);
        normaliser.add(new float[] {3, 10}, 0);
        var z = new float[2];
        normaliser.normalise(new float[] {4, 10}, 0, z, 0);
        // Mean 2 and deviation 1; the second never changed.
        assertThat(z[0]).isCloseTo(2, within(1e-6f));
        assertThat(z[1]).isZero();
        normaliser.normalise(new float[] {400, 11}, 0, z, 0);
        assertThat(z).containsExactly(10, 10); // cut
    }

    @Test
    void nothingIsDoneBeforeTwoRows() {
        var normaliser = new Normaliser(1);
        normaliser.add(new float[] {5}, 0);
        var z = new float[1];
        normaliser.normalise(new float[] {7}, 0, z, 0);
        assertThat(z).containsExactly(7);
    }

    @Test
    void mergedPartsAreTheWhole() {
        var chance = new RandomStream("rows", 4);
        var whole = new Normaliser(1);
        var merged = new Normaliser(1);
        for (int part = 0; part < 5; part++) {
            var own = new Normaliser(1);
            for (int i = 0; i < 10 * part; i++) {
                float[] row = {(float) (100 + part * chance.nextGaussian())};
                whole.add(row, 0);
                own.add(row, 0);
            }
            merged.add(own);
        }
        assertThat(merged.count()).isEqualTo(100);
        assertThat(merged.mean(0)).isCloseTo(whole.mean(0), within(1e-10));
        assertThat(merged.deviation(0)).isCloseTo(whole.deviation(0), within(1e-10));
    }

    @Test
    void whatIsForgottenMakesRoomForNewerRows() {
        var normaliser = new Normaliser(1);
        for (int i = 0; i < 100; i++) {
            normaliser.add(new float[] {i % 2}, 0);
        }
        normaliser.forget(10);
        assertThat(normaliser.deviation(0)).isCloseTo(0.5, within(1e-7));
        for (int i = 0; i < 10; i++) {
            normaliser.add(new float[] {8.5f}, 0);
        }
        assertThat(normaliser.mean(0)).isCloseTo(4.5, within(1e-9)); // half 0.5, half 8.5
    }

    @Test
    void comesBackFromItsFileBitByBitAndACopyStandsAlone() {
        var chance = new RandomStream("rows", 5);
        var normaliser = new Normaliser(1);
        for (int i = 0; i < 7; i++) {
            normaliser.add(new float[] {(float) chance.nextGaussian()}, 0);
        }
        var file = new TensorFile();
        normaliser.write(file, "observation");
        var back = Normaliser.read(TensorFile.of(file.toBytes(), "x"), "observation");
        assertThat(back.mean(0)).isEqualTo(normaliser.mean(0));
        assertThat(back.deviation(0)).isEqualTo(normaliser.deviation(0));
        var copy = normaliser.copy();
        normaliser.add(new float[] {50}, 0);
        assertThat(copy.mean(0)).isEqualTo(back.mean(0));
        normaliser.clear();
        assertThat(normaliser.count()).isZero();
    }
}
