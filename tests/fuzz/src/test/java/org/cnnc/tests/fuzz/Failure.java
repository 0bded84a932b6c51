package org.cnnc.tests.fuzz;

/** What should not have been. @param kind what must stay the same while a text shrinks */
record Failure(String kind, String message) {
    static final String HANG = "hang";

    boolean isHang() {
        return kind.equals(HANG);
    }

    static Failure of(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        StringBuilder text = new StringBuilder("thrown: " + thrown);
        for (int i = 0; i < Math.min(12, trace.length); i++) text.append("\n\tat ").append(trace[i]);
        if (thrown.getCause() != null) text.append("\ncaused by ").append(thrown.getCause());
        return new Failure(thrown.getClass().getName(), text.toString());
    }
}
