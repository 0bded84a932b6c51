package org.cnnc.train.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.cnnc.train.Normalization;
import org.junit.jupiter.api.Test;

class SheetImageTest {
    private static final Levels PIXELS = new Levels(Normalization.NONE, 0, 1);

    private static BufferedImage draw(SheetImage sheet, List<String> titles, List<List<Picture>> rows, Levels levels)
            throws IOException {
        return ImageIO.read(new ByteArrayInputStream(sheet.draw(titles, rows, levels)));
    }

    private static int rgb(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & 0xFFFFFF;
    }

    @Test
    void eachPixelIsASquareOfItsGrey() throws IOException {
        SheetImage sheet = SheetImage.of(1, 2, 3);
        assertThat(sheet.zoom()).isEqualTo(32);
        Picture picture = new Picture(new float[] {0, 0.2f, 0.4f, 0.6f, 0.8f, 1}, List.of("7"));
        BufferedImage image = draw(sheet, List.of("sample", "epoch 1"), List.of(List.of(picture, picture)), PIXELS);
        int top = 8 + 18;
        for (int column = 0; column < 2; column++) {
            for (int i = 0; i < 6; i++) {
                int grey = Math.round(255 * 0.2f * i);
                int x = 8 + column * 104 + i % 3 * 32;
                int y = top + i / 3 * 32;
                for (int corner = 0; corner < 4; corner++) {
                    assertThat(rgb(image, x + corner % 2 * 31, y + corner / 2 * 31)).isEqualTo(grey << 16 | grey << 8 | grey);
                }
            }
            assertThat(rgb(image, 8 + column * 104 - 1, top)).isEqualTo(0xFFFFFF);
        }
        // The top of a seven is a bar of the five pixels of a glyph, twice as large.
        for (int x = 8; x < 18; x++) assertThat(rgb(image, x, top + 64 + 4)).isEqualTo(0x333333);
        assertThat(rgb(image, 18, top + 64 + 4)).isEqualTo(0xFFFFFF);
        assertThat(image.getWidth()).isEqualTo(8 + 2 * 104);
    }

    @Test
    void coloursAreRedGreenAndBlueWithNormalisationTakenBack() throws IOException {
        Normalization normalization = new Normalization(new float[] {0.5f, 0.25f, 0}, new float[] {0.25f, 0.5f, 2});
        Levels levels = Levels.of(normalization, 1, List.of(new float[] {2, -0.5f, 0.1f}));
        BufferedImage image = draw(
                SheetImage.of(3, 1, 1), List.of("sample"), List.of(List.of(new Picture(new float[] {2, -0.5f, 0.1f}, List.of()))), levels);
        assertThat(rgb(image, 50, 60)).isEqualTo(255 << 16 | 0 << 8 | 51);
    }

    @Test
    void numbersThatAreNoPixelsTakeTheRangeTheyHave() {
        Levels levels = Levels.of(Normalization.NONE, 2, List.of(new float[] {-10, 3}, new float[] {0, 30}));
        assertThat(levels.black()).isEqualTo(-10);
        assertThat(levels.white()).isEqualTo(30);
        assertThat(levels.level(10, 0)).isEqualTo(128);
        assertThat(levels.level(99, 0)).isEqualTo(255);
        assertThat(PIXELS.level(-1, 0)).isZero();
    }

    @Test
    void everyCharacterThatASheetWritesHasAGlyphOfItsOwn() throws IOException {
        String all = "0123456789%acehlmops";
        for (int i = 0; i < all.length(); i++) {
            BufferedImage one = new BufferedImage(6, 9, BufferedImage.TYPE_INT_RGB);
            Glyphs.write(all.substring(i, i + 1), 0, 0, 1, 0xFFFFFF, one);
            for (int j = 0; j < i; j++) {
                BufferedImage other = new BufferedImage(6, 9, BufferedImage.TYPE_INT_RGB);
                Glyphs.write(all.substring(j, j + 1), 0, 0, 1, 0xFFFFFF, other);
                assertThat(one.getRGB(0, 0, 6, 9, null, 0, 6)).isNotEqualTo(other.getRGB(0, 0, 6, 9, null, 0, 6));
            }
        }
    }

    @Test
    void refusesWhatIsNoImageAndWhatIsTooLarge() {
        assertThatThrownBy(() -> SheetImage.of(2, 8, 8)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SheetImage.of(1, 8)).isInstanceOf(IllegalArgumentException.class);
        SheetImage large = SheetImage.of(3, 2048, 2048);
        assertThat(large.zoom()).isOne();
        assertThat(large.holds(2, 4)).isTrue();
        assertThat(large.holds(8, 9)).isFalse();
        assertThat(large.holds(1 << 20, 1 << 20)).isFalse();
    }
}
