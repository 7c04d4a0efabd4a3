package org.evenflow.experiment.hosting;

import org.evenflow.city.DrawnVisits;
import org.evenflow.city.SessionProfile;
import org.evenflow.grid.hosting.Visits;
import org.evenflow.numeric.RandomStream;

/** One visit per vehicle and weekday out of a measured profile. Safe for threads. */
final class ProfileVisits implements Visits {
    private final SessionProfile profile;

    ProfileVisits(SessionProfile profile) {
        this.profile = profile;
    }

    @Override
    public void draw(long seed, double[] arrivalMin, double[] stayMin, double[] energyKwh) {
        var random = new RandomStream("visits", seed);
        var visits = new DrawnVisits(profile, false);
        for (int vehicle = 0; vehicle < arrivalMin.length; vehicle++) {
            visits.draw(random);
            arrivalMin[vehicle] = visits.arrivalMin();
            stayMin[vehicle] = visits.stayMin();
            energyKwh[vehicle] = visits.energyKwh();
        }
    }
}
