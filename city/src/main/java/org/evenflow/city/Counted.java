package org.evenflow.city;

import java.util.List;

/** Remarks that end with a count. */
final class Counted {
    private Counted() {}

    /** Adds the remark unless the count is 0. */
    static void add(List<String> sentences, int count, String what) {
        if (count > 0) {
            sentences.add(what + ": " + count);
        }
    }
}
