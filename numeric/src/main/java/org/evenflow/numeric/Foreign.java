package org.evenflow.numeric;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandleProxies;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Functions of a C library as interfaces of one method: the interface's parameters are the
 * function's, int for a 32-bit integer, double for a double, {@link MemorySegment} for a pointer.
 */
final class Foreign {
    private static final Linker LINKER = Linker.nativeLinker();

    private final SymbolLookup library;

    Foreign(SymbolLookup library) {
        this.library = library;
    }

    /** A function that may run long; arguments must lie outside the heap. */
    <T> T function(Class<T> type, String name) {
        return link(type, name);
    }

    /** A short function that may be given arrays of the heap without a copy. */
    <T> T shortFunction(Class<T> type, String name) {
        return link(type, name, Linker.Option.critical(true));
    }

    private <T> T link(Class<T> type, String name, Linker.Option... options) {
        var symbol =
                library.find(name)
                        .orElseThrow(
                                () ->
                                        new MissingSolverException(
                                                "the solver's library has no function " + name));
        return MethodHandleProxies.asInterfaceInstance(
                type, LINKER.downcallHandle(symbol, descriptor(type), options));
    }

    private static FunctionDescriptor descriptor(Class<?> type) {
        Method method = type.getDeclaredMethods()[0];
        MemoryLayout[] parameters =
                Arrays.stream(method.getParameterTypes())
                        .map(Foreign::layout)
                        .toArray(MemoryLayout[]::new);
        return method.getReturnType() == void.class
                ? FunctionDescriptor.ofVoid(parameters)
                : FunctionDescriptor.of(layout(method.getReturnType()), parameters);
    }

    private static MemoryLayout layout(Class<?> type) {
        return type == int.class ? JAVA_INT : type == double.class ? JAVA_DOUBLE : ADDRESS;
    }
}
