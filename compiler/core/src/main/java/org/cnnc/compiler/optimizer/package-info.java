/** The optimizers of the language, one a file. */
package org.cnnc.compiler.optimizer;
