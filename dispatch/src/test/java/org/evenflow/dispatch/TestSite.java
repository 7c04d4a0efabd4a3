package org.evenflow.dispatch;

import org.evenflow.control.Ambient;
import org.evenflow.control.Limits;
import org.evenflow.control.Occupancy;
import org.evenflow.control.SiteLayout;
import org.evenflow.grid.Injections;
import org.evenflow.model.Site;

/** A site whose owner is a test: it plugs vehicles in and sets base load and plants. */
public final class TestSite {
    /** Who is plugged in. */
    public final Occupancy occupancy;

    /** Base load and plants. */
    public final Ambient ambient;

    /** What dispatcher and controllers see of both. */
    public final Limits limits;

    /** A site, nothing plugged in. */
    public TestSite(Site site) {
        var layout = new SiteLayout(site);
        occupancy = new Occupancy(layout);
        ambient = new Ambient(layout);
        limits = new Limits(occupancy, ambient);
    }

    /** Plugs in a vehicle that uses all phases. */
    public int plugIn(int connector, double minKw, double stepKw) {
        return occupancy.plugIn(connector, minKw, stepKw, 3);
    }

    /** Plugs in a vehicle with the powers that it can take in the step. */
    public int plug(int connector, double low, double high, double min, double step) {
        int rank = plugIn(connector, min, step);
        range(rank, low, high);
        return rank;
    }

    /** Sets the powers that the vehicle at a rank can take in the step. */
    public void range(int rank, double low, double high) {
        occupancy.lowKw()[rank] = low;
        occupancy.highKw()[rank] = high;
    }

    /** Sets base load less plants of a supply transformer. */
    public void transformerNetKw(int transformer, double kw) {
        ambient.transformerNetKw()[transformer] = kw;
    }

    /** Net load of the feeder's terminals, to be filled. */
    public Injections base() {
        Injections base = ambient.base();
        if (base == null) {
            throw new IllegalStateException("the site has no feeder");
        }
        return base;
    }
}
