/** Graph to typed graph: shapes, initialisers, and the parameters' layout. */
package org.cnnc.compiler.shape;
