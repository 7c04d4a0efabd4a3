package org.evenflow.learn.charging;

import java.util.stream.IntStream;
import org.evenflow.model.InputException;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.SessionSource;

/**
 * Which seeds may be learnt from, which serve to choose among policies, and which only to judge
 * them. They never meet.
 *
 * <p>Drawn worlds: studies and tests have seeds 1 to 1,000, validation begins at 900,001, training
 * at 1,000,000. Logs: a seed is a day of the log, so days are split by time, the first 70 % for
 * training, the next 15 % for validation, the last 15 % for tests, at least one each; what a site
 * remembers of earlier days then never holds a later part.
 */
public final class SeedSplit {
    private static final long FIRST_TRAINING = 1_000_000;
    private static final long FIRST_VALIDATION = 900_001;
    private static final long DRAWN_VALIDATIONS = FIRST_TRAINING - FIRST_VALIDATION;
    private static final long DRAWN_TESTS = 1_000;
    private static final long DRAWN_TRAININGS = 1L << 40;

    private static final int LEAST_DAYS = 3;
    private static final double TRAINING_SHARE = 0.7;
    private static final double VALIDATION_SHARE = 0.15;

    private final int days;
    private final int validationFrom;
    private final int testFrom;

    private SeedSplit(int days) {
        this.days = days;
        int validation = Math.max(1, (int) (days * VALIDATION_SHARE));
        int training = (int) Math.min(days - 2L, Math.max(1, (int) (days * TRAINING_SHARE)));
        validationFrom = training;
        testFrom = Math.min(days - 1, training + validation);
    }

    /** What a seed is used for. */
    public enum Part {
        /** To learn from. */
        TRAINING,
        /** To choose settings and when to stop. */
        VALIDATION,
        /** To judge, once. */
        TEST
    }

    /**
     * The split of a scenario.
     *
     * @throws InputException where a log has fewer than three days, or days that are not in order
     */
    public static SeedSplit of(Scenario scenario) {
        return switch (scenario.sessions()) {
            case SessionSource.Drawn _ -> new SeedSplit(0);
            case SessionSource.Logged logged -> {
                var dates = logged.startDates();
                if (dates.size() < LEAST_DAYS) {
                    throw new InputException(
                            "sessions: a log to learn from needs at least "
                                    + LEAST_DAYS
                                    + " days (training,"
                                    + " validation, test), has "
                                    + dates.size());
                }
                for (int day = 1; day < dates.size(); day++) {
                    if (dates.get(day).compareTo(dates.get(day - 1)) <= 0) {
                        throw new InputException(
                                "sessions: days of a log to learn from must rise, "
                                        + dates.get(day)
                                        + " follows "
                                        + dates.get(day - 1));
                    }
                }
                yield new SeedSplit(dates.size());
            }
        };
    }

    /** Whether a scenario can be split: its log, if it has one, is long enough and in order. */
    public static boolean isPossible(Scenario scenario) {
        return switch (scenario.sessions()) {
            case SessionSource.Drawn _ -> true;
            case SessionSource.Logged logged -> {
                var dates = logged.startDates();
                yield dates.size() >= LEAST_DAYS
                        && IntStream.range(1, dates.size())
                                .allMatch(d -> dates.get(d - 1).compareTo(dates.get(d)) < 0);
            }
        };
    }

    /** How many seeds a part has. */
    public long count(Part part) {
        boolean isDrawn = days == 0;
        return switch (part) {
            case TRAINING -> isDrawn ? DRAWN_TRAININGS : validationFrom;
            case VALIDATION -> isDrawn ? DRAWN_VALIDATIONS : testFrom - validationFrom;
            case TEST -> isDrawn ? DRAWN_TESTS : days - testFrom;
        };
    }

    /**
     * A seed of a part.
     *
     * @param number any; {@link #count} numbers in a row are different seeds
     */
    public long seed(Part part, long number) {
        long index = Math.floorMod(number, count(part));
        boolean isDrawn = days == 0;
        return index
                + switch (part) {
                    case TRAINING -> isDrawn ? FIRST_TRAINING : 1;
                    case VALIDATION -> isDrawn ? FIRST_VALIDATION : validationFrom + 1;
                    case TEST -> isDrawn ? 1 : testFrom + 1;
                };
    }
}
