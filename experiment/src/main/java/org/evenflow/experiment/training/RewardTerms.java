package org.evenflow.experiment.training;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.evenflow.learn.charging.RewardTerm;
import org.evenflow.model.InputException;

/** The terms of the reward by the words of the command line. */
public final class RewardTerms implements Iterable<String> {
    private static final List<String> WORDS =
            Arrays.stream(RewardTerm.values()).map(RewardTerms::word).toList();

    @Override
    public Iterator<String> iterator() {
        return WORDS.iterator();
    }

    static String word(RewardTerm term) {
        return term.name().toLowerCase(Locale.ROOT);
    }

    public static RewardTerm named(String word) {
        int at = WORDS.indexOf(word);
        if (at < 0) {
            throw InputException.unknown("reward term", word, WORDS);
        }
        return RewardTerm.values()[at];
    }
}
