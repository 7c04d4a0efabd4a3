package org.evenflow.data.opendss;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.evenflow.data.TextFile;
import org.jspecify.annotations.Nullable;

/** Files of bus name, x and y, apart by commas or blanks. */
final class BusCoordinates {
    private BusCoordinates() {}

    static void read(Circuit circuit, @Nullable Path folder, String name, String place) {
        Path file = ScriptFiles.find(folder, name, place);
        List<String> lines = TextFile.lines(file);
        for (int line = 0; line < lines.size(); line++) {
            String where = file.getFileName() + ":" + (line + 1);
            var cells = Parameters.of(lines.get(line).replace("\0", ""), where);
            if (!cells.isEmpty()) {
                var whole =
                        new Value(lines.get(line).strip(), false, "bus coordinates", where, null);
                if (cells.size() < 3) {
                    throw whole.wrong("a bus, x and y");
                }
                circuit.coordinates()
                        .put(
                                cells.getFirst().text().toLowerCase(Locale.ROOT),
                                new Circuit.Coordinates(
                                        number(whole, cells.get(1).text()),
                                        number(whole, cells.get(2).text())));
            }
        }
    }

    private static double number(Value whole, String text) {
        return ReversePolish.parse(text).orElseThrow(() -> whole.wrong("a bus, x and y"));
    }
}
