package org.evenflow.learn;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A network as an ONNX file (Linux Foundation, "Open Neural Network Exchange", IR version 8,
 * operators of version 17), which runs without Evenflow. Filled from the inputs to the outputs.
 * Mutable.
 */
public final class OnnxModel {
    private static final int IR_VERSION = 8;
    private static final int OPERATORS_VERSION = 17;
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int ATTRIBUTE_INT = 2;

    private final Message graph = new Message();
    private final Message words = new Message();

    /** An empty model. */
    public OnnxModel() {
        graph.text(2, "policy");
    }

    /**
     * An input of single precision.
     *
     * @param rows name of its first dimension, which may have any length
     * @param columns length of the second
     */
    public void input(String name, String rows, int columns) {
        graph.message(11, value(name, rows, columns));
    }

    /** An output of single precision, likewise. */
    public void output(String name, String rows, int columns) {
        graph.message(12, value(name, rows, columns));
    }

    /** A constant of single precision. */
    public void constant(String name, float[] values, int... shape) {
        var data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        tensor(name, FLOAT, data.array(), shape);
    }

    /** A constant of whole numbers. */
    public void constant(String name, long[] values, int... shape) {
        var data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asLongBuffer().put(values);
        tensor(name, INT64, data.array(), shape);
    }

    /** An operator of the standard set, e.g. {@code Tanh}; returns the name of its output. */
    public String operator(String type, String output, String... inputs) {
        return operator(type, output, Map.of(), inputs);
    }

    /** An operator with whole numbers as attributes. */
    public String operator(
            String type, String output, Map<String, Long> attributes, String... inputs) {
        var node = new Message();
        for (String input : inputs) {
            node.text(1, input);
        }
        node.text(2, output).text(3, output).text(4, type);
        attributes.forEach(
                (name, value) ->
                        node.message(
                                5,
                                new Message()
                                        .text(1, name)
                                        .number(3, value)
                                        .number(20, ATTRIBUTE_INT)));
        graph.message(1, node);
        return output;
    }

    /** A fully connected layer, input · weightᵀ + bias, with weights {@code [out][in]}. */
    public String linear(
            String output, String input, float[] weights, float[] bias, int in, int out) {
        constant(output + ".weight", weights, out, in);
        constant(output + ".bias", bias, out);
        return operator(
                "Gemm", output, Map.of("transB", 1L), input, output + ".weight", output + ".bias");
    }

    /** Words about the model, by key. */
    public void word(String key, String value) {
        words.message(14, new Message().text(1, key).text(2, value));
    }

    /** The file's bytes. */
    public byte[] toBytes() {
        var operators = new Message().text(1, "").number(2, OPERATORS_VERSION);
        byte[] head =
                new Message()
                        .number(1, IR_VERSION)
                        .text(2, "Evenflow")
                        .message(7, graph)
                        .message(8, operators)
                        .toBytes();
        byte[] tail = words.toBytes();
        return ByteBuffer.allocate(head.length + tail.length).put(head).put(tail).array();
    }

    private void tensor(String name, int type, byte[] data, int[] shape) {
        var tensor = new Message();
        for (int length : shape) {
            tensor.number(1, length);
        }
        graph.message(5, tensor.number(2, type).text(8, name).raw(9, data));
    }

    private static Message value(String name, String rows, int columns) {
        var shape =
                new Message()
                        .message(1, new Message().text(2, rows))
                        .message(1, new Message().number(1, columns));
        var type = new Message().number(1, FLOAT).message(2, shape);
        return new Message().text(1, name).message(2, new Message().message(1, type));
    }

    /**
     * One message in the wire format of Protocol Buffers (Google, "Encoding"): as much as writing
     * ONNX needs. Mutable.
     */
    private static final class Message {
        private static final int VARINT = 0;
        private static final int LENGTH_DELIMITED = 2;
        private static final int SEVEN_BITS = 0x7F;
        private static final int MORE = 0x80;

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        /** A whole number. */
        Message number(int field, long value) {
            varint((long) field << 3 | VARINT);
            varint(value);
            return this;
        }

        /** A text. */
        Message text(int field, String value) {
            return raw(field, value.getBytes(StandardCharsets.UTF_8));
        }

        /** A message within the message. */
        Message message(int field, Message value) {
            return raw(field, value.toBytes());
        }

        /** Bytes. */
        Message raw(int field, byte[] value) {
            varint((long) field << 3 | LENGTH_DELIMITED);
            varint(value.length);
            bytes.writeBytes(value);
            return this;
        }

        byte[] toBytes() {
            return bytes.toByteArray();
        }

        private void varint(long value) {
            long rest = value;
            while ((rest & ~(long) SEVEN_BITS) != 0) {
                bytes.write((int) (rest & SEVEN_BITS) | MORE);
                rest >>>= 7;
            }
            bytes.write((int) rest);
        }
    }
}
