package org.cnnc.compiler.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    @ParameterizedTest
    @CsvSource({"covn, conv, 1", "conv, conv, 0", "kitten, sitting, 3", "'', abc, 3", "ca, abc, 3", "relu, rel, 1"})
    void countsEdits(String a, String b, int edits) {
        assertThat(Suggestion.distance(a, b)).isEqualTo(edits);
        assertThat(Suggestion.distance(b, a)).isEqualTo(edits);
    }

    @Test
    void offersWhatIsNear() {
        List<String> layers = List.of("conv", "dense", "maxpool");
        assertThat(Suggestion.nearest("Conv", layers)).contains("conv");
        assertThat(Suggestion.nearest("maxpol", layers)).contains("maxpool");
        assertThat(Suggestion.nearest("batchnorm", layers)).isEmpty();
    }
}
