package org.evenflow.data.opendss;

/** Units of length of the script language. */
enum LengthUnit {
    /** Whatever fits: nothing is converted. */
    NONE(1),
    MI(1609.344),
    KFT(304.8),
    KM(1000),
    M(1),
    FT(0.3048),
    IN(0.0254),
    CM(0.01),
    MM(0.001);

    private final double metres;

    LengthUnit(double metres) {
        this.metres = metres;
    }

    /** Length of one; 1 where there is no unit. */
    double metres() {
        return metres;
    }

    /** How many of the other go into one of this; 1 where either has no unit. */
    double in(LengthUnit other) {
        return this == NONE || other == NONE ? 1 : metres / other.metres;
    }

    static LengthUnit of(Value value) {
        String name = value.lower();
        for (LengthUnit unit : values()) {
            if (unit.name().equalsIgnoreCase(name)) {
                return unit;
            }
        }
        return switch (name) {
            case "miles", "mile" -> MI;
            case "meter", "metre", "meters", "metres" -> M;
            case "inch", "inches" -> IN;
            case "feet" -> FT;
            default -> throw value.wrong("one of none, mi, kft, km, m, ft, in, cm and mm");
        };
    }
}
