package org.evenflow.data.opendss;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.evenflow.data.TextFile;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;

/** Lines of a script and of the scripts it redirects to, handed to {@link Commands} one by one. */
final class Script {
    /** Zero bytes stand at the end of some published files. */
    private static final String NUL = "\0";

    private final Commands commands;
    private final Deque<Path> open = new ArrayDeque<>();

    Script(Circuit circuit) {
        commands = new Commands(circuit, this);
    }

    /** Runs a text that stands in no file. */
    void run(String name, String text) {
        run(name, text.lines().toList(), null);
    }

    /** Runs a file. */
    void run(Path file) {
        open.push(real(file));
        run(title(file), TextFile.lines(file), file.toAbsolutePath().getParent());
        open.pop();
    }

    /** Runs the file that a command names. */
    void redirect(@Nullable Path folder, String name, String place) {
        Path file = ScriptFiles.find(folder, name, place);
        if (open.contains(real(file))) {
            var chain = new ArrayList<Path>(open.reversed());
            chain.add(file);
            throw new InputException(
                    "redirects close a loop: "
                            + chain.stream()
                                    .map(link -> String.valueOf(link.getFileName()))
                                    .collect(Collectors.joining(" -> "))
                            + " ("
                            + place
                            + ")");
        }
        run(file);
    }

    private static Path real(Path file) {
        return file.toAbsolutePath().normalize();
    }

    /** How messages call a file: seen from the folder of the first one. */
    private String title(Path file) {
        var top = open.getLast().getParent();
        return top == null ? file.toString() : top.relativize(real(file)).toString();
    }

    private void run(String name, List<String> lines, @Nullable Path folder) {
        boolean isComment = false;
        for (int line = 0; line < lines.size(); line++) {
            String text = lines.get(line).replace(NUL, "").strip();
            boolean begins = text.startsWith("/*");
            if (!isComment && !begins) {
                commands.run(text, name + ":" + (line + 1), folder);
            }
            isComment = (isComment || begins) && !text.endsWith("*/");
        }
        if (isComment) {
            throw new InputException("a comment that /* opens is never closed (" + name + ")");
        }
    }
}
