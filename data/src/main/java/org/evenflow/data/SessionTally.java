package org.evenflow.data;

import static org.evenflow.data.QualityReport.Reason;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what becomes of the rows of a log. Mutable. */
final class SessionTally {
    private static final int EXAMPLES_PER_REASON = 3;

    private final Table table;
    private final String layout;
    private final Map<Reason, Integer> dropped = new EnumMap<>(Reason.class);
    private final Map<Reason, List<String>> examples = new EnumMap<>(Reason.class);
    private int kept;
    private int shifted;
    private int ambiguous;
    private int renamed;
    private double energyKwh;

    SessionTally(Table table, SessionColumns columns) {
        this.table = table;
        this.layout = columns.name();
    }

    void drop(Table.Row row, SessionRowReader.Dropped why) {
        int count = dropped.merge(why.reason(), 1, Integer::sum);
        if (count <= EXAMPLES_PER_REASON) {
            examples.computeIfAbsent(why.reason(), reason -> new ArrayList<>())
                    .add(
                            (table.place(row) + " " + why.reason().words() + " " + why.detail())
                                    .strip());
        }
    }

    void keep(Table.Row row, SessionRowReader.Session session) {
        kept++;
        renamed += session.id().endsWith("@" + row.line()) ? 1 : 0;
        energyKwh += session.energyKwh();
        for (var moment : List.of(session.arrival(), session.departure())) {
            shifted += moment.isShifted() ? 1 : 0;
            ambiguous += moment.isAmbiguous() ? 1 : 0;
        }
    }

    QualityReport report() {
        return new QualityReport(
                String.valueOf(table.file().getFileName()),
                layout,
                table.rows().size(),
                kept,
                dropped,
                examples.values().stream().flatMap(List::stream).toList(),
                shifted,
                ambiguous,
                renamed,
                energyKwh);
    }
}
