package org.evenflow.model;

import java.util.Locale;

/** Which of the three phases a thing has; also which two an unearthed device lies between. */
public enum Phases {
    A(1),
    B(2),
    C(4),
    AB(3),
    BC(6),
    CA(5),
    ABC(7);

    private final int mask;

    Phases(int mask) {
        this.mask = mask;
    }

    /** One bit per phase: 1 for a, 2 for b, 4 for c. */
    public int mask() {
        return mask;
    }

    /** How many phases, 1 to 3. */
    public int count() {
        return Integer.bitCount(mask);
    }

    /** Whether phase 0 (a), 1 (b) or 2 (c) is among them. */
    public boolean has(int phase) {
        return (mask >> phase & 1) == 1;
    }

    /** Whether all of the other's phases are among them. */
    public boolean covers(Phases other) {
        return (mask & other.mask) == other.mask;
    }

    /** The phases of either. */
    public Phases with(Phases other) {
        return of(mask | other.mask);
    }

    /** The phases as numbers in ascending order, 0 to 2. */
    public int[] numbers() {
        var numbers = new int[count()];
        int at = 0;
        for (int phase = 0; phase < 3; phase++) {
            if (has(phase)) {
                numbers[at++] = phase;
            }
        }
        return numbers;
    }

    /** The phases of a mask from 1 to 7. */
    public static Phases of(int mask) {
        for (Phases phases : values()) {
            if (phases.mask == mask) {
                return phases;
            }
        }
        throw new IllegalArgumentException("mask must be from 1 to 7, is " + mask);
    }

    /** The phases that letters name in any order and case, {@code "ac"} for example. */
    public static Phases parse(String letters, String thing) {
        int mask = 0;
        for (char letter : letters.toLowerCase(Locale.ROOT).toCharArray()) {
            int phase = letter - 'a';
            Check.that(
                    phase >= 0 && phase < 3 && (mask >> phase & 1) == 0,
                    thing,
                    letters,
                    "letters out of a, b and c, each at most once");
            mask |= 1 << phase;
        }
        Check.that(mask != 0, thing, "empty", "at least one of a, b and c");
        return of(mask);
    }

    /** The letters in lower case, in ascending order but for {@code "ca"}. */
    public String letters() {
        return name().toLowerCase(Locale.ROOT);
    }
}
