/** What runs in a JVM of its own, of which one side of a comparison is measured; on any JDK from 17 on. */
package org.cnnc.benchmarks.fork;
