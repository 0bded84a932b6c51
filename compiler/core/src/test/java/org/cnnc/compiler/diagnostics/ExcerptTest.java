package org.cnnc.compiler.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExcerptTest {
    private static final String LONG = "abcdefghij".repeat(1000);

    @Test
    void shortLinesAreWhole() {
        assertThat(Excerpt.of("dense 10", List.of(new Excerpt.Stretch(6, 8))).text()).isEqualTo("dense 10");
    }

    @Test
    void longLinesAreShownAroundTheirMarks() {
        Excerpt excerpt = Excerpt.of(LONG, List.of(new Excerpt.Stretch(5003, 5006)));
        assertThat(excerpt.text()).startsWith("…").endsWith("…").hasSizeLessThan(200);
        assertThat(excerpt.text().substring(excerpt.shown(5003), excerpt.shown(5006))).isEqualTo("def");
        assertThat(Excerpt.of(LONG, List.of(new Excerpt.Stretch(0, 3))).text()).startsWith("abc").endsWith("…");
        assertThat(Excerpt.of(LONG, List.of(new Excerpt.Stretch(9999, 10000))).text()).startsWith("…").endsWith("hij");
    }

    @Test
    void marksFartherApartThanALineAreCutOff() {
        Excerpt excerpt = Excerpt.of(LONG, List.of(new Excerpt.Stretch(5, 8), new Excerpt.Stretch(9000, 9003)));
        assertThat(excerpt.text()).hasSizeLessThan(400);
        assertThat(excerpt.shown(9000)).isEqualTo(excerpt.shown(9003)).isLessThanOrEqualTo(excerpt.text().length());
    }

    @Test
    void noCodePointIsCutInTwo() {
        Excerpt excerpt = Excerpt.of("x" + "\uD83E\uDDE0".repeat(500), List.of(new Excerpt.Stretch(501, 503)));
        assertThat(excerpt.text().codePoints()).noneMatch(c -> c >= 0xD800 && c < 0xE000);
    }
}
