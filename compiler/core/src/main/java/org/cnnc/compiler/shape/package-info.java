/** Graph to typed graph: shapes, initialisers, the parameters' layout, and what the file claims of them. */
package org.cnnc.compiler.shape;
