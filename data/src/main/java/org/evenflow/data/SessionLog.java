package org.evenflow.data;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.evenflow.model.scenario.SessionRecord;

/**
 * A session log after reading: complete sessions in order of arrival (then departure, then id), and
 * what was done to get there.
 *
 * @param source file and layout, for reports
 * @param records at least one
 * @param quality what was dropped and why
 * @param derived what the log lacks and how it was derived, in sentences; empty where it holds all
 * @param connectorsPerStation sockets of each station: the greatest number of sessions at once, or
 *     of sockets that the log names, in order of station id
 */
public record SessionLog(
        String source,
        List<SessionRecord> records,
        QualityReport quality,
        List<String> derived,
        Map<String, Integer> connectorsPerStation) {
    public SessionLog {
        records = List.copyOf(records);
        derived = List.copyOf(derived);
        connectorsPerStation = Collections.unmodifiableMap(new TreeMap<>(connectorsPerStation));
    }
}
