package org.evenflow.data.opendss;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Classes of elements that are read, each with its properties in the order of the language. */
enum ElementKind {
    VSOURCE(
            "Vsource",
            "bus1 basekv pu angle frequency phases mvasc3 mvasc1 x1r1 x0r0 isc3 isc1 r1 x1 r0 x0"
                    + " scantype sequence bus2 z1 z0 z2 puz1 puz0 puz2 basemva yearly daily duty"
                    + " model puzideal spectrum basefreq enabled like"),
    LINE(
            "Line",
            "bus1 bus2 linecode length phases r1 x1 r0 x0 c1 c0 rmatrix xmatrix cmatrix switch rg"
                    + " xg rho geometry units spacing wires earthmodel cncables tscables b1 b0"
                    + " seasons ratings linetype normamps emergamps faultrate pctperm repair"
                    + " basefreq enabled like"),
    LINE_CODE(
            "LineCode",
            "nphases r1 x1 r0 x0 c1 c0 units rmatrix xmatrix cmatrix basefreq normamps emergamps"
                    + " faultrate pctperm repair kron rg xg rho neutral b1 b0 seasons ratings"
                    + " linetype like"),
    LINE_GEOMETRY(
            "LineGeometry",
            "nconds nphases cond wire x h units normamps emergamps reduce spacing wires cncable"
                    + " tscable cncables tscables seasons ratings linetype like"),
    WIRE_DATA(
            "WireData",
            "rdc rac runits gmrac gmrunits radius radunits normamps emergamps diam seasons ratings"
                    + " capradius like"),
    TRANSFORMER(
            "Transformer",
            "phases windings wdg bus conn kv kva tap %r rneut xneut buses conns kvs kvas taps xhl"
                    + " xht xlt xscarray thermal n m flrise hsrise %loadloss %noloadloss normhkva"
                    + " emerghkva sub maxtap mintap numtaps subname %imag ppm_antifloat %rs bank"
                    + " xfmrcode xrconst x12 x13 x23 leadlag wdgcurrents core rdcohms seasons"
                    + " ratings normamps emergamps faultrate pctperm repair basefreq enabled"
                    + " like"),
    REG_CONTROL(
            "RegControl",
            "transformer winding vreg band ptratio ctprim r x bus delay reversible revvreg revband"
                    + " revr revx tapdelay debugtrace maxtapchange inversetime tapwinding vlimit"
                    + " ptphase revthreshold revdelay revneutral eventlog remoteptratio tapnum"
                    + " reset ldc_z rev_z cogen basefreq enabled like"),
    LOAD(
            "Load",
            "phases bus1 kv kw pf model yearly daily duty growth conn kvar rneut xneut status"
                    + " class vminpu vmaxpu vminnorm vminemerg xfkva allocationfactor kva %mean"
                    + " %stddev cvrwatts cvrvars kwh kwhdays cfactor cvrcurve numcust zipv"
                    + " %seriesrl relweight vlowpu puxharm xrharm spectrum basefreq enabled like"),
    CAPACITOR(
            "Capacitor",
            "bus1 bus2 phases kvar kv conn cmatrix cuf r xl harm numsteps states normamps emergamps"
                    + " faultrate pctperm repair basefreq enabled like"),
    REACTOR(
            "Reactor",
            "bus1 bus2 phases kvar kv conn rmatrix xmatrix parallel r x rp z1 z2 z0 z rcurve lcurve"
                    + " lmh normamps emergamps faultrate pctperm repair basefreq enabled like"),
    LOAD_SHAPE(
            "LoadShape",
            "npts interval mult hour mean stddev csvfile sngfile dblfile action qmult useactual"
                    + " pmax qmax sinterval minterval pbase qbase pmult pqcsvfile memorymapping"
                    + " like");

    private final String title;
    private final List<String> properties;

    ElementKind(String title, String properties) {
        this.title = title;
        this.properties = List.of(properties.split(" "));
    }

    /** Its name as OpenDSS writes it. */
    String title() {
        return title;
    }

    static Optional<ElementKind> of(String name) {
        for (ElementKind kind : values()) {
            if (kind.title.equalsIgnoreCase(name)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** The property of a name or of its beginning, the first that fits; -1 for none. */
    int position(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        int exact = properties.indexOf(wanted);
        if (exact >= 0) {
            return exact;
        }
        for (int position = 0; position < properties.size(); position++) {
            if (properties.get(position).startsWith(wanted)) {
                return position;
            }
        }
        return -1;
    }

    /** The property at a position, from 0; empty beyond the last. */
    Optional<String> property(int position) {
        return position < properties.size()
                ? Optional.of(properties.get(position))
                : Optional.empty();
    }
}
