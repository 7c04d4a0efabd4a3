package org.evenflow.data.opendss;

import org.evenflow.data.FeederReader;
import org.evenflow.data.FeederReaderContract;

class OpenDssReaderTest extends FeederReaderContract {
    private static final String TINY =
            """
            Clear ! all that was
            new circuit.tiny bus1=1 basekv=10 pu=1.02 mvasc3=1000 mvasc1=1000
            New Line.a bus1=1 bus2=2 phases=3 length=0.5 units=km
            ~ r1=1 x1=0.5 r0=2 x0=1.5 c1=0 c0=0   // per km, so half of it
            New Line.b bus1=1 bus2=2 r1=1 x1=1 r0=1 x0=1 c1=0 c0=0 enabled=no
            New Load.l bus1=2 kV=10 kW=200 kvar=100
            Set VoltageBases=[10, 0.4]
            CalcV
            Solve
            """;

    @Override
    protected FeederReader reader() {
        return new OpenDssReader();
    }

    @Override
    protected String fileName() {
        return "tiny.dss";
    }

    @Override
    protected String tinyFeeder() {
        return TINY;
    }

    @Override
    protected String tinyLoop() {
        return TINY.replace("enabled=no", "enabled=yes");
    }
}
