/** Measuring on machines that others use too: short windows, percentiles, and the roof of the CPU beside them. */
package org.cnnc.measure;
