package org.cnnc.compiler.report;

import java.io.IOException;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** XML as the JDK's parser reads it. */
public final class XmlText {
    private XmlText() {}

    public static Document parse(String text) {
        try {
            DocumentBuilder parser = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
            parser.setErrorHandler(new DefaultHandler());
            return parser.parse(new InputSource(new StringReader(text)));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError(text.substring(0, Math.min(2000, text.length())), e);
        }
    }
}
