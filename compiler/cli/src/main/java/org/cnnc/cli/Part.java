package org.cnnc.cli;

/**
 * One of several runs that make a whole.
 *
 * @param kind {@code member} of an ensemble or {@code fold} of a cross validation
 * @param number from 1
 * @param count how many there are in all
 * @param seed of the run
 */
record Part(String kind, int number, int count, long seed) {
    @Override
    public String toString() {
        return kind + " " + number + " of " + count;
    }
}
