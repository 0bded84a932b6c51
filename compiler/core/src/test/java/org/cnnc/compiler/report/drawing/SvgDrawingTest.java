package org.cnnc.compiler.report.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cnnc.compiler.report.SummaryModels;
import org.cnnc.compiler.report.XmlText;
import org.cnnc.compiler.shape.CheckedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;

class SvgDrawingTest {
    static List<CheckedModel> models() {
        return SummaryModels.all().toList();
    }

    @ParameterizedTest
    @MethodSource("models")
    void isWellFormedAndSelfContained(CheckedModel model) {
        String svg = SvgDrawing.file(GraphScene.of(model, 1));
        Document document = XmlText.parse(svg);
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http", "<script", "@import", "url(", "href");
        assertThat(svg).isEqualTo(SvgDrawing.file(GraphScene.of(model, 1)));
    }

    @Test
    void everyPieceHasATitle() {
        Document document = XmlText.parse(SvgDrawing.file(GraphScene.of(SummaryModels.of(SummaryModels.RESIDUAL), 3)));
        var groups = document.getElementsByTagName("g");
        assertThat(groups.getLength()).isPositive();
        for (int i = 0; i < groups.getLength(); i++) {
            assertThat(groups.item(i).getFirstChild().getNodeName()).isEqualTo("title");
            assertThat(groups.item(i).getFirstChild().getTextContent()).isNotBlank();
        }
    }

    @Test
    void textIsEscaped() {
        String nasty = "</title><script>alert(1)</script> & \" ' ]]> \u0001 \uD800 \uFFFE 漢字 😀";
        Element.Box box = new Element.Box(0, 0, 10, 10, Element.Style.PLAIN, List.of(nasty, nasty), nasty, 1);
        Element.Frame frame = new Element.Frame(0, 0, 10, 10, nasty, nasty, 2);
        Element.Label label = new Element.Label(0, 0, nasty);
        Element.Wire wire = new Element.Wire(List.of(new LayeredLayout.Curve(0, 0, 1, 1, true)), nasty);
        Document document = XmlText.parse(SvgDrawing.file(new Scene(10, 10, nasty, nasty, List.of(box, frame, label, wire))));
        String shown = nasty.replace('\u0001', '\uFFFD').replace('\uD800', '\uFFFD').replace('\uFFFE', '\uFFFD');
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        assertThat(document.getElementsByTagName("text").item(0).getTextContent()).isEqualTo(shown);
        assertThat(document.getElementsByTagName("title").item(1).getTextContent()).isEqualTo(shown);
    }
}
