package org.evenflow.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Test;

final class TensorFileTest {

    @Test
    void whatIsWrittenIsReadAgainBitForBit() {
        var file = new TensorFile();
        file.metadata().put("recipe", "seed 3, \"quoted\"");
        file.put("weights", new float[] {1.5f, -0f, Float.MIN_VALUE, Float.NaN, 2, 3}, 2, 3);
        file.put("mean", new double[] {Math.PI, Double.NEGATIVE_INFINITY});
        file.put("counts", new long[] {Long.MAX_VALUE, -1});
        file.put("nothing", new float[0]);

        TensorFile read = TensorFile.of(file.toBytes(), "policy.safetensors");

        assertThat(read.metadata()).isEqualTo(file.metadata());
        assertThat(read.names()).containsExactly("weights", "mean", "counts", "nothing");
        assertThat(read.shape("weights")).containsExactly(2, 3);
        assertThat(read.floats("weights")).containsExactly(file.floats("weights"));
        assertThat(read.doubles("mean")).containsExactly(Math.PI, Double.NEGATIVE_INFINITY);
        assertThat(read.longs("counts")).containsExactly(Long.MAX_VALUE, -1);
        assertThat(read.floats("nothing")).isEmpty();
        assertThat(read.toBytes()).isEqualTo(file.toBytes());
    }

    @Test
    void bytesFollowThePublishedFormat() {
        // The format's own layout: length of the header, header, numbers in little-endian order.
        var file = new TensorFile();
        file.put("a", new float[] {1});
        byte[] bytes = file.toBytes();
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) buffer.getLong();
        String header = new String(bytes, 8, length, StandardCharsets.UTF_8);
        assertThat(header.strip())
                .isEqualTo(
                        "{\"__metadata__\":{},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}");
        assertThat(length % 8).isZero();
        assertThat(buffer.getFloat(8 + length)).isEqualTo(1f);
        assertThat(bytes).hasSize(8 + length + 4);
    }

    @Test
    void everyCutFileIsRefusedWithItsName() {
        var file = new TensorFile();
        file.put("weights", new float[] {1, 2, 3, 4});
        byte[] whole = file.toBytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> TensorFile.of(cut, "cut.safetensors"))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("cut.safetensors");
        }
    }

    @Test
    void whatIsMissingOrOfAnotherTypeIsNamed() {
        var file = new TensorFile();
        file.put("weights", new double[] {1});
        assertThatThrownBy(() -> file.floats("weights"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'weights' must be of type F32, is F64");
        assertThatThrownBy(() -> file.floats("bias"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("lacks array 'bias'");
        assertThatThrownBy(() -> file.word("algorithm"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("lacks 'algorithm'");
        assertThatThrownBy(() -> file.put("wrong", new float[5], 2, 3))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aShapeThatDoesNotFillItsBytesIsRefused() {
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}      ";
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        var buffer = ByteBuffer.allocate(8 + text.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(text.length).put(text);
        assertThatThrownBy(() -> TensorFile.of(buffer.array(), "odd"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("odd: array 'a' has 8 bytes, its shape [3] needs 12");
    }
}
