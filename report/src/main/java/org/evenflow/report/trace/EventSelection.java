package org.evenflow.report.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.ToDoubleFunction;
import org.evenflow.dispatch.DecisionEvent;
import org.evenflow.model.TimeGrid;
import org.evenflow.report.EpisodeRecord;

/**
 * The decision events of one run that a page shows: of each kind those that matter most, however
 * many there were. Mutable; package-private.
 */
final class EventSelection {
    private static final int MOST_CORRECTIONS = 160;
    private static final int MOST_SHORTFALLS = 60;
    private static final int MOST_OVERLOADS = 30;

    private final Ranking<DecisionEvent.Correction> corrections =
            new Ranking<>(MOST_CORRECTIONS, DecisionEvent.Correction::changeKwh);
    private final Ranking<DecisionEvent.Shortfall> shortfalls =
            new Ranking<>(MOST_SHORTFALLS, DecisionEvent.Shortfall::missingKwh);
    private final Ranking<DecisionEvent.Shortage> shortages =
            new Ranking<>(MOST_OVERLOADS, DecisionEvent.Shortage::missingKwh);
    private final Ranking<DecisionEvent.Overload> overloads =
            new Ranking<>(MOST_OVERLOADS, event -> event.toStep() - event.fromStep());
    private int count;

    /** The largest of one kind. */
    private static final class Ranking<E extends DecisionEvent> {
        final int most;
        final PriorityQueue<E> kept;

        Ranking(int most, ToDoubleFunction<E> size) {
            this.most = most;
            kept =
                    new PriorityQueue<>(
                            Comparator.comparingDouble(size).thenComparing(IN_TIME.reversed()));
        }

        void add(E event) {
            kept.add(event);
            if (kept.size() > most) {
                kept.remove();
            }
        }
    }

    private static final Comparator<DecisionEvent> IN_TIME =
            Comparator.comparingInt(DecisionEvent::fromStep)
                    .thenComparingInt(DecisionEvent::toStep)
                    .thenComparing(DecisionEvent::connector)
                    .thenComparing(DecisionEvent::element);

    void add(DecisionEvent event) {
        count++;
        switch (event) {
            case DecisionEvent.Correction correction -> corrections.add(correction);
            case DecisionEvent.Shortfall shortfall -> shortfalls.add(shortfall);
            case DecisionEvent.Shortage shortage -> shortages.add(shortage);
            case DecisionEvent.Overload overload -> overloads.add(overload);
        }
    }

    EpisodeRecord.Events events(TimeGrid time) {
        var all = new ArrayList<DecisionEvent>(overloads.kept);
        all.addAll(shortages.kept);
        all.addAll(shortfalls.kept);
        all.addAll(corrections.kept);
        all.sort(IN_TIME);
        return new EpisodeRecord.Events(
                count, time.stepMin(), all.stream().map(event -> view(event, time)).toList());
    }

    private static EpisodeRecord.Event view(DecisionEvent event, TimeGrid time) {
        double kwh =
                switch (event) {
                    case DecisionEvent.Correction correction -> correction.changeKwh();
                    case DecisionEvent.Shortfall shortfall -> shortfall.missingKwh();
                    case DecisionEvent.Shortage shortage -> shortage.missingKwh();
                    case DecisionEvent.Overload overload -> Double.NaN;
                };
        return new EpisodeRecord.Event(
                event.kind(),
                event.connector(),
                event.element(),
                event.fromStep(),
                event.toStep(),
                kwh,
                event.sentence(time));
    }
}
