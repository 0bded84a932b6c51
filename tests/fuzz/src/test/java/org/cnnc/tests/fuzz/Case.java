package org.cnnc.tests.fuzz;

/** A file to check. @param name which imports are relative to */
record Case(String name, String text) {
    Case withText(String other) {
        return new Case(name, other);
    }
}
