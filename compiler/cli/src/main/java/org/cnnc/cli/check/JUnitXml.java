package org.cnnc.cli.check;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.cnnc.compiler.LockCheck;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Severity;
import org.cnnc.compiler.diagnostics.TextRenderer;

/**
 * JUnit's XML as Jenkins and GitLab read it: a suite a file, in which the file itself is one test and its lock
 * another. Diagnostics are the text of failures; warnings fail nothing and stand in the output.
 */
public final class JUnitXml {
    private record Case(String name, List<Diagnostic> diagnostics) {
        List<Diagnostic> errors() {
            return diagnostics.stream().filter(diagnostic -> diagnostic.severity() == Severity.ERROR).toList();
        }

        List<Diagnostic> warnings() {
            return diagnostics.stream().filter(diagnostic -> diagnostic.severity() == Severity.WARNING).toList();
        }
    }

    private final XMLStreamWriter xml;

    private JUnitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    public static String render(CheckReport report) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new JUnitXml(xml).suites(report);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text in memory cannot be written", e);
        }
        return text.append('\n').toString();
    }

    private void suites(CheckReport report) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        List<List<Case>> all = report.files().stream().map(JUnitXml::cases).toList();
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
        xml.writeAttribute("name", "cnnc check");
        counts(all.stream().flatMap(List::stream).toList());
        for (int i = 0; i < all.size(); i++) suite(report.files().get(i).file().toString(), all.get(i));
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private static List<Case> cases(CheckedFile file) {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case("check", file.checked().diagnostics()));
        file.lock().map(LockCheck::lock).ifPresent(lock -> cases.add(new Case("as locked", lock)));
        return cases;
    }

    private void counts(List<Case> cases) throws XMLStreamException {
        xml.writeAttribute("tests", Integer.toString(cases.size()));
        xml.writeAttribute("failures", Long.toString(cases.stream().filter(test -> !test.errors().isEmpty()).count()));
        xml.writeAttribute("errors", "0");
    }

    private void suite(String file, List<Case> cases) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", legal(file));
        counts(cases);
        xml.writeAttribute("skipped", "0");
        for (Case test : cases) test(file, test);
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
        xml.writeCharacters("\n");
    }

    private void test(String file, Case test) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("name", test.name());
        xml.writeAttribute("classname", legal(file));
        xml.writeAttribute("file", legal(file));
        List<Diagnostic> errors = test.errors();
        if (!errors.isEmpty()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("type", errors.getFirst().code().name());
            String more = errors.size() == 1 ? "" : " (and " + CheckReport.counted(errors.size() - 1, "more error") + ")";
            xml.writeAttribute("message", legal(CheckReport.headline(errors.getFirst()) + more));
            xml.writeCharacters(rendered(errors));
            xml.writeEndElement();
        }
        if (!test.warnings().isEmpty()) {
            xml.writeStartElement("system-out");
            xml.writeCharacters(rendered(test.warnings()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String rendered(List<Diagnostic> diagnostics) {
        return legal(String.join("\n", diagnostics.stream().map(TextRenderer.plain()::render).toList()));
    }

    /** Without the characters that XML 1.0 cannot hold. */
    private static String legal(String text) {
        StringBuilder legal = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean fits = c == '\t' || c == '\n' || c == '\r' || c >= ' ' && c <= 0xD7FF
                    || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000;
            legal.appendCodePoint(fits ? c : 0xFFFD);
        });
        return legal.toString();
    }
}
