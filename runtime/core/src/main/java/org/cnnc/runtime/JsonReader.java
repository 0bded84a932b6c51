package org.cnnc.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A strict reader of JSON (RFC 8259) for the headers of weight files: objects as maps in the file's order,
 * arrays as lists, whole numbers as {@link Long}, other numbers as {@link Double}. A name that stands twice
 * in an object is an error, and so is nesting deeper than any weight file needs.
 */
final class JsonReader {
    private static final int MAX_DEPTH = 16;

    /** Text that is not JSON; the message says where and what was expected. */
    static final class SyntaxException extends Exception {
        private static final long serialVersionUID = 1L;

        SyntaxException(String message) {
            super(message);
        }
    }

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    static Object parse(String text) throws SyntaxException {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value(0);
        reader.skipSpace();
        if (reader.at < text.length()) throw reader.expected("the end");
        return value;
    }

    private Object value(int depth) throws SyntaxException {
        if (depth > MAX_DEPTH) throw new SyntaxException("nested deeper than " + MAX_DEPTH + " at character " + at);
        switch (peek()) {
            case '{':
                return object(depth);
            case '[':
                return array(depth);
            case '"':
                return string();
            case 't':
                return word("true", Boolean.TRUE);
            case 'f':
                return word("false", Boolean.FALSE);
            case 'n':
                return word("null", null);
            default:
                return number();
        }
    }

    private Map<String, Object> object(int depth) throws SyntaxException {
        Map<String, Object> members = new LinkedHashMap<>();
        take('{');
        if (taken('}')) return members;
        do {
            if (peek() != '"') throw expected("a name in quotes");
            int start = at;
            String name = string();
            take(':');
            Object value = value(depth + 1);
            if (members.containsKey(name)) {
                throw new SyntaxException("the name " + name + " stands twice, again at character " + start);
            }
            members.put(name, value);
        } while (taken(','));
        take('}');
        return members;
    }

    private List<Object> array(int depth) throws SyntaxException {
        List<Object> elements = new ArrayList<>();
        take('[');
        if (taken(']')) return elements;
        do {
            elements.add(value(depth + 1));
        } while (taken(','));
        take(']');
        return elements;
    }

    private String string() throws SyntaxException {
        take('"');
        StringBuilder string = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') return string.toString();
            if (c < 0x20) throw new SyntaxException("a control character within a string at character " + (at - 1));
            string.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() throws SyntaxException {
        char c = next();
        int simple = "\"\\/bfnrt".indexOf(c);
        if (simple >= 0) return "\"\\/\b\f\n\r\t".charAt(simple);
        if (c != 'u' || at + 4 > text.length()) throw expected("an escape of JSON");
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = hexDigit(next());
            if (digit < 0) throw expected("four hexadecimal digits");
            code = code << 4 | digit;
        }
        return (char) code;
    }

    private static int hexDigit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private Object word(String word, Object value) throws SyntaxException {
        if (!text.startsWith(word, at)) throw expected(word);
        at += word.length();
        return value;
    }

    private Object number() throws SyntaxException {
        int start = at;
        if (here() == '-') at++;
        if (here() == '0') {
            at++;
        } else {
            digits();
        }
        boolean whole = true;
        if (here() == '.') {
            at++;
            digits();
            whole = false;
        }
        if (here() == 'e' || here() == 'E') {
            at++;
            if (here() == '+' || here() == '-') at++;
            digits();
            whole = false;
        }
        String number = text.substring(start, at);
        if (!whole) return Double.valueOf(number);
        try {
            return Long.valueOf(number);
        } catch (NumberFormatException e) {
            throw new SyntaxException("a whole number over 64 bits at character " + start);
        }
    }

    private void digits() throws SyntaxException {
        int start = at;
        while (here() >= '0' && here() <= '9') at++;
        if (at == start) throw expected("a value");
    }

    private void skipSpace() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) at++;
    }

    /** The character here, or 0 at the end. */
    private char here() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private char peek() {
        skipSpace();
        return here();
    }

    private char next() throws SyntaxException {
        if (at == text.length()) throw expected("the end of the string");
        return text.charAt(at++);
    }

    private boolean taken(char c) {
        if (peek() != c) return false;
        at++;
        return true;
    }

    private void take(char c) throws SyntaxException {
        if (!taken(c)) throw expected("'" + c + "'");
    }

    private SyntaxException expected(String what) {
        String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
        return new SyntaxException("at character " + at + ": expected " + what + ", found " + found);
    }
}
