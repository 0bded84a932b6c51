/** How fast a network is in this JVM. */
package org.cnnc.cli.bench;
