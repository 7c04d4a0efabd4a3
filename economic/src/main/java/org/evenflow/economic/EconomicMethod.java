package org.evenflow.economic;

/**
 * Decides an economic dispatch: from a state to powers and on/off. An implementation may keep work
 * space, so one object serves one thread; what it decides depends on the case and the seed alone,
 * never on what it decided before.
 */
public interface EconomicMethod {
    /** Its id in tables and files. */
    String id();

    /**
     * Decides.
     *
     * @param given what is asked
     * @param seed of all chance in this decision
     * @param plan receives the decision; cleared
     */
    void decide(EconomicCase given, long seed, EconomicPlan plan);
}
