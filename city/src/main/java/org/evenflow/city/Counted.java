package org.evenflow.city;

import java.util.List;

/** Sentences that begin with a count. */
final class Counted {
    private Counted() {}

    /** Adds the sentence unless the count is 0. */
    static void add(List<String> sentences, int count, String what) {
        if (count > 0) {
            sentences.add(count + " " + what);
        }
    }
}
