package org.cnnc.compiler.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cnnc.compiler.kernel.Axis;
import org.junit.jupiter.api.Test;

class SegmentsTest {
    @Test
    void cutAnAxisIntoAsFewTilesAsFitNoneMuchShorterThanAnother() {
        for (int extent = 1; extent <= 70; extent++) {
            for (int size = 1; size <= 28; size++) {
                Axis axis = new Axis("x", extent);
                List<LoopPlan.Segment> segments = plan(Optional.empty(), 1, size).segments(axis);
                int end = 0;
                int tiles = 0;
                for (LoopPlan.Segment segment : segments) {
                    assertThat(segment.start()).isEqualTo(end);
                    assertThat(segment.points()).isEqualTo(segment.step()).isLessThanOrEqualTo(size);
                    assertThat(segments.getFirst().points() - segment.points()).isBetween(0, 1);
                    end += segment.count() * segment.step();
                    tiles += segment.count();
                }
                assertThat(end).isEqualTo(extent);
                assertThat(tiles).isEqualTo(Math.ceilDiv(extent, size));
            }
        }
    }

    @Test
    void theLastVectorOfAnAxisMayBeIncomplete() {
        List<LoopPlan.Segment> segments = plan(Optional.of("x"), 8, 3).segments(new Axis("x", 37));
        assertThat(segments).containsExactly(
                new LoopPlan.Segment(0, 2, 16, 2, 0), new LoopPlan.Segment(32, 1, 8, 1, 5));
        assertThat(plan(Optional.of("x"), 8, 3).segments(new Axis("x", 5)))
                .containsExactly(new LoopPlan.Segment(0, 1, 8, 1, 5));
    }

    private static LoopPlan.Tiled plan(Optional<String> vectorAxis, int lanes, int size) {
        return new LoopPlan.Tiled(vectorAxis, lanes, Map.of("x", size));
    }
}
