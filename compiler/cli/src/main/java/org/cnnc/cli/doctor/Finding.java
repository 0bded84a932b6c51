package org.cnnc.cli.doctor;

/**
 * Something that was looked at.
 *
 * @param subject what, such as {@code JDK}
 * @param value what was found
 * @param remedy what to do about it; empty where all is right
 */
public record Finding(String subject, Verdict verdict, String value, String remedy) {
    /** What a finding means. */
    public enum Verdict {
        /** As it should be. */
        OK("ok"),
        /** Works, and could be better. */
        NOTE("note"),
        /** Keeps something from working. */
        PROBLEM("problem");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        /** As reports write it. */
        public String text() {
            return text;
        }
    }

    static Finding ok(String subject, String value) {
        return new Finding(subject, Verdict.OK, value, "");
    }

    static Finding note(String subject, String value, String remedy) {
        return new Finding(subject, Verdict.NOTE, value, remedy);
    }

    static Finding problem(String subject, String value, String remedy) {
        return new Finding(subject, Verdict.PROBLEM, value, remedy);
    }
}
