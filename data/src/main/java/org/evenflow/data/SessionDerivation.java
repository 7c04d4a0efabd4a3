package org.evenflow.data;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.evenflow.model.scenario.SessionRecord;

/**
 * Completes sessions by the rules of {@link SessionDefaults} and counts what was derived. Mutable.
 *
 * <p>Energies are at the meter; the cells store η times as much. With W the share of the battery
 * that a session may fill, a capacity C is enough where {@code η * energy <= W * C}; W is {@code
 * targetSoc - minSocArrival}, {@code targetSoc} where the log states the capacity, or {@code 1 -
 * SoC on arrival} where it states that.
 */
final class SessionDerivation {
    private final SessionDefaults defaults;
    private final String layout;
    private final boolean takesDelivered;
    private int sessions;
    private int declared;
    private int requested;
    private int requestedCut;
    private int overAsked;
    private int undelivered;
    private int capacity;
    private int capacityAboveLadder;
    private int soc;
    private int maxKw;
    private int maxKwRaised;

    SessionDerivation(SessionDefaults defaults, SessionColumns columns) {
        this.defaults = defaults;
        this.layout = columns.name();
        var names = columns.columns();
        takesDelivered =
                Objects.equals(
                        names.get(SessionColumns.Field.REQUESTED_KWH),
                        names.get(SessionColumns.Field.ENERGY_KWH));
    }

    SessionRecord complete(SessionRowReader.Session raw) {
        sessions++;
        double askedKwh = raw.requestedKwh() > 0 ? raw.requestedKwh() : raw.energyKwh();
        requested += raw.requestedKwh() > 0 && !takesDelivered ? 0 : 1;
        boolean hasSoc = raw.socArrival() >= 0 && raw.socArrival() < 1;
        boolean hasCapacity = raw.capacityKwh() > 0;
        double window =
                hasSoc
                        ? 1 - raw.socArrival()
                        : defaults.targetSoc() - (hasCapacity ? 0 : defaults.minSocArrival());
        double capacityKwh =
                hasCapacity ? raw.capacityKwh() : capacityKwh(raw.energyKwh(), askedKwh, window);
        double fullKwh = capacityKwh * window / defaults.chargeEfficiency();
        if (askedKwh > fullKwh * (1 + 1e-9)) {
            requestedCut++;
            askedKwh = fullKwh;
        }
        double takenKwh = takenKwh(raw, askedKwh);
        return new SessionRecord(
                raw.id(),
                raw.station(),
                raw.arrival().instant(),
                raw.departure().instant(),
                declared(raw),
                raw.energyKwh(),
                askedKwh,
                takenKwh,
                capacityKwh,
                hasSoc ? raw.socArrival() : socArrival(askedKwh, capacityKwh),
                maxKw(raw));
    }

    private double takenKwh(SessionRowReader.Session raw, double askedKwh) {
        boolean isKnown = raw.takenKwh() > 0;
        double takenKwh = isKnown ? raw.takenKwh() : askedKwh;
        overAsked += takenKwh < askedKwh ? 1 : 0;
        undelivered += !isKnown && raw.energyKwh() < askedKwh ? 1 : 0;
        return takenKwh;
    }

    private double capacityKwh(double energyKwh, double askedKwh, double window) {
        capacity++;
        double needKwh = Math.max(energyKwh, askedKwh) * defaults.chargeEfficiency() / window;
        for (double step : defaults.capacityLadderKwh()) {
            if (needKwh <= step) {
                return step;
            }
        }
        double leastKwh = energyKwh * defaults.chargeEfficiency() / window;
        double largestKwh = defaults.capacityLadderKwh().getLast();
        capacityAboveLadder += leastKwh > largestKwh ? 1 : 0;
        return Math.max(leastKwh, largestKwh);
    }

    private double socArrival(double askedKwh, double capacityKwh) {
        soc++;
        double filled = askedKwh * defaults.chargeEfficiency() / capacityKwh;
        return Math.max(0, Math.min(defaults.targetSoc() - filled, Math.nextDown(1.0)));
    }

    private Instant declared(SessionRowReader.Session raw) {
        var said = raw.declared();
        if (said != null && said.instant().isAfter(raw.arrival().instant())) {
            return said.instant();
        }
        declared++;
        return raw.departure().instant();
    }

    private double maxKw(SessionRowReader.Session raw) {
        double meanKw = raw.energyKwh() / raw.hours();
        boolean isGiven = raw.maxKw() > 0;
        double kw = isGiven ? raw.maxKw() : defaults.maxKw();
        maxKw += isGiven ? 0 : 1;
        maxKwRaised += meanKw > kw ? 1 : 0;
        return Math.max(kw, meanKw);
    }

    List<String> sentences() {
        var said = new ArrayList<String>();
        say(
                said,
                declared,
                "no usable declared departure: drivers are assumed to declare their true departure");
        say(said, requested, "no requested energy: the energy delivered is taken for it");
        sayAsked(said);
        sayBattery(said);
        return List.copyOf(said);
    }

    private void sayAsked(List<String> said) {
        say(
                said,
                overAsked,
                "asked for more than their vehicles took: controllers see what was asked for, the"
                        + " vehicles stop at what they took");
        say(
                said,
                undelivered,
                "asked for more than was delivered, and no column says what they would have taken"
                        + " (taken_kwh): they are taken to take all that they asked for");
    }

    private void sayBattery(List<String> said) {
        say(
                said,
                capacity,
                String.format(
                        Locale.ROOT,
                        "no battery size: the smallest of %s usable kWh that holds the energy between %.0f %% and %.0f %% is assumed (efficiency %.3f)",
                        String.join(
                                ", ",
                                defaults.capacityLadderKwh().stream()
                                        .map(kwh -> String.valueOf(kwh).replaceAll("\\.0$", ""))
                                        .toList()),
                        100 * defaults.minSocArrival(),
                        100 * defaults.targetSoc(),
                        defaults.chargeEfficiency()));
        say(
                said,
                capacityAboveLadder,
                "took more energy than the largest of these batteries holds: the battery is sized to it");
        say(
                said,
                requestedCut,
                "asked for more energy than the battery can take: the request is cut to that");
        say(
                said,
                soc,
                String.format(
                        Locale.ROOT,
                        "no state of charge on arrival: it is set so that the requested energy ends at %.0f %%",
                        100 * defaults.targetSoc()));
        say(
                said,
                maxKw,
                Double.isInfinite(defaults.maxKw())
                        ? "no greatest power: charger and vehicle model alone limit it"
                        : "no greatest power: " + defaults.maxKw() + " kW is assumed");
        say(
                said,
                maxKwRaised,
                "took a higher mean power than their greatest power: it is raised to the mean");
    }

    private void say(List<String> said, int count, String what) {
        if (count > 0) {
            String who = count == sessions ? "All " + count : count + " of " + sessions;
            String verb = what.startsWith("no ") ? " have " : " ";
            said.add(who + " sessions of the log (" + layout + ")" + verb + what + ".");
        }
    }
}
