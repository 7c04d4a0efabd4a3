package org.evenflow.data.opendss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.evenflow.data.FeederImport;
import org.evenflow.data.SharedFiles;
import org.evenflow.model.Regulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published test feeders: their totals as the IEEE PES documents give them. */
class TestFeedersTest {
    /** Why an element of these feeders may be left out. */
    private static final Set<String> JUSTIFIED =
            Set.of(
                    "no element uses it",
                    "disabled in the script",
                    "records results only",
                    "solves or shows results only",
                    "concerns solving or showing results only",
                    "no such bus is joined to the circuit",
                    "the bank stays in the state the script gives it",
                    "a numerical aid of OpenDSS, one millionth of the rating",
                    "the jumper of an open-delta regulator, which passes phase b through itself",
                    "a load keeps its model at every voltage; OpenDSS takes it for an impedance"
                            + " below vminpu (0.95 where unset) and above vmaxpu (1.05)");

    private static FeederImport read(String file) {
        return new OpenDssReader().read(SharedFiles.file("feeders/opendss/" + file));
    }

    @ParameterizedTest
    @CsvSource({
        "13Bus/IEEE13Nodeckt.dss,16,3466,2102",
        "34Bus/ieee34Mod1.dss,37,1769,1044",
        "34Bus/ieee34Mod2.dss,56,1769,1044",
        "37Bus/ieee37.dss,39,2457,1201",
        "123Bus/IEEE123Master.dss,132,3490,1920"
    })
    void totalLoadIsThePublishedOne(String file, int buses, double kw, double kvar) {
        var feeder = read(file).feeder();
        assertThat(feeder.buses()).hasSize(buses);
        // The documents give whole kilowatts, and all loads of the files are such.
        assertThat(feeder.nominalKw()).isCloseTo(kw, within(1e-6));
        assertThat(feeder.nominalKvar()).isCloseTo(kvar, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({
        "13Bus/IEEE13Nodeckt.dss",
        "34Bus/ieee34Mod1.dss",
        "34Bus/ieee34Mod2.dss",
        "37Bus/ieee37.dss",
        "123Bus/IEEE123Master.dss",
        "LVTestCase/Master.dss",
        "ckt5/Master_ckt5.dss"
    })
    void nothingIsLeftOutWithoutAJustifiedReason(String file) {
        var read = read(file);
        assertThat(read.audit().kinds())
                .allSatisfy(
                        kind -> {
                            int ignored = kind.ignored().values().stream().mapToInt(n -> n).sum();
                            assertThat(kind.read()).isEqualTo(kind.mapped() + ignored);
                            assertThat(JUSTIFIED).containsAll(kind.ignored().keySet());
                        });
        assertThat(read.feeder().loop()).isEmpty();
    }

    @Test
    void theEuropeanFeederHasAProfileForEachLoad() {
        var feeder = read("LVTestCase/Master.dss").feeder();
        assertThat(feeder.buses()).hasSize(907);
        assertThat(feeder.loads()).hasSize(55).allMatch(load -> load.profileId() != null);
        // First lines of load_profile_1.txt and load_profile_2.txt.
        assertThat(feeder.loadFactors(0)[0]).isCloseTo(0.036, within(1e-12));
        assertThat(feeder.loadFactors(0)[1]).isCloseTo(0.044, within(1e-12));
    }

    @Test
    void theOpenDeltaBankIsOneRegulator() {
        var regulators =
                read("37Bus/ieee37.dss").feeder().branches().stream()
                        .filter(Regulator.class::isInstance)
                        .map(Regulator.class::cast)
                        .toList();
        assertThat(regulators).hasSize(1);
        var bank = regulators.getFirst();
        assertThat(bank.connection()).isEqualTo(Regulator.Connection.OPEN_DELTA);
        assertThat(bank.units()).hasSize(2);
        // By hand: 0.2 % + 0.2 % and 1 % of 4.8 kV squared over 2 MVA, 11.52 ohm.
        assertThat(bank.rOhm()).isCloseTo(0.04608, within(1e-9));
        assertThat(bank.xOhm()).isCloseTo(0.1152, within(1e-9));
    }
}
