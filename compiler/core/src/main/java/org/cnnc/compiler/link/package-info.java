/** Class files of a whole model, written to disk or loaded into this JVM. */
package org.cnnc.compiler.link;
