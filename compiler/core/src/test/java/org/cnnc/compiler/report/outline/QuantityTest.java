package org.cnnc.compiler.report.outline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0 bytes", "1, 1, 1 bytes", "999, 999, 999 bytes", "1000, 1.00 k, 1000 bytes", "1023, 1.02 k, 1023 bytes",
        "1024, 1.02 k, 1.00 KB", "9994, 9.99 k, 9.76 KB", "9995, 10.0 k, 9.76 KB", "61706, 61.7 k, 60.3 KB",
        "999499, 999 k, 976 KB", "999500, 1.00 M, 976 KB", "1048575, 1.05 M, 1.00 MB", "25557032, 25.6 M, 24.4 MB",
        "4089184256, 4.09 G, 3.81 GB", "9223372036854775807, 9.22 E, 8.00 EB"
    })
    void threeDigitsAndAUnit(long number, String count, String bytes) {
        assertThat(Quantity.brief(number)).isEqualTo(count);
        assertThat(Quantity.bytes(number)).isEqualTo(bytes);
    }

    @Test
    void exactNumbersAreGrouped() {
        assertThat(Quantity.exact(25_557_032)).isEqualTo("25,557,032");
        assertThat(Quantity.extents(List.of(3L, 5L))).isEqualTo("3x5");
    }
}
