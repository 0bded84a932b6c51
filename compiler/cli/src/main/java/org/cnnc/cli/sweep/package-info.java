/** Sweeps: what is to be tried, which trials that makes, and how they ended. */
package org.cnnc.cli.sweep;
