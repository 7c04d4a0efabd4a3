package org.evenflow.model;

import org.jspecify.annotations.Nullable;

/** A plant that gives power as the weather allows. Wind joins when its model does. */
public sealed interface Generator permits Generator.Pv {
    /** Unique in the scenario. */
    String id();

    /** Bus it feeds; any word where the scenario has no feeder. */
    String busId();

    /** Transformer it hangs on, or null. */
    @Nullable String transformerId();

    /** Phases that it feeds, each with the same power, against neutral. */
    Phases phases();

    /** Name of the weather it stands in, or null for the scenario's first. */
    @Nullable String weather();

    /** The same plant in the weather of a name. */
    Generator in(@Nullable String otherWeather);

    /**
     * A photovoltaic array.
     *
     * @param id unique in the scenario
     * @param busId bus it feeds
     * @param transformerId transformer it hangs on, or null
     * @param kwp peak power of the modules at standard test conditions, kW
     * @param tiltDeg from the horizontal, 0 to 90
     * @param azimuthDeg clockwise from north; 180 faces south
     * @param systemEfficiency inverter, wiring and soiling together, (0, 1]; 0.86 after PVWatts' 14
     *     % (A. Dobos, NREL/TP-6A20-62641, 2014)
     * @param phases that it feeds
     * @param weather name of the weather it stands in, or null for the scenario's first
     */
    record Pv(
            String id,
            String busId,
            @Nullable String transformerId,
            double kwp,
            double tiltDeg,
            double azimuthDeg,
            double systemEfficiency,
            Phases phases,
            @Nullable String weather)
            implements Generator {
        public Pv {
            Check.id(id, "pv plant");
            String of = "pv plant " + id + ": ";
            Check.positive(kwp, of + "kwp");
            Check.within(tiltDeg, 0, 90, of + "tilt_deg");
            Check.within(azimuthDeg, 0, 360, of + "azimuth_deg");
            Check.efficiency(systemEfficiency, of + "system_efficiency");
        }

        /** An array behind a three-phase inverter, in the first weather. */
        public Pv(
                String id,
                String busId,
                @Nullable String transformerId,
                double kwp,
                double tiltDeg,
                double azimuthDeg,
                double systemEfficiency) {
            this(
                    id,
                    busId,
                    transformerId,
                    kwp,
                    tiltDeg,
                    azimuthDeg,
                    systemEfficiency,
                    Phases.ABC,
                    null);
        }

        @Override
        public Pv in(@Nullable String otherWeather) {
            return new Pv(
                    id,
                    busId,
                    transformerId,
                    kwp,
                    tiltDeg,
                    azimuthDeg,
                    systemEfficiency,
                    phases,
                    otherWeather);
        }
    }
}
