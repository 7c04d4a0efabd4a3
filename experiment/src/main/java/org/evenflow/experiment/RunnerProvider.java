package org.evenflow.experiment;

/** Makes runners on other machines; found by ServiceLoader where its jar is on the class path. */
public interface RunnerProvider {
    /**
     * A runner on a cluster.
     *
     * @param url as the user gave it
     * @throws org.evenflow.model.InputException where it is none, or none answers there
     */
    Runner connect(String url);
}
