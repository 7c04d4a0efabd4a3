package org.evenflow.numeric;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;

/**
 * What native code prints by itself. HiGHS 1.12.0 prints a line past its switch for output when it
 * repairs a solution (ERGO-Code/HiGHS issue 2783), which would spoil what a command prints for
 * other programs; Java's own streams do not go this way.
 */
final class NativeOutput {
    public interface Open {
        MemorySegment call(MemorySegment name, MemorySegment mode);
    }

    private NativeOutput() {}

    /** Sends what C code prints to nowhere, where the C library has its variable for that. */
    static void silence() {
        var system = Linker.nativeLinker().defaultLookup();
        var stdout = system.find("stdout");
        if (stdout.isEmpty()) {
            return;
        }
        try (var arena = Arena.ofConfined()) {
            Open open = new Foreign(system).function(Open.class, "fopen");
            MemorySegment file =
                    open.call(arena.allocateFrom("/dev/null"), arena.allocateFrom("w"));
            if (file.address() != 0) {
                stdout.get().reinterpret(ADDRESS.byteSize()).set(ADDRESS, 0, file);
            }
        }
    }
}
