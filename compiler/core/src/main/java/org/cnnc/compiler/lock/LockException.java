package org.cnnc.compiler.lock;

/** What is wrong with a lock file. */
final class LockException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;

    /** @param line of the lock file, from 1 */
    LockException(int line, String message) {
        super(message, null, false, false);
        this.line = line;
    }

    int line() {
        return line;
    }
}
