package org.evenflow.learn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.evenflow.model.InputException;

/**
 * Named arrays with a few words about them, in the safetensors format (Hugging Face, safetensors
 * 0.4, "Format"): eight bytes of length, a JSON header, little-endian numbers. Readable by any
 * program of the field; holds no code. Mutable while it is filled.
 */
public final class TensorFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String METADATA = "__metadata__";
    private static final int MOST_HEADER_BYTES = 100_000_000;

    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, Block> blocks = new LinkedHashMap<>();

    /**
     * One array.
     *
     * @param shape lengths of its dimensions
     * @param values row after row: {@code float[]}, {@code double[]} or {@code long[]}
     */
    @SuppressWarnings("ArrayRecordComponent") // belongs to the file
    private record Block(int[] shape, Object values) {}

    /** An empty file. */
    public TensorFile() {}

    /** Words about the arrays, in their order; may be added to. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** Adds numbers of single precision; an empty shape means one dimension. */
    public void put(String name, float[] values, int... shape) {
        add(name, values.clone(), values.length, shape);
    }

    /** Adds numbers of double precision. */
    public void put(String name, double[] values, int... shape) {
        add(name, values.clone(), values.length, shape);
    }

    /** Adds whole numbers. */
    public void put(String name, long[] values, int... shape) {
        add(name, values.clone(), values.length, shape);
    }

    /** Names of the arrays in their order. */
    public Iterable<String> names() {
        return blocks.keySet();
    }

    /** Whether there is an array of that name. */
    public boolean has(String name) {
        return blocks.containsKey(name);
    }

    /** Lengths of an array's dimensions. */
    public int[] shape(String name) {
        return block(name).shape().clone();
    }

    /** Numbers of single precision. */
    public float[] floats(String name) {
        return block(name).values() instanceof float[] values ? values.clone() : wrong(name, "F32");
    }

    /** Numbers of double precision. */
    public double[] doubles(String name) {
        return block(name).values() instanceof double[] values
                ? values.clone()
                : wrong(name, "F64");
    }

    /** Whole numbers. */
    public long[] longs(String name) {
        return block(name).values() instanceof long[] values ? values.clone() : wrong(name, "I64");
    }

    /** A word that must be there. */
    public String word(String key) {
        String word = metadata.get(key);
        if (word == null) {
            throw new InputException("policy file: lacks '" + key + "' in its metadata");
        }
        return word;
    }

    /**
     * Refuses a file that does not say what is wanted.
     *
     * @throws InputException naming what is wanted and what the file holds
     */
    public void mustSay(String key, String wanted) {
        if (!word(key).equals(wanted)) {
            throw new InputException(
                    "policy file: " + key + " must be " + wanted + ", is " + word(key));
        }
    }

    /** The file's bytes. */
    public byte[] toBytes() {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode words = header.putObject(METADATA);
        metadata.forEach(words::put);
        long at = 0;
        for (var entry : blocks.entrySet()) {
            ObjectNode node = header.putObject(entry.getKey());
            long end = at + bytes(entry.getValue());
            node.put("dtype", type(entry.getValue().values()));
            var shape = node.putArray("shape");
            Arrays.stream(entry.getValue().shape()).forEach(shape::add);
            node.putArray("data_offsets").add(at).add(end);
            at = end;
        }
        // Numbers begin at a multiple of eight, as the format advises; blanks fill the header.
        byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
        int padded = (text.length + 7) / 8 * 8;
        var buffer =
                ByteBuffer.allocate(8 + padded + Math.toIntExact(at))
                        .order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(padded).put(text);
        while (buffer.position() < 8 + padded) {
            buffer.put((byte) ' ');
        }
        blocks.values().forEach(block -> write(block.values(), buffer));
        return buffer.array();
    }

    /**
     * Reads a file.
     *
     * @param bytes the whole file
     * @param name of the file, for messages
     * @throws InputException where it is cut short or not of this format
     */
    public static TensorFile of(byte[] bytes, String name) {
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long length = bytes.length < 8 ? -1 : buffer.getLong();
        if (length < 2 || length > MOST_HEADER_BYTES || length > bytes.length - 8) {
            throw new InputException(name + ": is not a safetensors file, or is cut short");
        }
        var file = new TensorFile();
        try {
            JsonNode header = JSON.readTree(bytes, 8, (int) length);
            header.path(METADATA)
                    .properties()
                    .forEach(e -> file.metadata.put(e.getKey(), e.getValue().asText()));
            for (var entry : header.properties()) {
                if (!entry.getKey().equals(METADATA)) {
                    file.blocks.put(
                            entry.getKey(),
                            read(entry.getValue(), buffer, 8 + (int) length, name, entry.getKey()));
                }
            }
        } catch (JsonProcessingException e) {
            throw new InputException(
                    name + ": is not a safetensors file: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new InputException(name + ": is not a safetensors file: " + e.getMessage(), e);
        }
        return file;
    }

    private static Block read(
            JsonNode node, ByteBuffer buffer, int data, String name, String array) {
        long begin = node.path("data_offsets").path(0).asLong(-1);
        long end = node.path("data_offsets").path(1).asLong(-1);
        if (begin < 0 || end < begin || data + end > buffer.capacity()) {
            throw new InputException(
                    name
                            + ": is cut short: array '"
                            + array
                            + "' ends at byte "
                            + (data + end)
                            + " of "
                            + buffer.capacity());
        }
        int[] shape = new int[node.path("shape").size()];
        long count = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = node.path("shape").path(i).asInt();
            count *= shape[i];
        }
        String type = node.path("dtype").asText();
        int size = type.equals("F32") ? 4 : 8;
        if (count * size != end - begin || count < 0) {
            throw new InputException(
                    name
                            + ": array '"
                            + array
                            + "' has "
                            + (end - begin)
                            + " bytes, its shape "
                            + Arrays.toString(shape)
                            + " needs "
                            + count * size);
        }
        var slice =
                buffer.slice(data + (int) begin, (int) (end - begin))
                        .order(ByteOrder.LITTLE_ENDIAN);
        return new Block(shape, values(type, slice, (int) count, name, array));
    }

    private static Object values(
            String type, ByteBuffer slice, int count, String name, String array) {
        return switch (type) {
            case "F32" -> {
                var values = new float[count];
                slice.asFloatBuffer().get(values);
                yield values;
            }
            case "F64" -> {
                var values = new double[count];
                slice.asDoubleBuffer().get(values);
                yield values;
            }
            case "I64" -> {
                var values = new long[count];
                slice.asLongBuffer().get(values);
                yield values;
            }
            default ->
                    throw new InputException(
                            name
                                    + ": array '"
                                    + array
                                    + "' must be of type F32, F64 or I64, is "
                                    + type);
        };
    }

    private void add(String name, Object values, int length, int[] shape) {
        int[] lengths = shape.length == 0 ? new int[] {length} : shape.clone();
        if (Arrays.stream(lengths).reduce(1, (a, b) -> a * b) != length) {
            throw new IllegalArgumentException(
                    name + ": " + length + " values do not fill " + Arrays.toString(lengths));
        }
        blocks.put(name, new Block(lengths, values));
    }

    private Block block(String name) {
        Block block = blocks.get(name);
        if (block == null) {
            throw new InputException("policy file: lacks array '" + name + "'");
        }
        return block;
    }

    private <T> T wrong(String name, String type) {
        throw new InputException(
                "policy file: array '"
                        + name
                        + "' must be of type "
                        + type
                        + ", is "
                        + type(block(name).values()));
    }

    private static String type(Object values) {
        return values instanceof float[] ? "F32" : values instanceof double[] ? "F64" : "I64";
    }

    private static long bytes(Block block) {
        return switch (block.values()) {
            case float[] values -> 4L * values.length;
            case double[] values -> 8L * values.length;
            case long[] values -> 8L * values.length;
            default -> throw new IllegalStateException("no such block");
        };
    }

    private static void write(Object values, ByteBuffer buffer) {
        switch (values) {
            case float[] floats -> {
                buffer.asFloatBuffer().put(floats);
                buffer.position(buffer.position() + 4 * floats.length);
            }
            case double[] doubles -> {
                buffer.asDoubleBuffer().put(doubles);
                buffer.position(buffer.position() + 8 * doubles.length);
            }
            case long[] longs -> {
                buffer.asLongBuffer().put(longs);
                buffer.position(buffer.position() + 8 * longs.length);
            }
            default -> throw new IllegalStateException("no such block");
        }
    }
}
