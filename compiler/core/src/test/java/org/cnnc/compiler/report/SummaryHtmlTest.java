package org.cnnc.compiler.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.cnnc.compiler.report.outline.Quantity;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.shape.LayerSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SummaryHtmlTest {
    private static List<Element> elements(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) elements.add((Element) nodes.item(i));
        return elements;
    }

    private static List<List<String>> rows(Document page, String style) {
        Element table = elements(page.getElementsByTagName("table")).stream()
                .filter(element -> element.getAttribute("class").equals(style)).findFirst().orElseThrow();
        Element body = elements(table.getElementsByTagName("tbody")).getFirst();
        return elements(body.getElementsByTagName("tr")).stream()
                .map(row -> elements(row.getElementsByTagName("*")).stream()
                        .filter(cell -> cell.getTagName().matches("t[hd]"))
                        .map(Element::getTextContent).toList())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet5", "vgg16", "xor"})
    void hasEveryLayerWithItsNumbers(String name) {
        CheckedModel model = SummaryModels.file(name);
        Document page = XmlText.parse(SummaryHtml.render(Summary.of(model, OptionalInt.empty()), 1));
        List<List<String>> rows = rows(page, "layers");
        assertThat(rows).hasSameSizeAs(model.layers());
        for (int i = 0; i < rows.size(); i++) {
            LayerSummary layer = model.layers().get(i);
            assertThat(rows.get(i).get(0)).isEqualTo(layer.path());
            assertThat(rows.get(i).get(1)).startsWith(layer.op());
            assertThat(rows.get(i).get(2)).isEqualTo(layer.output().toString());
            assertThat(rows.get(i).get(3)).isEqualTo(layer.parameters() == 0 ? "" : Quantity.exact(layer.parameters()));
            assertThat(rows.get(i).get(4)).isEqualTo(layer.macs() == 0 ? "" : Quantity.exact(layer.macs()));
        }
        assertThat(page.getElementsByTagName("dl").item(0).getTextContent())
                .contains(Quantity.exact(model.totals().parameters()), Quantity.exact(model.totals().macs()));
    }

    @Test
    void needsNothingButItself() {
        String page = SummaryHtml.render(Summary.of(SummaryModels.of(SummaryModels.RESIDUAL), OptionalInt.of(2)), 2);
        assertThat(page.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xhtml", ""))
                .doesNotContain("http:", "https:", "<script", "<link", "<img", "@import", "url(", "src=");
        assertThat(page).contains("default-src 'none'", "prefers-color-scheme: dark", "width=device-width");
        assertThat(page).isEqualTo(SummaryHtml.render(Summary.of(SummaryModels.of(SummaryModels.RESIDUAL), OptionalInt.of(2)), 2));
    }

    @Test
    void whatTheFileSaysIsShownAndNotRun() {
        CheckedModel model = SummaryModels.of("""
                /// </p><script>alert(1)</script> <img src=x onerror=alert(1)> & "quoted" ]]> <!--
                model M { input v: 4; dense 2 }
                """);
        String html = SummaryHtml.render(Summary.of(model, OptionalInt.empty()), 1);
        Document page = XmlText.parse(html);
        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        assertThat(page.getElementsByTagName("img").getLength()).isZero();
        assertThat(page.getElementsByTagName("p").item(0).getTextContent())
                .isEqualTo("</p><script>alert(1)</script> <img src=x onerror=alert(1)> & \"quoted\" ]]> <!--");
    }

    @Test
    void graphThatIsTooLargeIsLeftOutWithAWord() {
        CheckedModel model = SummaryModels.of("model M {\ninput v: 4\nall: B\n}\nblock B { repeat 30k { relu } }\n");
        assertThat(SummaryHtml.render(Summary.of(model, OptionalInt.of(1)), 2))
                .contains("Not drawn: the graph has more than", "not planned: the model has more than");
    }

    @Test
    void phonesGetADrawingThatFitsOrAreToldThatItIsWider() {
        String inputs = "input a: 4\ninput b: 4\ninput c: 4\ninput d: 4\ninput e: 4\ninput f: 4\n";
        CheckedModel wide = SummaryModels.of("model M {\n" + inputs + "concat a, b, c, d, e, f\n}\n");
        String paths = "branch a { dense 2 }\nbranch b { dense 2 }\nbranch c { dense 2 }\nbranch d { dense 2 }\n";
        CheckedModel folding = SummaryModels.of(
                "block B {\n" + paths + "concat a, b, c, d\n}\nmodel M {\ninput v: 4\nall: B\n}\n");
        CheckedModel narrow = SummaryModels.of("model M {\ninput v: 4\ndense 2\n}\n");
        assertThat(page(wide)).contains("moves sideways").doesNotContain("graph wide", "fewer details");
        assertThat(page(folding)).contains("graph wide", "fewer details").doesNotContain("moves sideways");
        assertThat(page(narrow)).doesNotContain("moves sideways", "graph wide", "fewer details");
    }

    private static String page(CheckedModel model) {
        return SummaryHtml.render(Summary.of(model, OptionalInt.empty()), 2);
    }
}
