package org.evenflow.city;

import java.util.ArrayList;
import java.util.List;
import org.evenflow.model.Scenario;
import org.evenflow.model.TimeGrid;
import org.evenflow.numeric.RandomStream;

/** Power of all plants over the steps of a run that begins on one day. */
final class PlantTracks {
    PlantTracks(Scenario scenario, TimeGrid grid) {}

    void draw(RandomStream stream, double[][] plantKw) {}

    List<String> notes() {
        return new ArrayList<>();
    }
}
