package org.cnnc.train.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AffineTest {
    private static final int CHANNELS = 2;
    private static final int HEIGHT = 5;
    private static final int WIDTH = 7;

    private static Sample image() {
        return RandomSamples.of(3, CHANNELS, HEIGHT, WIDTH);
    }

    private static float at(float[] values, int height, int width, int channel, int row, int column, float outside) {
        boolean inside = row >= 0 && row < height && column >= 0 && column < width;
        return inside ? values[(channel * height + row) * width + column] : outside;
    }

    /** Each pixel is a sum over all pixels, weighed by tents of one pixel's width; what no pixel covers is black. */
    private static double tents(float[] values, int channel, double x, double y, double black) {
        double sum = 0;
        double covered = 0;
        for (int row = 0; row < HEIGHT; row++) {
            for (int column = 0; column < WIDTH; column++) {
                double weight = Math.max(0, 1 - Math.abs(x - column)) * Math.max(0, 1 - Math.abs(y - row));
                sum += weight * values[(channel * HEIGHT + row) * WIDTH + column];
                covered += weight;
            }
        }
        return sum + (1 - covered) * black;
    }

    /** The map back is solved by Cramer's rule, pixel by pixel. */
    private static void checkAgainstTents(AffineMap map) {
        float[] before = image().values().clone();
        Sample sample = image();
        Resampling.apply(sample, map);
        double determinant = map.xx() * map.yy() - map.xy() * map.yx();
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int row = 0; row < HEIGHT; row++) {
                for (int column = 0; column < WIDTH; column++) {
                    double u = column - map.x0();
                    double v = row - map.y0();
                    double x = (u * map.yy() - map.xy() * v) / determinant;
                    double y = (map.xx() * v - u * map.yx()) / determinant;
                    double expected = tents(before, channel, x, y, RandomSamples.BLACK - channel);
                    assertThat(sample.values()[(channel * HEIGHT + row) * WIDTH + column])
                            .isCloseTo((float) expected, offset(1e-4f));
                }
            }
        }
    }

    @Test
    void everyMapIsBilinearInterpolationOfThePlaceItComesFrom() {
        for (int trial = 0; trial < 20; trial++) {
            Draws draws = RandomSamples.draws(trial);
            checkAgainstTents(new Rotate(180).draw(HEIGHT, WIDTH, draws));
            checkAgainstTents(new Scale(0.5, 2).draw(HEIGHT, WIDTH, draws));
            checkAgainstTents(new Shear(40).draw(HEIGHT, WIDTH, draws));
            checkAgainstTents(new Shift(9).draw(HEIGHT, WIDTH, draws));
            checkAgainstTents(new Rotate(30).draw(HEIGHT, WIDTH, draws)
                    .then(new Scale(0.8, 1.2).draw(HEIGHT, WIDTH, draws)).then(new Shear(20).draw(HEIGHT, WIDTH, draws)));
        }
    }

    @Test
    void mirroredTwiceIsTheSame() {
        for (int[] extents : new int[][] {{3, 8}, {2, 5, 7}, {2, 3, 4, 5}}) {
            Sample sample = RandomSamples.of(5, extents);
            float[] before = sample.values().clone();
            Flip.mirror(sample);
            int width = extents[extents.length - 1];
            for (int i = 0; i < before.length; i++) {
                assertThat(sample.values()[i / width * width + width - 1 - i % width]).isEqualTo(before[i]);
            }
            Flip.mirror(sample);
            assertThat(sample.values()).containsExactly(before);
        }
    }

    @Test
    void everyOtherSampleIsMirrored() {
        int mirrored = 0;
        int trials = 10_000;
        for (int trial = 0; trial < trials; trial++) {
            Sample sample = image();
            new Flip().apply(sample, RandomSamples.draws(trial));
            if (sample.values()[0] != image().values()[0]) mirrored++;
        }
        // Five standard errors.
        assertThat(mirrored / (double) trials).isCloseTo(0.5, offset(5 * 0.5 / Math.sqrt(trials)));
    }

    @Test
    void aShiftIsByWholeCellsAndExact() {
        Set<String> seen = new TreeSet<>();
        for (int trial = 0; trial < 500; trial++) {
            AffineMap map = new Shift(2).draw(HEIGHT, WIDTH, RandomSamples.draws(trial));
            int columns = (int) map.x0();
            int rows = (int) map.y0();
            seen.add(rows + " " + columns);
            Sample moved = image();
            new Shift(2).apply(moved, RandomSamples.draws(trial));
            Sample resampled = image();
            Resampling.apply(resampled, map);
            for (int c = 0; c < CHANNELS; c++) {
                for (int y = 0; y < HEIGHT; y++) {
                    for (int x = 0; x < WIDTH; x++) {
                        float expected = at(image().values(), HEIGHT, WIDTH, c, y - rows, x - columns, RandomSamples.BLACK - c);
                        assertThat(at(moved.values(), HEIGHT, WIDTH, c, y, x, 0)).isEqualTo(expected);
                        assertThat(at(resampled.values(), HEIGHT, WIDTH, c, y, x, 0)).isEqualTo(expected);
                    }
                }
            }
        }
        assertThat(seen).hasSize(25);
    }

    @Test
    void aQuarterTurnIsTheTransposedImageWithItsRowsReversed() {
        int side = 6;
        float[] before = RandomSamples.of(1, 1, side, side).values().clone();
        for (int quarters : new int[] {-2, -1, 1, 2}) {
            Sample sample = RandomSamples.of(1, 1, side, side);
            Resampling.apply(sample, Rotate.by(90 * quarters, side, side));
            for (int row = 0; row < side; row++) {
                for (int column = 0; column < side; column++) {
                    int from = switch (quarters) {
                        case 1 -> column * side + side - 1 - row;
                        case -1 -> (side - 1 - column) * side + row;
                        default -> (side - 1 - row) * side + side - 1 - column;
                    };
                    assertThat(sample.values()[row * side + column]).isEqualTo(before[from]);
                }
            }
        }
    }

    @Test
    void aScaleOfThreeShowsTheMiddleNinthWithItsPixelsThreeApart() {
        Sample sample = RandomSamples.of(1, 1, 9, 9);
        float[] before = sample.values().clone();
        Resampling.apply(sample, Scale.by(3, 9, 9));
        for (int row = 1; row < 9; row += 3) {
            for (int column = 1; column < 9; column += 3) {
                assertThat(sample.values()[row * 9 + column]).isEqualTo(before[(3 + row / 3) * 9 + 3 + column / 3]);
            }
        }
    }

    @Test
    void aShearOf45DegreesMovesEachRowOnePixelFartherThanTheOneAbove() {
        Sample sample = RandomSamples.of(1, 1, 5, 9);
        float[] before = sample.values().clone();
        Resampling.apply(sample, Shear.by(45, 5, 9));
        for (int row = 0; row < 5; row++) {
            for (int column = 0; column < 9; column++) {
                float expected = at(before, 5, 9, 0, row, column - (row - 2), RandomSamples.BLACK);
                assertThat(sample.values()[row * 9 + column]).isEqualTo(expected);
            }
        }
    }

    @Test
    void whatIsDrawnStaysInItsRange() {
        for (int trial = 0; trial < 1000; trial++) {
            Draws draws = RandomSamples.draws(trial);
            AffineMap turned = new Rotate(30).draw(HEIGHT, WIDTH, draws);
            assertThat(turned.xx()).isGreaterThanOrEqualTo(Math.cos(Math.PI / 6) - 1e-12);
            assertThat(turned.xx() * turned.yy() - turned.xy() * turned.yx()).isCloseTo(1, offset(1e-12));
            AffineMap scaled = new Scale(0.5, 1.5).draw(HEIGHT, WIDTH, draws);
            assertThat(scaled.xx()).isBetween(0.5, 1.5).isEqualTo(scaled.yy());
            assertThat(Math.abs(new Shear(45).draw(HEIGHT, WIDTH, draws).xy())).isLessThanOrEqualTo(1);
        }
        assertThat(List.of(new Rotate(0), new Scale(1, 1), new Shear(0), new Shift(0)))
                .allSatisfy(still -> assertThat(still.draw(HEIGHT, WIDTH, RandomSamples.draws(1)).then(AffineMap.translation(1, 2)))
                        .isEqualTo(AffineMap.translation(1, 2)));
    }

    @Test
    void mapsInARowAreOneMap() {
        AffineMap turn = Rotate.by(20, HEIGHT, WIDTH);
        AffineMap all = turn.then(AffineMap.translation(3, -1)).then(Shear.by(10, HEIGHT, WIDTH));
        double[] point = {1.5, 4};
        for (AffineMap map : List.of(turn, AffineMap.translation(3, -1), Shear.by(10, HEIGHT, WIDTH))) point = moved(map, point);
        assertThat(moved(all, new double[] {1.5, 4})).containsExactly(point, offset(1e-12));
        assertThat(moved(all.inverse(), point)).containsExactly(new double[] {1.5, 4}, offset(1e-12));
    }

    private static double[] moved(AffineMap map, double[] point) {
        return new double[] {
            map.xx() * point[0] + map.xy() * point[1] + map.x0(), map.yx() * point[0] + map.yy() * point[1] + map.y0()
        };
    }
}
