package org.evenflow.tensor;

/** The tensor library is not there for this platform; the message says what to do. */
public final class MissingTensorsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Of a platform on which loading failed. */
    public MissingTensorsException(String platform, LinkageError cause) {
        super(
                "libtorch has no library for this platform ("
                        + platform
                        + "): "
                        + firstLine(cause)
                        + ". Training needs it; policies that are trained already do not."
                        + " See tensor/pom.xml for the platforms that can be built for.",
                cause);
    }

    private static String firstLine(LinkageError cause) {
        Throwable deepest = cause;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        return message == null
                ? deepest.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
