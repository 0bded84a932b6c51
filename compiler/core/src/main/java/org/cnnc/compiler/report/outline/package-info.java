/** A model's layers as the tree that their dotted names make, its blocks folded at a depth. */
package org.cnnc.compiler.report.outline;
