/** Side-by-side measurements: starts the JVMs of all sides in turn, and writes what they found as one page. */
package org.cnnc.benchmarks;
