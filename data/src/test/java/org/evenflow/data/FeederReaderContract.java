package org.evenflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.evenflow.model.InputException;
import org.evenflow.model.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every feeder format must satisfy. A subclass gives the same tiny feeder in its format: bus 1
 * (source, 1.02 pu, 10 kV), bus 2 with 200 kW and 100 kvar, a closed line 1-2 of 0.5 + j0.25 Ω and
 * an open line 1-2 of 1 + j1 Ω.
 */
public abstract class FeederReaderContract {
    @TempDir Path folder;

    /** The reader under test. */
    protected abstract FeederReader reader();

    /** Name of a file of the format. */
    protected abstract String fileName();

    /** The tiny feeder in the format. */
    protected abstract String tinyFeeder();

    /** The same, but with both lines closed. */
    protected abstract String tinyLoop();

    /** Writes a text of the format into a folder; a format of several files writes them all. */
    protected Path write(Path into, String text) throws IOException {
        return Files.writeString(into.resolve(fileName()), text);
    }

    @Test
    void isFoundByServiceLoader() {
        assertThat(ServiceLoader.load(FeederReader.class))
                .anyMatch(found -> found.getClass() == reader().getClass());
    }

    @Test
    void knowsItsFilesByName() {
        assertThat(reader().reads(Path.of(fileName()))).isTrue();
        assertThat(reader().reads(Path.of("feeder.unknown"))).isFalse();
        assertThat(reader().format()).isNotBlank();
    }

    @Test
    void readsTheTinyFeeder() throws IOException {
        var file = write(folder, tinyFeeder());
        var feeder = Feeders.read(file);
        assertThat(feeder.sourceBus()).isEqualTo("1");
        assertThat(feeder.sourcePu()).isCloseTo(1.02, within(1e-12));
        assertThat(feeder.buses()).extracting("id").containsExactly("1", "2");
        assertThat(feeder.buses().get(1).loadKw()).isCloseTo(200, within(1e-9));
        assertThat(feeder.buses().get(1).loadKvar()).isCloseTo(100, within(1e-9));
        assertThat(feeder.buses().get(1).baseKv()).isEqualTo(10);
        var line = (Line) feeder.branches().get(0);
        assertThat(line.rOhm()).isCloseTo(0.5, within(1e-12));
        assertThat(line.xOhm()).isCloseTo(0.25, within(1e-12));
        assertThat(line.ratingA()).isInfinite();
        assertThat(feeder.branches().get(1).isClosed()).isFalse();
    }

    @Test
    void refusesALoopAndNamesIt() {
        assertThatThrownBy(() -> reader().parse(fileName(), tinyLoop()).feeder().requireRadial())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("closes a loop");
    }

    @Test
    void refusesGarbageWithAPlace() {
        assertThatThrownBy(() -> reader().parse(fileName(), "]]] what is this"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(fileName());
    }
}
