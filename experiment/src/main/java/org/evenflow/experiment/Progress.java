package org.evenflow.experiment;

/** Told how far long work is. Safe for threads. */
public interface Progress {
    /** Says nothing to anybody. */
    Progress NONE =
            new Progress() {
                @Override
                public void begins(String unit, int total, int already) {}

                @Override
                public void advances() {}

                @Override
                public void ends() {}

                @Override
                public void enters(String world, int number, int worlds) {}
            };

    /**
     * Work begins.
     *
     * @param unit what is counted
     * @param total how many there are
     * @param already how many of them an earlier start has done
     */
    void begins(String unit, int total, int already);

    /** One more is done, and kept. */
    void advances();

    /** Work is over, done or failed. */
    void ends();

    /**
     * The next of several worlds comes.
     *
     * @param world its title
     * @param number from 1
     */
    void enters(String world, int number, int worlds);

    /** What a user must know before work begins, one sentence. */
    default void tells(String sentence) {}
}
