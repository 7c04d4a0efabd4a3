package org.evenflow.city;

import java.util.List;
import org.evenflow.model.Generator;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.scenario.Weather;
import org.evenflow.numeric.RandomStream;

/** What plants in one weather can give over the steps of a run that begins on one day. */
sealed interface AvailablePower permits PlantTracks, BellTracks {
    /** For a kind of weather. */
    static AvailablePower of(List<Generator> plants, Weather weather, TimeGrid grid) {
        return switch (weather) {
            case Weather.Sun sun -> new PlantTracks(plants, sun, grid);
            case Weather.Bell bell -> new BellTracks(bell, plants, grid);
        };
    }

    /** Fills the power of each plant and step, kW, {@code [plant][step]}. */
    void draw(RandomStream stream, double[][] plantKw);

    /** What a reader of the results should know, in sentences. */
    List<String> notes();
}
