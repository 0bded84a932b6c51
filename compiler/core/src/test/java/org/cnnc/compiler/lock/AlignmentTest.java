package org.cnnc.compiler.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlignmentTest {
    /** @param layers each as {@code name=filters} */
    private static List<LockedLayer> layers(String... layers) {
        List<LockedLayer> all = new ArrayList<>();
        for (String layer : layers) {
            String[] parts = layer.split("=");
            all.add(new LockedLayer(parts[0], "conv", new LinkedHashMap<>(Map.of("filters", parts[1])), List.of("image"),
                    parts[1] + " x 8 x 8", 9, 9, "he_normal", "0.1"));
        }
        return all;
    }

    /** {@code was>is}, with {@code -} for none. */
    private static List<String> aligned(List<LockedLayer> was, List<LockedLayer> is) {
        return Alignment.of(was, is).stream()
                .map(pair -> pair.was().map(LockedLayer::name).orElse("-") + ">" + pair.is().map(LockedLayer::name).orElse("-"))
                .toList();
    }

    @Test
    void changedLayerIsTheOneOfItsName() {
        assertThat(aligned(layers("a=1", "b=2", "c=3"), layers("a=1", "b=7", "c=3"))).containsExactly("a>a", "b>b", "c>c");
    }

    @Test
    void layerBeforeOthersMovesTheirOrdinals() {
        assertThat(aligned(layers("conv1=1", "conv2=2", "conv3=3"), layers("conv1=9", "conv2=1", "conv3=2", "conv4=3")))
                .containsExactly("->conv1", "conv1>conv2", "conv2>conv3", "conv3>conv4");
    }

    @Test
    void layerThatIsGoneMovesThemBack() {
        assertThat(aligned(layers("conv1=9", "conv2=1", "conv3=2"), layers("conv1=1", "conv2=2")))
                .containsExactly("conv1>-", "conv2>conv1", "conv3>conv2");
    }

    @Test
    void renamedLayerIsTheSame() {
        assertThat(aligned(layers("a=1", "b=2"), layers("a=1", "c=2"))).containsExactly("a>a", "b>c");
        assertThat(aligned(layers("a=1", "b=2"), layers("a=1", "c=3"))).containsExactlyInAnyOrder("a>a", "b>-", "->c");
    }

    @Test
    void layersThatChangedPlacesKeepTheirNames() {
        assertThat(aligned(layers("a=1", "b=2", "c=3"), layers("c=3", "b=2", "a=1"))).containsExactlyInAnyOrder("a>a", "b>b", "c>c");
    }

    @Test
    void modelsTooLargeForATableArePairedByName() {
        String[] was = IntStream.range(0, 5000).mapToObj(i -> "l" + i + "=" + i).toArray(String[]::new);
        String[] is = IntStream.range(0, 5000).mapToObj(i -> "l" + i + "=" + (i + 1)).toArray(String[]::new);
        assertThat(aligned(layers(was), layers(is))).hasSize(5000).allMatch(pair -> pair.split(">")[0].equals(pair.split(">")[1]));
    }

    @Test
    void everyLayerStandsInOnePairAndNowsOrderIsKept() {
        Random random = new Random(1);
        for (int run = 0; run < 3000; run++) {
            List<LockedLayer> was = random(random);
            List<LockedLayer> is = random(random);
            List<Alignment.Pair> pairs = Alignment.of(was, is);
            assertThat(pairs.stream().flatMap(pair -> pair.is().stream())).containsExactlyElementsOf(is);
            assertThat(pairs.stream().flatMap(pair -> pair.was().stream())).containsExactlyInAnyOrderElementsOf(was);
        }
    }

    private static List<LockedLayer> random(Random random) {
        List<String> names = new ArrayList<>(IntStream.range(0, random.nextInt(9)).mapToObj(i -> "l" + i).toList());
        Collections.shuffle(names, random);
        return layers(names.stream().map(name -> name + "=" + (1 + random.nextInt(3))).toArray(String[]::new));
    }
}
