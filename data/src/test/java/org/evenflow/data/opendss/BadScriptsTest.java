package org.evenflow.data.opendss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every fault of a script is refused with the file and line where it stands. */
class BadScriptsTest {
    private static final String GOOD =
            """
            New Circuit.c bus1=1 basekv=10 mvasc3=1000 mvasc1=1000
            New LineCode.code nphases=3 r1=1 x1=0.5 r0=2 x0=1.5 units=km
            New Line.a bus1=1 bus2=2 linecode=code length=1 units=km
            New Load.l bus1=2 kV=10 kW=200 kvar=100
            Set VoltageBases=[10]
            """;

    @TempDir Path folder;

    private static AbstractThrowableAssert<?, ?> refused(String text) {
        return assertThatThrownBy(() -> new OpenDssReader().parse("f.dss", text))
                .isInstanceOf(InputException.class);
    }

    @Test
    void aSoundScriptIsRead() {
        assertThat(new OpenDssReader().parse("f.dss", GOOD).feeder().buses()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    New Line.b bus1=2 bus2=3 linecode=none ; no LineCode has the name 'none' ; 6
                    New Line.b bus1=2 bus2=3 geometry=none ; no LineGeometry has the name ; 6
                    New RegControl.r transformer=none ; no Transformer has the name ; 6
                    New Line.b bus1=2 bus2=3 like=none ; no Line has the name ; 6
                    New Load.m bus1=2 yearly=none ; no LoadShape has the name ; 6
                    New Line.b ; must have bus1 ; 6
                    New Load.m kW=3 ; must have bus1 ; 6
                    New Line.b bus1=2 bus2= ; has no value ; 6
                    New Line.b bus1=2 bus2=3 rmatrix=(1 | 2 ; must be closed ; 6
                    New Line.b bus1=2 bus2=3 colour=red ; no property for 'colour' ; 6
                    New Line.b bus1=2 bus2=3 length=far ; must be a number ; 6
                    New Line.b bus1=2 bus2=3 length=(1 /) ; a number for every operator ; 6
                    New Line.b bus1=2 bus2=2 ; must join two buses ; 6
                    New Line.b bus1=2.1.2 bus2=3.2.1 phases=2 ; same phases in the same order ; 6
                    New Line.b bus1=2.1.1.3 bus2=3 ; different nodes out of 1 ; 6
                    New Line.b bus1=2 bus2=3 r1=0 x1=0 r0=0 x0=0 ; has no impedance ; 6
                    New Line.b bus1=2 bus2=3 linecode=code length=0 ; has no impedance ; 6
                    New Line.b bus1=8 bus2=9 linecode=code ; is an island ; 6
                    New Load.m bus1=9 kW=3 ; is an island ; 6
                    New Line.a bus1=2 bus2=3 ; is defined twice ; 6
                    New Circuit.d ; is the second after c ; 6
                    New Vsource.two bus1=2 basekv=10 ; two sources ; 6
                    New Generator.g bus1=2 kw=3 ; may not be left out ; 6
                    New Load.m bus1=2.4 phases=1 kV=5 ; different nodes out of 1 ; 6
                    New Transformer.t windings=3 ; transformers of more windings ; 6
                    Edit Line.z length=3 ; no Line has the name 'z' ; 6
                    Line.z.length=3 ; no Line has the name 'z' ; 6
                    Frobnicate ; no command that is understood ; 6
                    Redirect lines.dss ; read the script by its path ; 6
                    Set EarthModel=Carson ; must be Deri ; 6
                    New ; must be given as Class.name ; 6
                    """)
    void faultsAreRefusedWithTheirPlace(String line, String message, int place) {
        refused(GOOD + line + "\n")
                .hasMessageContaining(message)
                .hasMessageContaining("f.dss:" + place);
    }

    @Test
    void aWireThatNoGeometryFindsIsRefused() {
        refused(
                        GOOD
                                + """
                                New LineGeometry.g nconds=1 nphases=1
                                ~ cond=1 wire=none x=0 h=10 units=m
                                New Line.b bus1=2.1 bus2=3.1 phases=1 geometry=g
                                """)
                .hasMessageContaining("no WireData has the name 'none'")
                .hasMessageContaining("f.dss:7");
    }

    @Test
    void phasesThatDoNotExistUpstreamAreRefused() {
        String oneLine = "New Line.b bus1=2.1 bus2=3.1 phases=1 r1=1 x1=1\n";
        refused(GOOD + oneLine + "New Load.m bus1=3.2 phases=1 kV=5.77\n")
                .hasMessageContaining("phases must be among the phases a")
                .hasMessageContaining("f.dss:7");
        refused(GOOD + oneLine + "New Line.d bus1=3 bus2=4 linecode=code\n")
                .hasMessageContaining("does not exist upstream");
    }

    @Test
    void aScriptWithoutACircuitIsRefused() {
        refused("Clear\n").hasMessageContaining("f.dss: has no circuit");
    }

    @Test
    void aCommentThatIsNeverClosedIsRefused() {
        refused(GOOD + "/* and so on\n").hasMessageContaining("never closed");
    }

    @Test
    void aCutScriptIsRefusedWhereverTheCutLeavesAnElementHalf() {
        refused(GOOD.substring(0, GOOD.indexOf("bus2=2 ") + 5)).hasMessageContaining("f.dss:3");
        refused(GOOD.substring(0, GOOD.indexOf(" bus2=2"))).hasMessageContaining("must have bus2");
    }

    @Test
    void aRedirectToAMissingFileIsRefused() throws IOException {
        var main = Files.writeString(folder.resolve("main.dss"), GOOD + "Redirect lines.dss\n");
        assertThatThrownBy(() -> new OpenDssReader().read(main))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("file 'lines.dss' does not exist")
                .hasMessageContaining("main.dss:6");
    }

    @Test
    void aLoopOfRedirectsIsRefused() throws IOException {
        var main = Files.writeString(folder.resolve("main.dss"), GOOD + "Redirect sub/Part.dss\n");
        Files.createDirectory(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/part.DSS"), "! first\nRedirect ..\\main.dss\n");
        assertThatThrownBy(() -> new OpenDssReader().read(main))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("redirects close a loop: main.dss -> part.DSS -> main.dss")
                .hasMessageContaining("sub/part.DSS:2");
    }

    @Test
    void aShapeWithFewerNumbersThanItSaysIsRefused() throws IOException {
        Files.writeString(folder.resolve("day.csv"), "0.5\n1.0\n");
        String shape = "New LoadShape.s npts=3 interval=1 mult=(file=day.csv)\n";
        String load = "New Load.m bus1=2 kV=10 yearly=s\n";
        var main = Files.writeString(folder.resolve("main.dss"), GOOD + shape + load);
        assertThatThrownBy(() -> new OpenDssReader().read(main))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("npts must be 1 to the number of factors, 2");
    }
}
