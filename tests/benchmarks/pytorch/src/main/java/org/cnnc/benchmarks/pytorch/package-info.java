/** What this project is measured beside, in a JVM of its own. */
package org.cnnc.benchmarks.pytorch;
